import { type PolarNode, parseFile, type Rule, walk } from '@polar-tools/language';
import type { Clause, Policy } from '@polar-tools/policy';
import type { FoundDifferences } from './difference.ts';
import { questionPredicate } from './library/question-types.ts';

/** A rule, or a shorthand with all that it stands for. */
export type Statement = readonly [Clause, ...Clause[]];

/** What is known of the rules of a policy, by leaving each one out alone. */
export interface JudgedRules {
  /** Without it no answer changes, in all worlds up to the bound. */
  readonly idle: readonly Statement[];
  /** Without it no answer changed, and not all worlds were tried, or some ended with an error. */
  readonly unsettled: readonly Statement[];
  /** No question of who may do what comes to it. */
  readonly apart: readonly Statement[];
  /** How many rules there are. */
  readonly rules: number;
}

/**
 * Which rules change no answer to who may do what.
 *
 * @param compare compares the policy with one that lacks a rule; how many rules are left to be compared. Undefined where there is no time for it.
 */
export function judgeRules(
  policy: Policy,
  compare: (without: Policy, left: number) => FoundDifferences | undefined,
): JudgedRules {
  const statements = statementsOf(policy);
  const reached = reachedFrom(policy);
  const within = statements.filter(([{ predicate }]) => reached.has(predicate));
  const idle = new Set<Statement>();
  let unsettled: readonly Statement[] = within;
  // What no difference was found for in its share of the time is looked at once more: most rules take less than their share.
  for (let round = 0; round < 2; round++)
    unsettled = unsettled.filter((statement, at, all) => {
      const found = compare(policyWithout(policy, statement), all.length - at);
      if (found !== undefined && found.differences.length > 0) return false;
      if (found?.searched.isComplete !== true || found.searched.unanswered > 0) return true;
      idle.add(statement);
      return false;
    });
  const apart = statements.filter(([{ predicate }]) => !reached.has(predicate));
  return { idle: within.filter((statement) => idle.has(statement)), unsettled, apart, rules: statements.length };
}

/** The rules and shorthands of a policy, in the order of files and of text. */
export function statementsOf({ predicates }: Policy): readonly Statement[] {
  const statements = new Map<unknown, [Clause, ...Clause[]]>();
  for (const { clauses } of predicates.values())
    for (const clause of clauses) {
      const known = statements.get(clause.shorthand ?? clause);
      if (known === undefined) statements.set(clause.shorthand ?? clause, [clause]);
      else known.push(clause);
    }
  return [...statements.values()];
}

/** The policy as it were if a rule did not stand in it. */
export function policyWithout(policy: Policy, statement: Statement): Policy {
  const predicates = new Map(policy.predicates);
  for (const { predicate } of statement) {
    const { name, clauses } = predicates.get(predicate)!;
    const left = clauses.filter((clause) => !statement.includes(clause));
    if (left.length > 0) predicates.set(predicate, { name, clauses: left });
    // In the Cloud, a policy without a rule for allow has the one that everybody has.
    else if (policy.dialect === 'cloud') predicates.delete(predicate);
    // In the Library, to ask for what has no rule is an error: here it is to be a no.
    else predicates.set(predicate, { name, clauses: [neverTrue(clauses[0]!)] });
  }
  const { dialect, dialectChoice, configuration, files, blocks, ruleTypes, factSignatures, queries, tests, fixtures } =
    policy;
  return {
    dialect,
    dialectChoice,
    configuration,
    files,
    predicates,
    blocks,
    ruleTypes,
    factSignatures,
    queries,
    tests,
    fixtures,
  };
}

function neverTrue({ predicate, arity }: Clause): Clause {
  const parameters = Array.from({ length: arity }, () => '_').join(', ');
  const rule = parseFile(`${predicate}(${parameters}) if 1 = 2;`).statements[0]!.tree as Rule;
  return { predicate, arity, rule, uri: 'without' };
}

/** The names of all that the question of who may do what comes to. */
function reachedFrom(policy: Policy): ReadonlySet<string> {
  const { predicates } = policy;
  const reached = new Set<string>([questionPredicate([policy])]);
  if (policy.dialect === 'cloud') reached.add('allow');
  for (const name of reached)
    for (const { rule } of predicates.get(name)?.clauses ?? [])
      walk(rule, (it) => {
        const node = it as PolarNode;
        if (node.$type === 'Call') reached.add(node.name.text);
        return true;
      });
  return reached;
}

import type { Expression, Node } from '@polar-tools/language';
import type { Clause } from '@polar-tools/policy';
import { mostArguments } from '../../facts/relation.ts';
import { ANY } from '../../tables/type-sets.ts';
import { conjunctionRules } from './conjunction.ts';
import { type Literal, parameterTerm } from './literal.ts';
import type { LoweringSetting } from './lowering-setting.ts';
import { relatedTypes } from './related-types.ts';
import type { Rule } from './rule.ts';
import type { Term } from './term.ts';
import { Ways } from './ways.ts';

/** The ways in which a clause holds: one for each alternative of its body. */
export function lowerClause(clause: Clause, setting: LoweringSetting): readonly Rule[] {
  const { rule, uri } = clause;
  if (clause.broken === true) return [unreadable(clause, 'This rule has a syntax error, so it cannot be run.')];
  if (rule.parameters.length > mostArguments)
    return [unreadable(clause, `A rule takes at most ${mostArguments} arguments.`)];
  const body = new Ways(
    rule,
    setting,
    clause.shorthand === undefined ? undefined : relatedTypes(clause, setting.policy),
  );
  const literals: Literal[] = [];
  const head = rule.parameters.map((parameter, at) => parameterTerm(parameter, at, literals));
  const ways = body.of(rule.body).map((way) => [...literals, ...way]);
  return ways.flatMap((way) => conjunctionRules(way, head, { clause, uri, setting }));
}

/** The ways in which a query's expression holds, as rules whose head is the terms asked for. */
export function lowerQuery(
  expression: Expression | undefined,
  head: readonly Term[],
  constraints: readonly Literal[],
  uri: string | undefined,
  setting: LoweringSetting,
): readonly Rule[] {
  const body = new Ways(expression ?? noExpression, setting);
  const names = new Set(head.flatMap((term) => (term.kind === 'variable' ? [term.name] : [])));
  return body
    .of(expression, names)
    .flatMap((way) => conjunctionRules([...constraints, ...way], head, { clause: undefined, uri, setting }));
}

const noExpression: Node = { $type: 'BooleanLiteral', $container: undefined, $start: 0, $end: 0 };

function unreadable(clause: Clause, message: string): Rule {
  const { rule, uri, arity } = clause;
  const head = Array.from({ length: Math.min(arity, mostArguments) }, (_, slot) => slot);
  return {
    clause,
    uri,
    head,
    goals: [{ kind: 'problem', message, node: rule }],
    names: head.map((slot) => `@${slot}`),
    variables: new Map(),
    types: head.map(() => ANY),
    now: -1,
  };
}

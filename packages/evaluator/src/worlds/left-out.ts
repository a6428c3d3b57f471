import { type PolarNode, walk } from '@polar-tools/language';
import type { Clause, Policy } from '@polar-tools/policy';

const comparisons = new Set(['<', '>', '<=', '>=']);
const arithmetic = new Set(['+', '-', '*', '/', 'mod', 'rem']);

/**
 * What a search in generated worlds does not ask two policies, or only with samples of the values that there are: a sentence for each.
 *
 * @param asked the numbers of arguments with which `allow` is asked
 */
export function leftOutOf(policies: readonly Policy[], asked: readonly number[]): readonly string[] {
  return [...otherQuestions(policies, asked), ...untypedIn(policies, asked), ...samplesIn(policies)];
}

/** The same where no question that is asked can be answered differently: values of what these look at make no difference. */
export function notAsked(policies: readonly Policy[], asked: readonly number[]): readonly string[] {
  return [...otherQuestions(policies, asked), ...untypedIn(policies, asked)];
}

/** Of which values generated worlds have only samples: a sentence for each kind. */
export function samplesIn(policies: readonly Policy[]): readonly string[] {
  return [
    ...(clausesOf(policies).some(countsNumbers)
      ? ['Numbers are samples: those that the rules name, and those beside them.']
      : []),
    ...(policies[0]?.dialect === 'cloud'
      ? []
      : ['Fields have samples of values: those that the rules name and one more; a list has at most two members.']),
  ];
}

function otherQuestions(policies: readonly Policy[], asked: readonly number[]): readonly string[] {
  const other = clausesOf(policies).flatMap((clause) => (isOtherQuestion(clause, asked) ? [called(clause)] : []));
  return unique(other).map((name) => `${name} was not asked.`);
}

/** That an actor or a resource may be what was not asked with. */
export function untypedIn(policies: readonly Policy[], asked: readonly number[]): readonly string[] {
  const untyped = clausesOf(policies).some(
    (clause) => isQuestion(clause) && asked.includes(clause.arity) && isUntyped(clause),
  );
  return untyped && policies[0]?.dialect !== 'cloud'
    ? ['Where a rule asks for no type of its actor or resource, not every value that it takes was asked with.']
    : [];
}

const clausesOf = (policies: readonly Policy[]): readonly Clause[] =>
  policies.flatMap(({ predicates }) => [...predicates.values()].flatMap((one) => one.clauses));

const isQuestion = ({ predicate }: Clause): boolean => predicate === 'allow' || predicate === 'has_permission';

/** Whether a rule is for what an application asks and the search does not: `allow_field`, or `allow` with another number of arguments. */
const isOtherQuestion = ({ predicate, arity }: Clause, asked: readonly number[]): boolean =>
  predicate.startsWith('allow_') || (predicate === 'allow' && !asked.includes(arity));

const called = ({ predicate, arity }: Clause): string =>
  predicate === 'allow' ? `allow with ${arity} argument${arity === 1 ? '' : 's'}` : predicate;

/** A rule whose actor or resource may be anything, or is a plain value. */
const isUntyped = ({ rule, shorthand }: Clause): boolean =>
  shorthand === undefined &&
  rule.parameters.some((parameter, at) => at !== 1 && parameter.specializer?.$type !== 'InstancePattern');

/** Whether a rule compares numbers, counts with them, or takes some. */
function countsNumbers({ rule }: Clause): boolean {
  let counts = false;
  walk(rule, (it) => {
    const node = it as PolarNode;
    if (node.$type === 'IntegerLiteral' || node.$type === 'FloatLiteral') counts = true;
    else if (node.$type === 'Binary' && (comparisons.has(node.operator) || arithmetic.has(node.operator)))
      counts = true;
    else if (node.$type === 'InstancePattern' && /^(Integer|Float)$/.test(node.name.text)) counts = true;
    return !counts;
  });
  return counts;
}

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort();

import { type Call, childrenOf, type Expression, type Node, parseQuery } from '@polar-tools/language';
import { nearestOf, type Policy } from '@polar-tools/policy';
import type { Problem } from './problem.ts';

/** What is wrong with a query: UTF-16 offsets in its text. */
export type QueryProblem = Omit<Problem, 'place'> & { readonly start: number; readonly end: number };

/** A query that was typed: its tree, where it can be read, and what is wrong with it, in words for a query. */
export function readQuery(text: string): {
  readonly expression: Expression | undefined;
  readonly problems: readonly QueryProblem[];
} {
  const { query, errors } = parseQuery(text);
  if (errors.length > 0) return { expression: undefined, problems: errors.map((error) => asQueryProblem(error)) };
  if (query !== undefined) return { expression: query, problems: [] };
  const message = 'There is no query to run. Write one, such as allow(user, action, resource).';
  return { expression: undefined, problems: [{ code: 'no-query', message, start: 0, end: text.length }] };
}

const TOO_EARLY = 'The query ends too early.';

/** A fault of a query as a person is told: a query that was typed has no file, and no semicolon to forget. */
export function asQueryProblem({ code, message, start, end }: QueryProblem): QueryProblem {
  if (code !== 'unrecognized-eof' || message.startsWith(TOO_EARLY)) return { code, message, start, end };
  // What the reference says of a file comes first, then what is missing here.
  const [, advice = ''] = message.split('Did you forget a semi-colon?');
  const missing = advice.trim() || 'Is a closing parenthesis, a quote or an operand missing?';
  return { code, message: `${TOO_EARLY} ${missing}`, start, end };
}

/** Rules that a query asks of and the policy does not have, each with one that may have been meant. */
export function unknownRules(
  query: Expression,
  { predicates }: Policy,
): { readonly name: string; readonly near: string | undefined }[] {
  return goalsOf(query).flatMap((goal) => {
    if (goal.$type !== 'Call') return [];
    const { text } = (goal as Call).name;
    return predicates.has(text) ? [] : [{ name: text, near: nearestOf(text, predicates.keys()) }];
  });
}

/** What has goals in it, and is none itself. */
const HOLDERS: ReadonlySet<string> = new Set(['And', 'Or', 'Not', 'Parentheses', 'Forall']);

/** The goals of a query, in the order of the text. */
function goalsOf(query: Expression): Node[] {
  const goals: Node[] = [];
  const pending: Node[] = [query];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (HOLDERS.has(node.$type)) pending.push(...[...childrenOf(node)].reverse());
    else goals.push(node);
  }
  return goals;
}

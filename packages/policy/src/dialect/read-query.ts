import { type Expression, parseQuery, rangeOf } from '@polar-tools/language';
import type { Policy } from '../model/policy.ts';
import { foreignMessage, foreignNodes } from './foreign.ts';

/** What is wrong with a query: UTF-16 offsets in its text, or in the file of a query that stands in one. */
export interface QueryProblem {
  /** The reference engine's kind in kebab case, or `cloud-only` and `library-only`. */
  readonly code: string;
  readonly message: string;
  readonly start: number;
  readonly end: number;
  /** Where the reference engine notices it, which may be later than the place to mend. */
  readonly noticed?: { readonly start: number; readonly end: number };
}

const nothing = {
  code: 'empty-query',
  message: 'There is no query here. Write one, such as `allow(actor, action, resource)`.',
};

/**
 * Reads a query, a condition or a value as a person types it, in the dialect of the policy that it is about. Where there are errors, the engine of that
 * dialect would not read it, and it must not be run: the one grammar of both dialects takes more than either.
 */
export function readQuery(
  text: string,
  policy: Policy,
): { readonly query: Expression | undefined; readonly errors: readonly QueryProblem[] } {
  const { query, errors } = parseQuery(text);
  if (errors.length > 0) return { query, errors };
  if (query === undefined) return { query, errors: [{ ...nothing, start: 0, end: text.length }] };
  return { query, errors: foreignTo(query, policy) };
}

/** What of a query that was read already the policy's dialect has no syntax for. */
export function foreignTo(query: Expression, { dialectChoice }: Policy): readonly QueryProblem[] {
  return foreignNodes(query, dialectChoice.dialect).map((foreign) => ({
    code: `${foreign.construct.dialect}-only`,
    message: foreignMessage(foreign, dialectChoice),
    ...rangeOf(foreign.node),
  }));
}

/** The same for Cloud, of what is about to be run as Cloud, whatever the policy was taken for. */
export const foreignToCloud = (query: Expression): readonly QueryProblem[] =>
  foreignNodes(query, 'cloud').map(({ node, construct }) => ({
    code: 'library-only',
    message: `${sentence(construct.what)} exists only in policies for the Oso library. ${node.$type === 'FloatLiteral' ? 'Oso Cloud has no numbers but integers.' : 'Ask it of a policy for Oso Cloud in another way.'}`,
    ...rangeOf(node),
  }));

const sentence = (what: string): string => (/^an? /.test(what) ? what[0]!.toUpperCase() + what.slice(1) : what);

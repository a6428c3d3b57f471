import { type Host, isNamed, type PreparedQuery } from '@polar-tools/evaluator';
import type { Node, PolarNode } from '@polar-tools/language';
import { type Policy, unwrap } from '@polar-tools/policy';
import { Failure } from './failure.ts';

/**
 * Refuses a query that is nothing but a name, a look-up or a sum of such, that stands for nothing: it would hold of anything, and is more likely a file
 * that is not there: `polar explain denail.json`.
 *
 * @throws Failure
 */
export function refuseBareName(query: PreparedQuery, policy: Policy, host: Host | undefined): void {
  const names = namesIn(unwrap<Node>(query.expression));
  const isKnown = (name: string): boolean =>
    isNamed(host, name) || host?.classes.has(name) === true || policy.blocks.has(name);
  const name = names.find((one) => !isKnown(one));
  if (name === undefined) return;
  const file = query.text?.trim();
  if (file?.endsWith('.polar') === true)
    throw new Failure(
      'wrong-use',
      `"${file}" is a policy, and the query is missing. Name the policy by --policy, and ask a query such as 'allow(anne, "push", gmail)'.`,
    );
  throw new Failure(
    'wrong-use',
    `"${query.text ?? name}" is no recording that can be read, and no query: ${name} stands for nothing here. Name a recording that is there (with --replay), or ask a query such as 'allow(anne, "push", gmail)'.`,
  );
}

/** The names in what has a value and is no condition, a path of files among it; none in a condition. */
function namesIn(node: Node): readonly string[] {
  const part = node as PolarNode;
  if (part.$type === 'Variable') return [part.name];
  if (part.$type === 'Lookup') return namesIn(part.object);
  if (part.$type === 'Binary' && ARITHMETIC.has(part.operator)) return [...namesIn(part.left), ...namesIn(part.right)];
  return [];
}

const ARITHMETIC: ReadonlySet<string> = new Set(['/', '-', '+']);

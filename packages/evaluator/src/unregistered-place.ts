import { type InstancePattern, type Name, type Node, rangeOf, type Statement, walk } from '@polar-tools/language';
import type { Policy } from '@polar-tools/policy';
import type { RuntimeError } from './run/runtime-error.ts';

/** A piece of a policy's file, in UTF-16 code units. */
export interface NamedPlace {
  readonly uri: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Where an error that has no place of its own was named first: a class that the application does not have is met while a rule's head is compared, which is
 * no goal, so that the reference has neither place nor trace for it. Undefined for every other error.
 */
export function placeOfUnregistered(error: RuntimeError, policy: Policy): NamedPlace | undefined {
  if (error.code !== 'unregistered-class' || error.start !== undefined) return undefined;
  const name = /^Unregistered class: ([^.\s]+)/.exec(error.message)?.[1];
  if (name === undefined) return undefined;
  for (const [uri, { statements }] of policy.files) {
    for (const { tree } of statements) {
      const found = tree && firstNamed(tree, name);
      if (found !== undefined) return { uri, ...rangeOf(found) };
    }
  }
  return undefined;
}

function firstNamed(statement: Statement, name: string): Name | undefined {
  let found: Name | undefined;
  walk<Node>(statement, (node) => {
    if (found !== undefined || node.$type !== 'InstancePattern') return;
    const pattern = node as InstancePattern;
    if (pattern.name.text === name) found = pattern.name;
  });
  return found;
}

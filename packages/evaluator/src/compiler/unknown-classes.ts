import { childrenOf, type InstancePattern, type New, type Node } from '@polar-tools/language';
import { nearestOf } from '@polar-tools/policy';
import type { PreparedQuery } from './prepare.ts';
import type { CompiledProgram } from './program.ts';

/** A class that a query names and nobody has. */
export interface UnknownClass {
  readonly name: string;
  /** The known one that was probably meant. */
  readonly meant: string | undefined;
  /** UTF-16 offsets in the query's text. */
  readonly start: number;
  readonly end: number;
}

/**
 * The classes in a query that neither the application, the policy's blocks nor the language have. Such a query can run, since a
 * variable may be constrained to any class, but it is never what a person meant. Empty where the application is unknown.
 */
export function unknownClasses(query: PreparedQuery): readonly UnknownClass[] {
  const program = query.program as CompiledProgram;
  if (program.host === undefined) return [];
  const { blocks } = program.policy;
  const unknown: UnknownClass[] = [];
  const pending: Node[] = [query.expression];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    pending.push(...childrenOf(node));
    if (node.$type !== 'InstancePattern' && node.$type !== 'New') continue;
    const { name } = node as InstancePattern | New;
    if (program.isClass(name.text) || blocks.has(name.text)) continue;
    const meant = nearestOf(name.text, [...(program.host?.classes.keys() ?? []), ...blocks.keys()]);
    unknown.push({ name: name.text, meant, start: name.$start, end: name.$end });
  }
  return unknown.sort((left, right) => left.start - right.start);
}

import { isDeepStrictEqual } from 'node:util';
import { shown } from '../application/shown.ts';
import { isTerm } from './registered.ts';

/** What stands for a variable without a value. */
export const UNKNOWN: unique symbol = Symbol('a variable');

/** What an engine came to; left: the editor does not say. */
export type Theirs =
  | { readonly kind: 'answer'; readonly values: ReadonlyMap<string, unknown> }
  | { readonly kind: 'done' }
  | { readonly kind: 'error'; readonly message: string }
  | { readonly kind: 'left' };

/** In what the editor's evaluator and the application's engine differ; undefined where they have come to the same. */
export function differenceOf(theirs: Theirs, own: Theirs): string | undefined {
  if (theirs.kind !== own.kind) return `Polar Tools: ${said(theirs)}. The application: ${said(own)}.`;
  if (theirs.kind !== 'answer' || own.kind !== 'answer') return undefined;
  for (const [name, value] of own.values) {
    const other = theirs.values.get(name);
    if (theirs.values.has(name) && !isSame(value, other))
      return `${name} is ${other === UNKNOWN ? 'unbound' : shown(other)} for Polar Tools, and ${shown(value)} for the application.`;
  }
  return undefined;
}

function said(one: Theirs): string {
  if (one.kind === 'answer')
    return `an answer${[...one.values].map(([name, value]) => `, ${name} = ${value === UNKNOWN ? 'unbound' : shown(value)}`).join('')}`;
  return one.kind === 'error' ? `an error, ${one.message.split('\n')[0]}` : 'no more answers';
}

function isSame(own: unknown, other: unknown): boolean {
  // What is not known, or not wholly, is not compared.
  if (isTerm(own, 'Expression')) return true;
  if (isTerm(own, 'Variable') || other === UNKNOWN) return isTerm(own, 'Variable') && other === UNKNOWN;
  return own === other || isDeepStrictEqual(plain(own), plain(other));
}

/** The two have classes of their own for a dictionary. */
const plain = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && /Dict/.test(value.constructor?.name ?? '') ? { ...value } : value;

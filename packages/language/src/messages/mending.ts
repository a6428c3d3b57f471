/** What to say of a token that does not fit, and where one plain edit would mend it, that edit. */
export type Advice = string | Mendable;

export interface Mendable {
  readonly advice: string;
  /** For a menu: `Insert ;`. */
  readonly title: string;
  /** In place of the token, or right after the one before it. */
  readonly at: 'token' | 'before';
  readonly newText: string;
  /** How many tokens before and after that one go with it: those of an operator that another language writes so. */
  readonly reach?: readonly [before: number, after: number];
  /** Another edit may be meant just as well. */
  readonly preferred?: false;
}

/** An edit that would mend a text; offsets are relative to the statement. */
export interface SyntaxFix {
  readonly title: string;
  readonly start: number;
  readonly end: number;
  readonly newText: string;
  /** Another edit may be meant just as well. */
  readonly preferred?: false;
}

export function insert(newText: string, advice: string): Mendable {
  return { advice, title: `Insert ${newText.trim()}`, at: 'before', newText };
}

export function replace(newText: string, advice: string): Mendable {
  return { advice, title: `Change to ${newText.trim()}`, at: 'token', newText };
}

/** Puts a text in place of the token and of its neighbours: `===`, `:-`. */
export function replaceAll(before: number, after: number, newText: string, advice: string): Mendable {
  return { ...replace(newText, advice), reach: [before, after] };
}

export function remove(token: string, advice: string): Mendable {
  return { advice, title: `Remove ${token}`, at: 'token', newText: '' };
}

/** Puts a text in place of the token and of its neighbours, and says in the menu what goes. */
export function removeAll(before: number, after: number, newText: string, what: string, advice: string): Mendable {
  return { ...replaceAll(before, after, newText, advice), title: `Remove ${what}` };
}

/** Leaves one of two tokens that are the same. */
export const once = (token: string): Mendable =>
  removeAll(1, 0, token, token, 'It stands twice: remove one of the two.');

/** An edit beside another that may be meant just as well. */
export const maybe = (mendable: Mendable): Mendable => ({ ...mendable, preferred: false });

/** @param last where the token before ends */
export function fixOf(advice: Advice, last: number, start: number, end: number): SyntaxFix | undefined {
  if (typeof advice === 'string') return undefined;
  const { title, at, newText, preferred } = advice;
  const doubt = preferred === false && { preferred };
  return at === 'token'
    ? { title, start, end, newText, ...doubt }
    : { title, start: last, end: last, newText, ...doubt };
}

export const textOf = (advice: Advice): string => (typeof advice === 'string' ? advice : advice.advice);

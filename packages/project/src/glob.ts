/**
 * Patterns of paths: `*` and `?` within a name, `**` for any folders, `[a-z]` and `[!a-z]` for one character, `{a,b}` for either.
 *
 * A pattern is an automaton whose states are followed all at once, so that the time is the pattern's length times the path's, whatever
 * they are: a pattern may come from a stranger's `polar.config.json`, and as a regular expression some would take years.
 */
export interface Glob {
  /** Whether a path is meant: relative, with forward slashes. */
  matches(path: string): boolean;
  /** Whether something in this folder, or below it, may be meant; the path as above, `''` for the folder that paths start from. */
  mayMatchBelow(folder: string): boolean;
}

type State =
  | { readonly kind: 'end' }
  | { readonly kind: 'step'; readonly takes: (character: string) => boolean; readonly next: State }
  | { readonly kind: 'either'; readonly states: State[] };

const END: State = { kind: 'end' };
const notSlash = (character: string): boolean => character !== '/';
const anything = (): boolean => true;
const step = (takes: (character: string) => boolean, next: State): State => ({ kind: 'step', takes, next });

/** `takes` any number of times, then `next`. */
function loop(takes: (character: string) => boolean, next: State): State {
  const either: State = { kind: 'either', states: [next] };
  either.states.push(step(takes, either));
  return either;
}

/** Any number of folders, then `next`: each has a name of at least one character. */
function folders(next: State): State {
  const either: State = { kind: 'either', states: [next] };
  const name = loop(
    notSlash,
    step((character) => character === '/', either),
  );
  either.states.push(step(notSlash, name));
  return either;
}

const globs = new Map<string, Glob>();
const MOST_REMEMBERED = 1000;

/** Whether a text has signs with a meaning in a pattern. */
export const isGlob = (text: string): boolean => /[*?{[]/.test(text);

export function globOf(pattern: string): Glob {
  const known = globs.get(pattern);
  if (known !== undefined) return known;
  if (globs.size >= MOST_REMEMBERED) globs.clear();
  const made = automaton(read(pattern));
  globs.set(pattern, made);
  return made;
}

function automaton(start: State): Glob {
  const follow = (path: string): ReadonlySet<State> => {
    let live = closure([start]);
    for (const character of path) {
      const next: State[] = [];
      for (const state of live) if (state.kind === 'step' && state.takes(character)) next.push(state.next);
      if (next.length === 0) return new Set();
      live = closure(next);
    }
    return live;
  };
  return {
    matches: (path) => follow(path).has(END),
    mayMatchBelow: (folder) => {
      const live = follow(folder === '' ? '' : `${folder}/`);
      return [...live].some(({ kind }) => kind === 'step');
    },
  };
}

/** The states that are reached without a character. */
function closure(states: readonly State[]): Set<State> {
  const seen = new Set<State>();
  const pending = [...states];
  for (let state = pending.pop(); state !== undefined; state = pending.pop()) {
    if (seen.has(state)) continue;
    seen.add(state);
    if (state.kind === 'either') pending.push(...state.states);
  }
  return seen;
}

/** What a pattern is made of, in the order of its text. */
type Part = ((next: State) => State) | { readonly options: readonly (readonly Part[])[] };

/** Nested deeper than this, braces stand for themselves: nobody writes it, and it would be a deep recursion. */
const MOST_NESTED = 50;

function read(pattern: string): State {
  const characters = [...pattern];
  let at = 0;
  const sequence = (depth: number): Part[] => {
    const parts: Part[] = [];
    while (at < characters.length) {
      const character = characters[at]!;
      if (depth > 0 && (character === ',' || character === '}')) return parts;
      parts.push(one(character, depth));
    }
    return parts;
  };
  const one = (character: string, depth: number): Part => {
    if (character === '*') return stars();
    if (character === '?') return advance(1, (next) => step(notSlash, next));
    if (character === '[') return set();
    if (character === '{' && depth < MOST_NESTED && closes(characters, at)) {
      const options: Part[][] = [];
      do {
        at++;
        options.push(sequence(depth + 1));
      } while (characters[at] === ',');
      return advance(1, { options });
    }
    return advance(1, (next) => step((other) => other === character, next));
  };
  const stars = (): Part => {
    const from = at;
    while (characters[at] === '*') at++;
    const starts = from === 0 || characters[from - 1] === '/';
    if (at - from < 2 || !starts) return (next) => loop(notSlash, next);
    if (characters[at] === '/') return advance(1, folders);
    return at === characters.length ? (next) => loop(anything, next) : (next) => loop(notSlash, next);
  };
  const set = (): Part => {
    const end = characters.indexOf(']', at + (/[!^]/.test(characters[at + 1] ?? '') ? 3 : 2));
    if (end < 0) return advance(1, (next) => step((other) => other === '[', next));
    const negated = /[!^]/.test(characters[at + 1]!);
    const inside = characters.slice(at + (negated ? 2 : 1), end);
    const ranges: (readonly [string, string])[] = [];
    for (let i = 0; i < inside.length; i++) {
      const range = inside[i + 1] === '-' && i + 2 < inside.length;
      ranges.push([inside[i]!, inside[range ? i + 2 : i]!]);
      if (range) i += 2;
    }
    const has = (other: string): boolean => ranges.some(([from, to]) => from <= other && other <= to);
    return advance(end - at + 1, (next) => step((other) => other !== '/' && has(other) !== negated, next));
  };
  const advance = <Result>(count: number, result: Result): Result => {
    at += count;
    return result;
  };
  return linked(sequence(0), END);
}

/** Whether the brace at a place is closed. */
function closes(characters: readonly string[], at: number): boolean {
  let depth = 0;
  for (let i = at; i < characters.length; i++) {
    if (characters[i] === '{') depth++;
    else if (characters[i] === '}' && --depth === 0) return true;
  }
  return false;
}

function linked(parts: readonly Part[], end: State): State {
  let next = end;
  for (const part of parts.toReversed()) {
    const after = next;
    next =
      typeof part === 'function'
        ? part(after)
        : { kind: 'either', states: part.options.map((option) => linked(option, after)) };
  }
  return next;
}

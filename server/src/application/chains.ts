import { type FoundClass, type Held, nothingHeld } from '@polar-tools/app-classes';
import { type Policy, reservedWords } from '@polar-tools/policy';
import { typeIn } from '../completion/string-items.ts';
import type { Surroundings, Token } from '../completion/surroundings.ts';
import { type Application, memberOf } from './application.ts';

/** Where a chain of lookups is read: what is written before a place, and what is known of the application. */
export interface Reading {
  readonly application: Application;
  readonly policy: Policy;
  readonly around: Surroundings;
}

/** What the object before a dot holds, `user.org` in `user.org.`: its last token stands at `at`. Read from what is written, which may be unfinished. */
export function heldBefore(reading: Reading, at: number): Held {
  return chainBackwards(reading, at, new Set());
}

/** Methods of lists that a database fills (Django's managers), and what comes of them. */
const OF_MANY: Readonly<Record<string, 'elements' | 'itself'>> = {
  ...{
    all: 'elements',
    filter: 'elements',
    exclude: 'elements',
    order_by: 'elements',
    distinct: 'elements',
    select_related: 'elements',
  },
  ...{ get: 'itself', first: 'itself', last: 'itself', find: 'itself' },
};

function step({ application }: Reading, held: Held, name: string): Held {
  const many = Object.hasOwn(OF_MANY, name) ? OF_MANY[name] : undefined;
  if (held.elements.length > 0 && many !== undefined && memberOf(application, held.itself, name) === undefined)
    return many === 'elements' ? held : { itself: held.elements, elements: [] };
  return together(held.itself.map((found) => application.heldBy(found, name)));
}

const together = (all: readonly Held[]): Held => ({
  itself: each(all.flatMap(({ itself }) => itself)),
  elements: each(all.flatMap(({ elements }) => elements)),
});

const each = (classes: readonly FoundClass[]): readonly FoundClass[] => [
  ...new Map(classes.map((found) => [found.declared, found])).values(),
];

const isWord = (token: Token | undefined): token is Token => token?.kind === 'word';

function chainBackwards(reading: Reading, at: number, asked: Set<string>): Held {
  const { tokens } = reading.around;
  // The name at the end of the chain: before the parentheses where it is a call.
  const name = tokens[at]?.text === ')' ? openingOf(tokens, at) - 1 : at;
  const token = tokens[name];
  if (!isWord(token)) return nothingHeld;
  if (tokens[name - 1]?.text === '.') return step(reading, chainBackwards(reading, name - 2, asked), token.text);
  if (name === at) return heldByVariable(reading, token.text, asked);
  return tokens[name - 1]?.text === 'new' ? held(reading, token.text) : nothingHeld;
}

/** The index of the bracket that a closing one belongs to; -1 where there is none. */
function openingOf(tokens: readonly Token[], at: number): number {
  let depth = 0;
  for (let i = at; i >= 0; i--) {
    const { text } = tokens[i]!;
    if (text === ')' || text === ']' || text === '}') depth++;
    else if ((text === '(' || text === '[' || text === '{') && --depth === 0) return i;
  }
  return -1;
}

const held = ({ application, policy }: Reading, type: string): Held => ({
  itself: application.typed(policy, type),
  elements: [],
});

/** What a variable holds: by its class where the statement says it, else by what it is compared with or taken from. */
function heldByVariable(reading: Reading, name: string, asked: Set<string>): Held {
  if (asked.has(name) || reservedWords.has(name)) return nothingHeld;
  asked.add(name);
  const { tokens } = reading.around;
  const type = typeIn(reading.around, name);
  if (type !== undefined) {
    const known = held(reading, type);
    if (known.itself.length > 0) return known;
  }
  for (const [at, token] of tokens.entries()) {
    if (!isWord(token) || token.text !== name || tokens[at - 1]?.text === '.') continue;
    const after = tokens[at + 1]?.text;
    if (after === 'in') {
      const { elements } = chainForwards(reading, at + 2, asked);
      if (elements.length > 0) return { itself: elements, elements: [] };
    } else if (after === '=' || after === ':=' || after === '==') {
      const found = chainForwards(reading, at + 2, asked);
      if (found.itself.length + found.elements.length > 0) return found;
    } else if (tokens[at - 1]?.text === '=' || tokens[at - 1]?.text === '==') {
      const found = chainBackwards(reading, at - 2, asked);
      if (found.itself.length + found.elements.length > 0) return found;
    }
  }
  return nothingHeld;
}

/** What a chain holds that begins at a token. */
function chainForwards(reading: Reading, from: number, asked: Set<string>): Held {
  const { tokens } = reading.around;
  let end = from;
  if (tokens[end]?.text === 'new') end++;
  for (; isWord(tokens[end]); end += 2) {
    if (tokens[end + 1]?.text === '(') {
      const close = closingOf(tokens, end + 1);
      if (close === undefined) return nothingHeld;
      end = close;
    }
    if (tokens[end + 1]?.text !== '.') return chainBackwards(reading, end, asked);
  }
  return nothingHeld;
}

function closingOf(tokens: readonly Token[], at: number): number | undefined {
  let depth = 0;
  for (let i = at; i < tokens.length; i++) {
    const { text } = tokens[i]!;
    if (text === '(' || text === '[' || text === '{') depth++;
    else if ((text === ')' || text === ']' || text === '}') && --depth === 0) return i;
  }
  return undefined;
}

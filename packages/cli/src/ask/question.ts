/** What `polar ask` can be asked. */
export type Question =
  | { readonly kind: 'can'; readonly who: string; readonly action: string; readonly resource: string | undefined }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'rules' }
  | { readonly kind: 'besides'; readonly role: string; readonly action: string; readonly resource: string | undefined };

/** A word of a question; a name in quotes is never a keyword. */
interface Word {
  readonly text: string;
  readonly isQuoted: boolean;
}

/**
 * The forms of questions; NAME and TYPE stand for what the policy names, a word in brackets may be left out.
 */
const forms: readonly (readonly [pattern: string, make: (names: readonly string[]) => Question])[] = [
  ['can NAME ever NAME NAME', ([who, action, resource]) => ({ kind: 'can', who: who!, action: action!, resource })],
  ['can NAME ever NAME', ([who, action]) => ({ kind: 'can', who: who!, action: action!, resource: undefined })],
  ['which permissions can nobody get', () => ({ kind: 'nobody' })],
  ['which rules never matter', () => ({ kind: 'rules' })],
  [
    'who besides NAME can NAME NAME',
    ([role, action, resource]) => ({ kind: 'besides', role: role!, action: action!, resource }),
  ],
  [
    'who besides NAME can NAME',
    ([role, action]) => ({ kind: 'besides', role: role!, action: action!, resource: undefined }),
  ],
];

/** Reads a question; undefined where it has none of the forms. */
export function readAsked(text: string): Question | undefined {
  const words = wordsOf(text);
  for (const [pattern, make] of forms) {
    const parts = pattern.split(' ');
    if (parts.length !== words.length) continue;
    const fits = parts.every((part, i) => {
      const { text: word, isQuoted } = words[i]!;
      return part === 'NAME' || (!isQuoted && word.toLowerCase() === part);
    });
    if (fits) return make(words.filter((_, i) => parts[i] === 'NAME').map((word) => word.text));
  }
  return undefined;
}

const wordsOf = (text: string): readonly Word[] =>
  [
    ...text
      .trim()
      .replace(/\s*\?$/, '')
      .matchAll(/"([^"]*)"|'([^']*)'|([^\s"']+)/g),
  ].map(([, double, single, plain]) => ({ text: double ?? single ?? plain!, isQuoted: plain === undefined }));

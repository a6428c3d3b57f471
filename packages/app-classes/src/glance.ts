import { type Words, wordsIn } from './words.ts';

/** What a look at a source's text shows, without reading it: enough to know whether it is worth reading. */
export interface Glance {
  /** The classes, interfaces and types that it may declare. */
  readonly declares: readonly string[];
  /** It may register classes with the engine. */
  readonly registers: boolean;
  /** All its words. */
  readonly words: Words;
}

const DECLARES =
  /(?:^|[\s;{}(=])(?:class|interface|type)\s+([\p{L}_$][\p{L}\p{N}_$]*)|\bfunction\s+(\p{Lu}[\p{L}\p{N}_$]*)|^([\p{L}_]\w*)\s*=\s*(?:\w+\.)?[nN]amed_?[tT]uple\(|\b(?:const|let|var)\s+(\p{Lu}[\p{L}\p{N}_$]*)\s*=\s*class\b/gmu;

/** Looks over the text of a source. */
export function glanceAt(text: string): Glance {
  const declares = new Set<string>();
  for (const [, ...names] of text.matchAll(DECLARES))
    for (const name of names) if (name !== undefined) declares.add(name);
  return { declares: [...declares], registers: /\bregister_?[cC]lass\s*\(/.test(text), words: wordsIn(text) };
}

/** Whether a file of this name may hold classes of an application: Python, JavaScript, TypeScript; declarations without code and bundles are left out. */
export const isSourceFile = (name: string): boolean =>
  /\.(?:py|[cm]?[jt]sx?)$/.test(name) && !/\.(?:d\.[cm]?ts|min\.js)$/.test(name) && !name.startsWith('.');

import type { Source } from '../model.ts';
import { readJavaScript } from './javascript.ts';
import { readPython } from './python.ts';

/** A file that is longer is left out: nobody writes one, and parsing it would take long. */
export const LONGEST_SOURCE = 1_000_000;

/** What a file says of its classes, by the end of its name; undefined for a language that is not read. A broken file says what is whole in it. */
export function readSource(name: string, text: string): Source | undefined {
  if (text.length > LONGEST_SOURCE) return undefined;
  const ending = /\.([a-z]+)$/.exec(name)?.[1];
  switch (ending) {
    case 'py':
    case 'pyi':
      return readPython(text);
    case 'ts':
    case 'mts':
    case 'cts':
      return readJavaScript(text, 'ts');
    case 'tsx':
      return readJavaScript(text, 'ts jsx');
    case 'js':
    case 'mjs':
    case 'cjs':
    case 'jsx':
      return readJavaScript(text, 'jsx');
    default:
      return undefined;
  }
}

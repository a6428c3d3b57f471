import { valueClassNames } from '@polar-tools/policy';
import { didYouMean } from './did-you-mean.ts';
import type { HostDescription } from './host.ts';

/** What is said of a class that the application does not have, with what to do about it. */
export function unregisteredClass(
  name: string,
  host: Pick<HostDescription, 'classes' | 'howToRegister'> | undefined,
): string {
  // Asked of one that is built in only where `new` is to make an object of it.
  if (valueClassNames.has(name))
    return `Unregistered class: ${name}. It is built in, and new makes no value of it: write the value itself${exampleOf(name)}.`;
  const hint = didYouMean(name, host?.classes.keys() ?? [], host?.howToRegister ?? '');
  return `Unregistered class: ${name}${hint === '' ? '' : `. ${hint}`}`;
}

const examples: ReadonlyMap<string, string> = new Map([
  ['Integer', '1'],
  ['Float', '1.5'],
  ['String', '"a"'],
  ['Boolean', 'true'],
  ['List', '[1, 2]'],
  ['Dictionary', '{a: 1}'],
]);

function exampleOf(name: string): string {
  const example = examples.get(name);
  return example === undefined ? '' : `, such as ${example}`;
}

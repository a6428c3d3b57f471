import { didYouMean } from './did-you-mean.ts';
import type { HostDescription } from './host.ts';

/** What is said of a class that the application does not have, with what to do about it. */
export function unregisteredClass(
  name: string,
  host: Pick<HostDescription, 'classes' | 'howToRegister'> | undefined,
): string {
  const hint = didYouMean(name, host?.classes.keys() ?? [], host?.howToRegister ?? '');
  return `Unregistered class: ${name}${hint === '' ? '' : `. ${hint}`}`;
}

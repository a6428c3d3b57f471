import type { Recording } from './recording.ts';

/** The name under which a recording's facts are read. */
export const RECORDED_FACTS = 'recorded facts.polar';

/**
 * The files of a recording where it is opened: the folder that its names are from, and each text by its URI, the facts among them.
 *
 * @param root the folder in which the recording lies, for whoever opens it
 * @param uriOf the URI of a name in a folder
 */
export function laidOut(
  { folder, files, facts = [] }: Recording,
  root: string,
  uriOf: (name: string, folder: string) => string,
): { readonly folder: string; readonly texts: ReadonlyMap<string, string> } {
  const here = folder === '' ? root : `${root}/${folder}`;
  const texts = new Map(files.map(({ name, text }) => [uriOf(name, root), text]));
  texts.set(uriOf(RECORDED_FACTS, here), facts.map((fact) => `${fact};\n`).join(''));
  return { folder: here, texts };
}

/**
 * What a running `polar serve` leaves for editors of the same person, so that they attach to it without anything being typed: a file that nobody else can
 * read, by the name of its port, in one folder.
 */
export interface ServerNote {
  readonly port: number;
  readonly token: string;
  /** Where it was started: the path of a folder. */
  readonly folder: string;
  /** Milliseconds since 1970. */
  readonly started: number;
}

/** The path of the folder, of words that the platform's separators are put between (XDG base directory specification). */
export function serverNotesFolder(
  environment: Readonly<Record<string, string | undefined>>,
  home: string,
): readonly string[] | undefined {
  const named = environment.POLAR_SERVERS;
  if (named !== undefined) return named === '' ? undefined : [named];
  const state = environment.XDG_STATE_HOME;
  return [...(state ? [state] : [home, '.local', 'state']), 'polar', 'servers'];
}

export const serverNoteName = (port: number): string => `${port}.json`;

/** Reads a note; undefined for what is none. */
export function readServerNote(text: string): ServerNote | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof json !== 'object' || json === null) return undefined;
  const { port, token, folder, started } = json as Readonly<Record<string, unknown>>;
  if (
    typeof port !== 'number' ||
    typeof token !== 'string' ||
    typeof folder !== 'string' ||
    typeof started !== 'number'
  )
    return undefined;
  return { port, token, folder, started };
}

import type { Source } from '@polar-tools/app-classes';
import { isBelow, shortName } from '@polar-tools/project';
import { createLineIndex, type LineIndex } from '../line-index.ts';
import type { PositionEncoding } from '../position-encoding.ts';

/** Reads the classes of a file, by its name and text. It is loaded when the first file is read. */
export type ReadSource = (name: string, text: string) => Source | undefined;

export interface ParsedSource {
  readonly source: Source;
  readonly lines: LineIndex;
}

export interface ParsingSetting {
  /** Loads what parses sources. */
  readonly load: () => Promise<ReadSource>;
  readonly encoding: PositionEncoding;
  /** The text of a source as it is now. */
  readonly textOf: (uri: string) => Promise<string | undefined>;
}

/** Sources that were parsed, each until it changes. */
export class ParsedSources {
  readonly #setting: ParsingSetting;
  readonly #byUri = new Map<string, Promise<ParsedSource | undefined>>();

  constructor(setting: ParsingSetting) {
    this.#setting = setting;
  }

  /** A source; undefined where there is none, or none that is read. */
  get(uri: string): Promise<ParsedSource | undefined> {
    const known = this.#byUri.get(uri);
    if (known !== undefined) return known;
    const parsed = this.#parse(uri);
    this.#byUri.set(uri, parsed);
    return parsed;
  }

  forget(uri: string): void {
    this.#byUri.delete(uri);
  }

  forgetBelow(folder: string): void {
    for (const uri of [...this.#byUri.keys()]) if (isBelow(uri, folder)) this.#byUri.delete(uri);
  }

  async #parse(uri: string): Promise<ParsedSource | undefined> {
    const { load, encoding, textOf } = this.#setting;
    const read = await load();
    const text = await textOf(uri);
    const source = text === undefined ? undefined : read(shortName(uri), text);
    return source === undefined ? undefined : { source, lines: createLineIndex(text!, encoding) };
  }
}

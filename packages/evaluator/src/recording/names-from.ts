/** Names of files from the folder that all of them lie in. */
export class NamesFrom {
  readonly #common: readonly string[];

  constructor(folder: string, files: readonly string[]) {
    const above = files.map((uri) => partsOf(uri).slice(0, -1));
    this.#common = above.reduce((common, parts) => common.slice(0, sharedBy(common, parts)), partsOf(folder));
  }

  nameOf(uri: string): string {
    return partsOf(uri).slice(this.#common.length).join('/');
  }

  /** The same from another folder. */
  relative(uri: string, folder: string): string {
    const from = partsOf(folder);
    const to = partsOf(uri);
    const shared = sharedBy(from, to);
    return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/') || '.';
  }
}

const partsOf = (uri: string): string[] =>
  uri
    .replace(/^\w+:\/\//, '')
    .replace(/\/+$/, '')
    .split('/')
    .map((part) => decodeURIComponent(part));

function sharedBy(some: readonly string[], others: readonly string[]): number {
  let shared = 0;
  while (shared < some.length && shared < others.length && some[shared] === others[shared]) shared++;
  return shared;
}

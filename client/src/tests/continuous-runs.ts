import * as vscode from 'vscode';

interface Going {
  /** The ids from a file's item to each one that it is for; undefined: all. */
  readonly paths: readonly (readonly string[])[] | undefined;
  /** Stops the run that goes on, if one does. */
  stop: vscode.CancellationTokenSource | undefined;
  /** Settles when it is over. */
  last: Promise<void>;
}

/**
 * What the person wants to be run at every change. Each time it is a run of its own, with a request of its own: of all that is told for one
 * request the editor shows the worst, so that what was mended would stay red, and it shows the newest run, so that a run by hand would hide all that come
 * after it.
 */
export class ContinuousRuns {
  readonly #items: vscode.TestItemCollection;
  readonly #run: (request: vscode.TestRunRequest, token: vscode.CancellationToken) => Promise<void>;
  readonly #going = new Map<vscode.TestRunRequest, Going>();

  /** `items`: the files; `run`: settles when the run has ended, and never fails. */
  constructor(
    items: vscode.TestItemCollection,
    run: (request: vscode.TestRunRequest, token: vscode.CancellationToken) => Promise<void>,
  ) {
    this.#items = items;
    this.#run = run;
  }

  /** From now on, until the token is cancelled. */
  start(request: vscode.TestRunRequest, token: vscode.CancellationToken): void {
    const going: Going = { paths: request.include?.map(pathOf), stop: undefined, last: Promise.resolve() };
    this.#going.set(request, going);
    token.onCancellationRequested(() => {
      going.stop?.cancel();
      this.#going.delete(request);
    });
  }

  /** Runs all of them anew. A run that is not over yet is ended first: it is about what was there before. */
  again(): void {
    for (const [request, going] of this.#going) {
      going.stop?.cancel();
      const stop = new vscode.CancellationTokenSource();
      going.stop = stop;
      going.last = going.last.then(async () => {
        if (!stop.token.isCancellationRequested) await this.#once(request, going, stop.token);
        stop.dispose();
        if (going.stop === stop) going.stop = undefined;
      });
    }
  }

  async #once(
    { include, exclude, profile }: vscode.TestRunRequest,
    { paths }: Going,
    token: vscode.CancellationToken,
  ): Promise<void> {
    // A test whose name was broken and mended is another item.
    const there = paths?.flatMap((path) => itemAt(this.#items, path) ?? []);
    if (there?.length === 0) return;
    await this.#run(new vscode.TestRunRequest(include && there, exclude, profile, true, true), token);
  }
}

const pathOf = ({ id, parent }: vscode.TestItem): readonly string[] =>
  parent === undefined ? [id] : [...pathOf(parent), id];

function itemAt(items: vscode.TestItemCollection, [id = '', ...below]: readonly string[]): vscode.TestItem | undefined {
  const item = items.get(id);
  return item === undefined || below.length === 0 ? item : itemAt(item.children, below);
}

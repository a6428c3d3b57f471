import type { TestReport } from '@polar-tools/server/protocol';
import * as vscode from 'vscode';

/** How many tests passed when they ran last, and whether something was changed since. */
export interface Outcome {
  readonly passed: number;
  readonly total: number;
  readonly isOld: boolean;
}

/** What the tests of each file came to when they ran last, from whichever run. */
export class TestOutcomes implements vscode.Disposable {
  readonly #byFile = new Map<string, Map<string, boolean>>();
  readonly #changed = new vscode.EventEmitter<void>();
  #isOld = false;
  readonly onDidChange = this.#changed.event;

  /** @param isWhole whether these are all tests of the file, so that others are gone */
  note(uri: string, reports: readonly TestReport[], isWhole: boolean): void {
    const known = isWhole ? new Map<string, boolean>() : new Map(this.#byFile.get(uri));
    for (const { kind, name, status } of reports) known.set(`${kind} ${name}`, status === 'passed');
    this.#byFile.set(uri, known);
    this.#isOld = false;
    this.#changed.fire();
  }

  /** A policy has changed: what is known is of before. */
  age(): void {
    this.#isOld = true;
  }

  /** Of the files of a policy; undefined where none of their tests ran. */
  of(files: readonly string[]): Outcome | undefined {
    const all = files.flatMap((uri) => [...(this.#byFile.get(uri)?.values() ?? [])]);
    if (all.length === 0) return undefined;
    return { passed: all.filter((each) => each).length, total: all.length, isOld: this.#isOld };
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

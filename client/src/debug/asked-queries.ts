import { readQuery } from '@polar-tools/project';
import * as vscode from 'vscode';

const MOST_REMEMBERED = 20;

/** Asks for queries, and remembers them for each workspace, the newest first. */
export class AskedQueries {
  readonly #memory: vscode.Memento;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
  }

  /**
   * Asks for a query.
   * @param about what the memory is kept for, such as a policy's root or a rule's name
   * @param suggestion what stands in the box when nothing is remembered
   * @param box how it is asked for
   * @returns the query, or undefined when the person gave up
   */
  async ask(about: string, suggestion = '', box: QueryBox = inputBox): Promise<string | undefined> {
    const earlier = this.remembered(about);
    const query = await box(earlier[0] ?? suggestion, earlier);
    if (query === undefined || query.trim() === '') return undefined;
    await this.remember(about, query);
    return query;
  }

  remembered(about: string): readonly string[] {
    return this.#memory.get<readonly string[]>(key(about), []);
  }

  async remember(about: string, query: string): Promise<void> {
    const others = this.remembered(about).filter((other) => other !== query);
    await this.#memory.update(key(about), [query, ...others].slice(0, MOST_REMEMBERED));
  }
}

const key = (about: string): string => `polar.queries:${about}`;

/** Asks for a query: `value` stands in the box, and earlier queries may be shown. */
export type QueryBox = (value: string, earlier: readonly string[]) => Thenable<string | undefined>;

/** For a query of a Library policy. */
const inputBox: QueryBox = (value) => {
  const arguments_ = value.indexOf('(');
  return vscode.window.showInputBox({
    title: 'Polar query',
    prompt: 'What should be asked? Unbound names are answered: allow(larry, action, gmail)',
    placeHolder: 'allow(larry, "read", gmail)',
    value,
    ...(arguments_ >= 0 && value.endsWith(')') && { valueSelection: [arguments_ + 1, value.length - 1] }),
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? undefined : readQuery(text).problems[0]?.message),
  });
};

import { type CloudProgram, compileCloud, prepareCloud } from '@polar-tools/evaluator';
import { createPolicy, type Dialect } from '@polar-tools/policy';
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
   * Asks for a query in an input box.
   * @param about what the memory is kept for, such as a policy's root or a rule's name
   * @param suggestion what stands in the box when nothing is remembered
   * @param dialect of the policy that is asked
   * @returns the query, or undefined when the person gave up
   */
  async ask(about: string, suggestion = '', dialect: Dialect = 'library'): Promise<string | undefined> {
    const value = this.remembered(about)[0] ?? suggestion;
    const arguments_ = value.indexOf('(');
    const query = await vscode.window.showInputBox({
      title: 'Polar query',
      ...boxes[dialect],
      value,
      ...(arguments_ >= 0 && value.endsWith(')') && { valueSelection: [arguments_ + 1, value.length - 1] }),
      ignoreFocusOut: true,
      validateInput: (text) => (text.trim() === '' ? undefined : faults[dialect](text)),
    });
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

const boxes: Readonly<Record<Dialect, { readonly prompt: string; readonly placeHolder: string }>> = {
  library: {
    prompt: 'What should be asked? Unbound names are answered: allow(larry, action, gmail)',
    placeHolder: 'allow(larry, "read", gmail)',
  },
  cloud: {
    prompt: 'What should be asked? Names and wildcards are answered: allow(User:bob, action, Repository:_)',
    placeHolder: 'allow(User:bob, action, Repository:_)',
  },
};

let noPolicy: CloudProgram | undefined;

/** The first syntax error of a query, while it is typed. */
const faults: Readonly<Record<Dialect, (text: string) => string | undefined>> = {
  library: (text) => (text.trim() === '' ? undefined : readQuery(text).problems[0]?.message),
  cloud: (text) => {
    noPolicy ??= compileCloud(createPolicy([], { dialect: 'cloud' }));
    return prepareCloud(noPolicy, text).errors[0]?.message;
  },
};

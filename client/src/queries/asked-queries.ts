import type * as vscode from 'vscode';

const MOST_REMEMBERED = 20;

/** What has been asked, for each workspace, the newest first. */
export class AskedQueries {
  readonly #memory: vscode.Memento;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
  }

  /**
   * Asks for a query, and remembers it.
   * @param about what the memory is kept for, such as a policy's root or a rule's name
   * @param suggestion what is asked there, where nothing is remembered: `allow(actor, action, resource)`
   * @param box how it is asked for
   * @returns the query, or undefined when the person gave up
   */
  async ask(about: string, suggestion: string, box: QueryBox): Promise<string | undefined> {
    const query = await box({
      suggestion,
      earlier: () => this.remembered(about),
      forget: (one) => this.forget(about, one),
      clear: () => this.clear(),
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

  async forget(about: string, query: string): Promise<void> {
    await this.#memory.update(
      key(about),
      this.remembered(about).filter((other) => other !== query),
    );
  }

  /** Forgets everything that was asked in the workspace. */
  async clear(): Promise<void> {
    const all = this.#memory.keys().filter((name) => name.startsWith(PREFIX));
    for (const name of all) await this.#memory.update(name, undefined);
  }
}

const PREFIX = 'polar.queries:';
const key = (about: string): string => PREFIX + about;

/** What a box shows that asks for a query. */
export interface Question {
  readonly suggestion: string;
  /** What was asked before, the newest first. */
  earlier(): readonly string[];
  forget(query: string): Promise<void>;
  clear(): Promise<void>;
}

/** Asks for a query; undefined where the person gives up. */
export type QueryBox = (question: Question) => Thenable<string | undefined>;

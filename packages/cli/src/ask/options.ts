/** What `polar ask` is told beside the question. */
export interface AskOptions {
  readonly policy: readonly string[];
  readonly data?: string;
  readonly now?: number;
  /** Objects of each type in generated worlds. */
  readonly objects: number;
  /** Milliseconds of the whole search. */
  readonly timeout: number;
  readonly format: 'text' | 'json';
}

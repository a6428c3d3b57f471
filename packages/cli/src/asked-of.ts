/** What a query is asked of, as the command line says it. */
export interface AskedOf {
  readonly policy: readonly string[];
  readonly data?: string;
  readonly host?: string;
  readonly facts: readonly string[];
  readonly contextFact: readonly string[];
  readonly now?: number;
}

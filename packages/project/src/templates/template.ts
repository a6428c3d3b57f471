/** A policy to begin with. */
export interface Template {
  /** One word, by which it is asked for. */
  readonly name: string;
  /** What it is for, in a few words. */
  readonly title: string;
  readonly description: string;
  /** A policy for Oso Cloud with tests that pass. */
  readonly text: string;
}

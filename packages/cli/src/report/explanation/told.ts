import { besideText, type Explanation, type Place } from '@polar-tools/evaluator';

/** An explanation with the changes that would flip it, and how its places are shown. */
export interface ToldExplanation {
  readonly explanation: Explanation;
  /** The changes, in words and as they are; each flips the verdict. */
  readonly flips: readonly ToldFlip[];
  /** There may be other changes as small as these. */
  readonly flipsBounded: boolean;
  /** What the changes are of: `data.json`; undefined where nothing can be changed. */
  readonly changed: string | undefined;
  readonly where: Where;
}

export interface ToldFlip {
  readonly texts: readonly string[];
  readonly changes: readonly object[];
  /** The same query about others, where these change it as well. */
  readonly beside: readonly string[];
}

/** A place in a file, or in the query; undefined where it stands nowhere. */
export type Where = (place: Place | undefined) => Spot | undefined;

export interface Spot {
  /** As a person names it; undefined in the query. */
  readonly file: string | undefined;
  readonly range: {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
  };
}

/** `main.polar:12`; undefined in the query. */
export function shortPlace(spot: Spot | undefined): string | undefined {
  return spot?.file === undefined ? undefined : `${spot.file}:${spot.range.start.line + 1}`;
}

/** What became of the query, in a sentence. */
export function verdictText({ query, outcome }: Explanation): string {
  const asked = query.replaceAll(/\s+/g, ' ');
  if (outcome === 'holds') return `${asked} holds.`;
  return outcome === 'fails' ? `${asked} does not hold.` : `${asked}: nobody knows, the search was given up.`;
}

/** What stands above the changes. */
export function flipsTitle({ explanation, flips, changed }: ToldExplanation): string | undefined {
  if (changed === undefined || explanation.outcome === 'unknown') return undefined;
  const holds = explanation.outcome === 'holds';
  // What was not tried, nobody knows.
  if (flips.length === 0)
    return `None of the changes of ${changed} that were tried would make it ${holds ? 'fail' : 'hold'}.`;
  const verb = holds ? 'It would no longer hold' : 'It would hold';
  return `${verb} with ${flips.length === 1 ? 'this change' : 'any one of these changes'} of ${changed}:`;
}

/** A change in words, with what else it changes: `set anne.staff to true (this changes allow(anne, "read", react), too)`. */
export function flipText({ texts, beside }: ToldFlip): string {
  const text = texts.join(', and ');
  const more = besideText(beside);
  return more === undefined ? text : `${text} (${more})`;
}

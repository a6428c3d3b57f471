import { bodyGoals, type GoalSite, headRange } from '@polar-tools/evaluator';
import { type Expression, type Node, rangeOf } from '@polar-tools/language';
import type { Clause, Policy } from '@polar-tools/policy';

/** Where a breakpoint may stand: the head of a rule, or a goal of its body or of the query. Absolute UTF-16 offsets. */
export interface Place {
  readonly kind: 'head' | 'goal';
  readonly uri: string;
  readonly start: number;
  readonly end: number;
  /** Undefined for a goal of the query. */
  readonly clause: Clause | undefined;
  /** The goal, or the rule of which it is the head. */
  readonly node: Node;
}

/** The query's goals count as places when it stands in a file. */
export interface InlineQueryPlace {
  readonly uri: string;
  readonly expression: Expression;
}

/** All places of a policy, by file, each file's in the order of the text. */
export type Places = ReadonlyMap<string, readonly Place[]>;

export function placesOf(policy: Policy, query?: InlineQueryPlace): Places {
  const places = new Map<string, Place[]>();
  const add = (place: Place): void => {
    const list = places.get(place.uri);
    if (list === undefined) places.set(place.uri, [place]);
    else list.push(place);
  };
  for (const predicate of policy.predicates.values()) {
    for (const clause of predicate.clauses) {
      add({
        kind: 'head',
        uri: clause.uri,
        ...headRange(clause, policy.files.get(clause.uri)?.text ?? ''),
        clause,
        node: clause.rule,
      });
      for (const node of bodyGoals(clause.rule)) add({ kind: 'goal', uri: clause.uri, ...rangeOf(node), clause, node });
    }
  }
  for (const node of query === undefined ? [] : bodyGoals(query.expression)) {
    add({ kind: 'goal', uri: query!.uri, ...rangeOf(node), clause: undefined, node });
  }
  for (const list of places.values()) list.sort((a, b) => a.start - b.start || b.end - a.end || rank(a) - rank(b));
  return places;
}

const rank = (place: Place): number => (place.kind === 'head' ? 0 : 1);

/** The range of a goal in its file, or in the query's text where it stands in no file. */
export function siteRange(site: GoalSite): { start: number; end: number } {
  return rangeOf(site.node);
}

/**
 * The place a person means with a position: the innermost one that covers it, else the next one that starts on or after it.
 * @param lineStart where the line starts: without a column, the first place that starts on the line is meant
 */
export function placeAt(places: readonly Place[], lineStart: number, offset: number | undefined): Place | undefined {
  if (offset === undefined) return places.find((place) => place.start >= lineStart);
  let covering: Place | undefined;
  for (const place of places) {
    if (place.start > offset) break;
    if (place.start >= lineStart && place.end > offset) covering = place;
  }
  return covering ?? places.find((place) => place.start >= offset);
}

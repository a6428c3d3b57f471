import {
  boundTexts,
  changeText,
  cloudFlips,
  explainCloudQuery,
  explanationLines,
  type LineKind,
} from '@polar-tools/evaluator';
import { LineIndex, type Position } from '@polar-tools/language';
import type { PastQuestion } from './as-it-was.ts';

/** Why a decision came to what it is: what an editor shows of it. */
export interface ExplainedDecision {
  readonly query: string;
  readonly outcome: 'holds' | 'fails' | 'unknown';
  readonly lines: readonly ExplainedLine[];
  /** Changes of the facts of that moment that turn the answer around, each tried. */
  readonly changes: readonly { readonly text: string }[];
  readonly notes: readonly string[];
}

export interface ExplainedLine {
  readonly depth: number;
  readonly kind: LineKind;
  readonly text: string;
  readonly uri?: string;
  readonly range?: { readonly start: Position; readonly end: Position };
}

const MOST_LINES = 400;
/** Milliseconds: requests wait meanwhile. */
const EXPLAINING = { time: 500 };
const CHANGING = { time: 300 };

/** The proof, or why there is none; undefined where the question ends with an error. */
export function explained(
  { policy, query, facts, now, text }: PastQuestion,
  clock: () => number,
): ExplainedDecision | undefined {
  const explanation = explainCloudQuery(query, { facts, now, clock, limits: EXPLAINING });
  if (explanation === undefined) return undefined;
  const { outcome } = explanation;
  const flips =
    outcome === 'unknown'
      ? { found: [], isBounded: false }
      : cloudFlips(query, outcome === 'holds', { facts, now, clock, limits: CHANGING });
  const lines = explanationLines(explanation);
  const left = lines.length - MOST_LINES;
  const indexes = new Map<string, LineIndex>();
  const indexOf = (uri: string): LineIndex | undefined => {
    const file = policy.files.get(uri);
    if (file !== undefined && !indexes.has(uri)) indexes.set(uri, new LineIndex(file.text));
    return indexes.get(uri);
  };
  return {
    query: text,
    outcome,
    lines: lines.slice(0, MOST_LINES).map(({ depth, kind, text: line, place }) => {
      const uri = place?.uri;
      const index = uri === undefined ? undefined : indexOf(uri);
      if (uri === undefined || index === undefined) return { depth, kind, text: line };
      return {
        depth,
        kind,
        text: line,
        uri,
        range: { start: index.positionAt(place!.start), end: index.positionAt(place!.end) },
      };
    }),
    changes: flips.found.map((all) => ({ text: all.map(changeText).join(', and ') })),
    notes: [
      ...(left > 0 ? [`There are ${left.toLocaleString('en')} more lines.`] : []),
      ...(flips.isBounded ? ['Not all changes were tried: there may be smaller ones.'] : []),
      ...boundTexts(explanation.bounds),
    ],
  };
}

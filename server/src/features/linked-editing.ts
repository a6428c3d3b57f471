import { highlights } from '@polar-tools/policy';
import type { LinkedEditingRanges } from 'vscode-languageserver';
import type { AskedAt, Feature } from '../feature.ts';
import { rangeIn } from '../view.ts';
import { symbolUnder } from './names.ts';

/** All places of a variable in its rule, to be edited as one; lone keys of a dictionary are no such place. */
export function linkedEditing(asked: AskedAt): LinkedEditingRanges | undefined {
  const found = symbolUnder(asked);
  if (found?.symbol.kind !== 'variable') return undefined;
  const places = highlights(asked.view.policy, found.symbol, asked.uri);
  if (places.length < 2 || places.some(({ node }) => node.$type !== 'Variable')) return undefined;
  return {
    ranges: places.map((place) => rangeIn(asked.view, asked.uri, place)),
    wordPattern: '[\\p{L}_][\\p{L}\\p{N}_]*',
  };
}

export const linkedEditingFeature: Feature = {
  method: 'textDocument/linkedEditingRange',
  capability: { linkedEditingRangeProvider: true },
  subject: 'position',
  answer: linkedEditing,
};

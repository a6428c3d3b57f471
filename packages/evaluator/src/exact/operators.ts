import { COMPARISON_SIGNS } from '../terms/numbers.ts';
import type { Box, Term } from '../terms/term.ts';

const OPPOSITES: Readonly<Record<string, string>> = {
  '=': '!=',
  '==': '!=',
  '!=': '=',
  '>': '<=',
  '>=': '<',
  '<': '>=',
  '<=': '>',
};

const MIRRORED: Readonly<Record<string, string>> = {
  '=': '=',
  '==': '==',
  '!=': '!=',
  '>': '<=',
  '>=': '<',
  '<': '>=',
  '<=': '>',
};

/** What holds where a comparison does not. */
export const oppositeOf = (operator: string): string | undefined => OPPOSITES[operator];

/** The operator for the two sides exchanged, as the reference has it (which is not right for orders). */
export const mirrorOf = (operator: string): string | undefined => MIRRORED[operator];

export const isOrder = (operator: string): boolean =>
  operator === '<' || operator === '<=' || operator === '>' || operator === '>=';

/** The number of a comparison for `compareValues`. */
export const orderCode = (operator: string): number => (COMPARISON_SIGNS as readonly string[]).indexOf(operator);

export const isTerm = (term: Term): term is Box => typeof term === 'object';

import { both, type Check } from './definition.ts';

/** A comment that suppresses what is not found, or what is no check. Comments are no nodes: see `uselessSuppressions`. */
export const unusedSuppression: Check = {
  code: 'unused-suppression',
  severity: 'information',
  dialects: both,
  summary: 'A comment that suppresses nothing.',
};

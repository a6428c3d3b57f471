import type { ComparedAnswers } from './answer-change.ts';
import type { FoundDifferences } from './difference.ts';

/** What two policies answer differently, and where was looked. */
export interface Compared {
  readonly old: string;
  readonly changed: string;
  readonly dialect: 'library' | 'cloud';
  /** Over what is there: a data file, facts, the setups of tests. */
  readonly over: readonly ComparedOver[];
  readonly generated: FoundDifferences;
}

/** A comparison over facts or data that are there. */
export interface ComparedOver extends ComparedAnswers {
  readonly kind: 'data' | 'facts' | 'test';
  /** The file, or the test's name. */
  readonly name: string;
}

export const hasDifference = ({ over, generated }: Compared): boolean =>
  generated.differences.length > 0 || over.some(({ changes, ended }) => changes.length + ended.length > 0);

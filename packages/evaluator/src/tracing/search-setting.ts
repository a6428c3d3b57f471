import type { CloudPredicate, CompiledCloud } from '../dialect/cloud/program.ts';
import type { FactStore } from '../facts/fact-store.ts';
import type { Code } from '../tables/codes.ts';
import type { Change } from './changes.ts';
import type { FactPlaces } from './fact-places.ts';
import type { Recording } from './recording.ts';

/** What a search is asked, over what, and who hears of it. */
export interface SearchSetting {
  readonly program: CompiledCloud;
  readonly predicate: CloudPredicate;
  /** The call's arguments: values, or variables with the types that they may be of. */
  readonly codes: readonly Code[];
  readonly facts: FactStore;
  readonly places: FactPlaces;
  /** The value that is the time. */
  readonly now: number;
  /** How many answers may be kept in all tables together. */
  readonly mostAnswers: number;
  /** How many goals enclose the call's rules. */
  readonly depth: number;
  /** The event at which it was called. */
  readonly activation: number;
  /** Where each step is written down. */
  readonly recording: Recording;
  /** What a person has changed. */
  readonly changes: readonly Change[];
  /** What was asked has an answer. */
  readonly answered: (place: number) => void;
}

/** What can be wrong with a data file. */
export type DataErrorCode =
  | 'malformed-json'
  | 'wrong-type'
  | 'unknown-key'
  | 'duplicate-name'
  | 'unusable-name'
  | 'reserved-class'
  | 'unknown-class'
  | 'missing-class'
  | 'class-cycle'
  | 'class-order'
  | 'unknown-reference'
  | 'reference-cycle'
  | 'unknown-field'
  | 'integer-overflow';

/** A finding in a data file. `start` and `end` are UTF-16 offsets into its text. A warning leaves the data as written. */
export interface DataError {
  readonly code: DataErrorCode;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly uri: string | undefined;
  readonly start: number;
  readonly end: number;
}

import type { TextDocument } from 'vscode-languageserver-textdocument';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** A diagnostic as the reports need it. Offsets are absolute UTF-16 code units. */
export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly start: number;
  readonly end: number;
  readonly related: readonly RelatedPlace[];
}

export interface RelatedPlace {
  readonly message: string;
  readonly file: string;
  readonly document: TextDocument;
  readonly start: number;
  readonly end: number;
}

/** One checked file with all that was found in it, in the order of the text. */
export interface CheckedFile {
  /** As the user would write it, from the folder where the command was started. */
  readonly file: string;
  readonly dialect: 'library' | 'cloud';
  readonly document: TextDocument;
  readonly findings: readonly Finding[];
  /** The file cannot be read: the one finding says why. */
  readonly unread?: boolean;
}

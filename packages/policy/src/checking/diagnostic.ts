import type { Location } from '../model/policy.ts';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** A replacement of text: absolute UTF-16 offsets. */
export interface TextEdit extends Location {
  readonly newText: string;
}

/** What can be done about a diagnostic: edit the text, or set a value in the policy's `polar.config.json`. */
export type Fix =
  | { readonly kind: 'edit'; readonly title: string; readonly preferred?: boolean; readonly edits: readonly TextEdit[] }
  | {
      readonly kind: 'configuration';
      readonly title: string;
      readonly preferred?: boolean;
      /** Where in the configuration: `["checks", "unused-rule"]`. */
      readonly path: readonly string[];
      readonly value: ConfigurationValue;
      /** The value is added to the list that stands there. */
      readonly added?: true;
    };

/** What a fix sets in the configuration: a word, or a class of which nothing more is said. */
export type ConfigurationValue = string | Readonly<Record<string, never>>;

export interface RelatedPlace extends Location {
  readonly message: string;
}

/** One finding about a file: absolute UTF-16 offsets. */
export interface Diagnostic extends Location {
  /** The reference engine's kind in kebab case where it has one, else the check's own. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly related?: readonly RelatedPlace[] | undefined;
  readonly fixes?: readonly Fix[] | undefined;
  /** The text does nothing and may be shown faded. */
  readonly unnecessary?: boolean;
}

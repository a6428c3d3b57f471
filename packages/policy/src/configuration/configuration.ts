import type { Severity } from '../checking/diagnostic.ts';
import type { Dialect } from '../model/policy.ts';
import type { DataNames } from './data-names.ts';
import type { WrittenClasses } from './written-classes.ts';

/** A class of the application, as the policy's configuration names it. */
export interface ClassDescription {
  readonly fields: readonly string[];
  readonly extends: readonly string[];
}

/** `polar.config.json`; described for people by `polar.config.schema.json`. */
export interface Configuration {
  /** Undefined: detected. */
  readonly dialect?: Dialect | undefined;
  /** Globs relative to the configuration's folder; undefined: every `.polar` file below it. */
  readonly include?: readonly string[] | undefined;
  /**
   * Nobody said that the files are one policy: they lie in one folder. They may be alternatives, as examples are, so that nothing is made of
   * what two of them have in common. No key of the file: who gathers the files sets it.
   */
  readonly gathered?: boolean | undefined;
  /** The application's classes. Undefined: unknown, so nothing that depends on them is reported. */
  readonly classes?: Readonly<Record<string, ClassDescription>> | undefined;
  /** Names that the application registers as constants. */
  readonly constants?: readonly string[] | undefined;
  /** Names that the data file gives. No key of the file: who reads the data sets it. */
  readonly dataNames?: DataNames | undefined;
  /** Predicates that the files of facts have. No key of the file: who reads those sets it. */
  readonly toldPredicates?: readonly string[] | undefined;
  /** The application's classes by its sources. No key of the file: who reads those sets it. */
  readonly written?: WrittenClasses | undefined;
  /** A data file, relative to the configuration's folder. */
  readonly data?: string | undefined;
  /** Files of facts (Cloud), relative to the configuration's folder. */
  readonly facts?: readonly string[] | undefined;
  /** The program that answers for the application's objects. */
  readonly host?: HostDescription | undefined;
  /** Names of fields and predicates whose values no recording tells. */
  readonly redact?: readonly string[] | undefined;
  /** How the policy's files are laid out. */
  readonly format?: FormatDescription | undefined;
  /** Severity by check. */
  readonly checks?: Readonly<Record<string, Severity | 'off'>> | undefined;
}

/** `{"lineWidth": 100}` */
export interface FormatDescription {
  /** How wide a line may be. */
  readonly lineWidth?: number | undefined;
}

/** `{"kind": "python", "module": "app.oso_host", "interpreter": ".venv/bin/python"}` */
export interface HostDescription {
  readonly kind: 'python' | 'node';
  readonly module: string;
  readonly interpreter?: string | undefined;
}

export const emptyConfiguration: Configuration = {};

/** The name of the file that makes a folder the root of a policy. */
export const configurationFileName = 'polar.config.json';

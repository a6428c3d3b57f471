/**
 * Why a command cannot do what it was asked: wrong use, or an input that cannot be read. Commands throw it and `run`
 * reports it, in the format that was asked for, with exit status 2. Findings in a policy are no failures.
 */
export class Failure extends Error {
  /** In kebab case, for programs: `no-such-file`, `unknown-class` … */
  readonly code: string;
  /** Where the fault is, if it is in a text. */
  readonly place: Place | undefined;
  /** Further faults of the same input: all are reported at once. */
  readonly others: readonly Failure[];
  /** For an error of a run: the calls that were in progress, the innermost first. */
  readonly calls: readonly Call[];

  /** @param message what is wrong, then what to do, in plain words */
  constructor(
    code: string,
    message: string,
    place?: Place,
    others: readonly Failure[] = [],
    calls: readonly Call[] = [],
  ) {
    super(message);
    this.name = 'Failure';
    this.code = code;
    this.place = place;
    this.others = others;
    this.calls = calls;
  }

  /** One failure of several, or undefined of none. */
  static of(failures: readonly Failure[]): Failure | undefined {
    const [first, ...others] = failures;
    return first === undefined || others.length === 0
      ? first
      : new Failure(first.code, first.message, first.place, others);
  }
}

/** A zero-based range of a text, with the text itself so that the line can be shown. */
export interface Place {
  /** As the user wrote it; a query has none. */
  readonly file: string | undefined;
  readonly text: string;
  /** UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
}

/** A call that was in progress when an error arose. */
export interface Call {
  /** As it is written. */
  readonly goal: string;
  readonly place: Place;
}

/** The Node error code of something thrown, or undefined. */
export function systemCode(thrown: unknown): string | undefined {
  if (thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string') return thrown.code;
  return undefined;
}

/** Whether something was thrown because Ctrl-C broke it off. */
export const isInterrupted = (thrown: unknown): boolean => thrown instanceof Failure && thrown.code === 'interrupted';

import type { RuntimeError } from '@polar-tools/evaluator';
import { InvalidIteratorError, KwargsError, UnregisteredClassError } from './errors.ts';
import { type Place, referenceError, shortPlace, shownPlace } from './reference-error.ts';

/** Where the texts of an error are, and how its goals are shown. */
export interface ErrorSetting {
  /** A file's text by URI; of the query, where it was given as a text, for undefined. */
  placeOf(uri: string | undefined, start: number): Place | undefined;
  /** A goal of the query, with its values. */
  shownGoal(text: string): string;
  /** How many goals of the query stand around what was asked. */
  readonly around: number;
}

const withTrace: ReadonlySet<RuntimeError['code']> = new Set(['type-error', 'application']);

/** What is thrown for an error of a run: what the application threw itself, or an error in the reference's words. */
export function errorOf(error: RuntimeError, setting: ErrorSetting): unknown {
  const { code, message, cause, uri, start } = error;
  if (code === 'exception') {
    if (cause !== undefined) return cause;
    if (message === new KwargsError().message) return new KwargsError();
    const iterated = /^('.*') is not iterable$/.exec(message)?.[1];
    return iterated === undefined ? new Error(message) : new InvalidIteratorError(iterated);
  }
  if (code === 'unregistered-class') {
    const name = /^Unregistered class: ([^\s.]+)/.exec(message)?.[1];
    return name === undefined ? new Error(message) : new UnregisteredClassError(name);
  }
  const trace = withTrace.has(code) ? `${traceOf(error, setting)}\n\n` : '';
  const place = start === undefined || isOfNoPlace(error) ? undefined : toldAt(setting.placeOf(uri, start), message);
  const family = code === 'invalid-state' ? 'OperationalError' : 'RuntimeError';
  return referenceError(family, code, `${trace}${message}${place === undefined ? '' : shownPlace(place)}`);
}

/** A condition that is a value of the application, which is written nowhere: the reference tells no place. */
const isOfNoPlace = ({ message, trace }: RuntimeError): boolean =>
  message.endsWith("so can't be a condition") && trace.at(-1)?.node === undefined;

/** The reference tells a field that is looked up by a variable without a value with its parenthesis. */
function toldAt(place: Place | undefined, message: string): Place | undefined {
  if (place === undefined || !/^(?:Type error: )?cannot look up field Variable\(/.test(message)) return place;
  return { ...place, start: place.text.lastIndexOf('(', place.start) };
}

/** The reference shows all goals, ours the ends of what is long, with their numbers among all. */
function traceOf({ trace: all, left, unshown = 0 }: RuntimeError, setting: ErrorSetting): string {
  const trace = all.slice(setting.around);
  const gap = left === undefined ? undefined : { at: left.after - setting.around, goals: left.goals };
  const lines = trace.map(({ text, node, uri, start, rule }, at) => {
    const behind = trace.length - 1 - at + unshown;
    const number = String(gap !== undefined && at < gap.at ? behind + gap.goals : behind).padStart(3, '0');
    const place = node === undefined ? undefined : setting.placeOf(uri, start);
    const shown = uri === undefined ? setting.shownGoal(text) : text;
    if (place === undefined) return `  ${number}: ${shown}`;
    const where = rule === undefined ? 'query' : `rule ${rule}`;
    return `  ${number}: ${shown}\n    in ${where} at ${shortPlace(place)}`;
  });
  if (gap !== undefined) lines.splice(gap.at, 0, `  … ${gap.goals} more`);
  return `trace (most recent evaluation last):\n${lines.join('\n')}`;
}

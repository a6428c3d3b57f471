import type { NameStyle, Problem, Result, Source } from '@polar-tools/project';
import { Failure } from './failure.ts';

/** What there is to do on a command line, beside what the problem itself says. */
const ADVICE: Readonly<Record<string, string>> = {
  'no-policy-files': 'Name a folder that holds one, or the file itself.',
};

/**
 * The value of a result.
 *
 * @param sources how the user wrote the files that problems may lie in
 * @throws Failure with all the problems, when there is none
 */
export function orFail<Value>(result: Result<Value>, names: NameStyle, sources?: ReadonlyMap<string, Source>): Value {
  if ('value' in result) return result.value;
  const failures = result.problems.map(({ code, message, place }: Problem) => {
    const advice = ADVICE[code];
    const file = place && (sources?.get(place.uri)?.shown ?? names.shown(place.uri));
    return new Failure(code, advice === undefined ? message : `${message} ${advice}`, place && { ...place, file });
  });
  throw Failure.of(failures) ?? new Error('A result has neither a value nor a problem.');
}

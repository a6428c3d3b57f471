import type { NameStyle, Problem, Result, Source } from '@polar-tools/project';
import { Failure } from './failure.ts';

/** What there is to do on a command line, beside what the problem itself says. */
const ADVICE: Readonly<Record<string, string>> = {
  'no-policy-files': 'Name a folder that holds one, or the file itself.',
};

/** What there is to do about a problem on a command line, as it follows the message; nothing where that says it. */
export const adviceOn = (code: string): string => (ADVICE[code] === undefined ? '' : ` ${ADVICE[code]}`);

/**
 * The value of a result.
 *
 * @param sources how the user wrote the files that problems may lie in
 * @throws Failure with all the problems, when there is none
 */
export function orFail<Value>(result: Result<Value>, names: NameStyle, sources?: ReadonlyMap<string, Source>): Value {
  if ('value' in result) return result.value;
  const failures = result.problems.map(({ code, message, place }: Problem) => {
    const file = place && (sources?.get(place.uri)?.shown ?? names.shown(place.uri));
    return new Failure(code, `${message}${adviceOn(code)}`, place && { ...place, file });
  });
  throw Failure.of(failures) ?? new Error('A result has neither a value nor a problem.');
}

/**
 * Nothing to look at is no success: a configuration that includes no file, or not what was named.
 *
 * @throws Failure where no policy has a file that was asked about
 */
export function refuseEmpty(policies: readonly { readonly files: ReadonlyMap<string, string> }[]): void {
  if (policies.some(({ files }) => files.size > 0)) return;
  throw new Failure(
    'no-policy-files',
    'There is no .polar file to look at. What was named is left out: see "include" in polar.config.json, "facts" (a file that it names has facts alone, and is no part of the policy), and the folders that are never looked into.',
  );
}

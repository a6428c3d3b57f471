import { faultMessage, pathOfUri } from '@polar-tools/project';
import { Failure } from '../../failure.ts';
import { namesOf, type Surroundings } from '../../surroundings.ts';
import type { CoveredRule } from '../../tests/covered.ts';
import { type Paint, paintFor } from '../colour.ts';
import { type CoverageFormat, coverageAsData, coverageAsLcov, coverageAsText } from './coverage.ts';

/** Where a page is written to, where nothing else is said: people look for it there. */
const PAGE = 'coverage/index.html';

/**
 * Writes coverage to the file that was named; to the output where there is none, but for a page, which nobody reads there. With a report of tests that
 * is for programs, the output is theirs, and has the coverage in it already.
 *
 * @throws Failure for a file that cannot be written
 */
export async function writeCoverage(
  rules: readonly CoveredRule[],
  coverage: CoverageFormat,
  { coverageOutput, format }: { readonly coverageOutput?: string; readonly format: string },
  surroundings: Surroundings,
): Promise<void> {
  const { output, errors, environment, pathStyle } = surroundings;
  const file = coverageOutput ?? (coverage === 'html' ? PAGE : undefined);
  if (file === undefined) {
    if (format === 'text') output.write(await coverageAs(coverage, rules, paintFor(output, environment)));
    return;
  }
  const text = await coverageAs(coverage, rules, (_style, plain) => plain);
  const fault = await surroundings.write(pathOfUri(namesOf(surroundings).uriOf(file), pathStyle), text);
  if (fault?.kind === 'folder') throw new Failure('unwritable-file', faultMessage(fault, file));
  if (fault !== undefined) {
    const why = fault.code === undefined ? '' : ` (${fault.code})`;
    throw new Failure(
      'unwritable-file',
      `"${file}" cannot be written${why}. Name another file with --coverage-output.`,
    );
  }
  errors.write(`Coverage was written to ${file}.\n`);
}

async function coverageAs(coverage: CoverageFormat, rules: readonly CoveredRule[], paint: Paint): Promise<string> {
  switch (coverage) {
    case 'html':
      return (await import('./coverage-html.ts')).coverageAsHtml(rules);
    case 'lcov':
      return coverageAsLcov(rules);
    case 'json':
      return `${JSON.stringify(coverageAsData(rules), undefined, 2)}\n`;
    case 'text':
      return coverageAsText(rules, paint);
  }
}

import XMLBuilder from 'fast-xml-builder';
import { countsOf, type TestOutcome, type TestPlace } from '../../tests/outcome.ts';

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  format: true,
  suppressEmptyNode: true,
  suppressBooleanAttributes: false,
});

/** JUnit's XML, as continuous integration servers read it: a suite for each file, a case for each test. */
export function testsAsJunit(tests: readonly TestOutcome[]): string {
  const byFile = new Map<string, TestOutcome[]>();
  for (const test of tests) byFile.set(test.place.file, [...(byFile.get(test.place.file) ?? []), test]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({
    testsuites: {
      '@name': 'polar',
      ...totals(tests),
      testsuite: [...byFile].map(([file, all]) => ({
        '@name': valid(file),
        ...totals(all),
        testcase: all.map(caseOf),
      })),
    },
  })}`;
}

function totals(tests: readonly TestOutcome[]): object {
  const { failed, errors } = countsOf(tests);
  return {
    '@tests': tests.length,
    '@failures': failed,
    '@errors': errors,
    '@time': seconds(tests.reduce((sum, { milliseconds }) => sum + milliseconds, 0)),
  };
}

function caseOf({ name, status, place, message, assertions, milliseconds }: TestOutcome): object {
  const wrong = assertions.filter((assertion) => assertion.status !== 'passed');
  const [first] = wrong;
  const text = [
    ...(message === '' ? [] : [`${where(place)}: ${message}`]),
    ...wrong.flatMap((assertion) => [
      `${where(assertion.place)}: ${assertion.message}`,
      ...assertion.notes.map((note) => `  ${note}`),
    ]),
  ].join('\n');
  const warnings = assertions
    .flatMap(({ warning, place: at }) => (warning === undefined ? [] : [`${where(at)}: warning: ${warning}`]))
    .join('\n');
  const problem = { '@message': valid(message === '' ? (first?.message ?? '') : message), '#text': valid(text) };
  return {
    '@name': valid(name),
    '@classname': valid(place.file),
    '@file': valid(place.file),
    '@line': place.document.positionAt(place.start).line + 1,
    '@time': seconds(milliseconds),
    ...(status === 'failed' && { failure: problem }),
    ...(status === 'error' && { error: problem }),
    ...(warnings !== '' && { 'system-out': valid(warnings) }),
  };
}

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3);

function where({ file, document, start }: TestPlace): string {
  const { line, character } = document.positionAt(start);
  return `${file}:${line + 1}:${character + 1}`;
}

/** XML 1.0 has no way to write most control characters. */
const valid = (text: string): string => text.replaceAll(/(?![\t\n\r])\p{Cc}|[\uFFFE\uFFFF]|\p{Cs}/gu, '\uFFFD');

import { printable } from '@polar-tools/language';
import {
  type AssertionOutcome,
  countsOf,
  type TestOutcome,
  type TestPlace,
  type TestStatus,
} from '../../tests/outcome.ts';
import type { Paint } from '../colour.ts';
import { marked, place as placeText } from '../text.ts';

const colours = { passed: 'green', failed: 'red', error: 'yellow' } as const;
const signs: Readonly<Record<TestStatus, string>> = { passed: '✓', failed: '✗', error: '!' };

/** A test for a person: a line with its name; what failed, with its place and what would mend it. */
export function testAsText(
  { name, status, place, message, assertions }: TestOutcome,
  paint: Paint,
  columns: number,
): string {
  const lines = [`${paint(colours[status], signs[status])} ${printable(name)}`];
  if (message !== '')
    lines.push(`  ${paint('bold', placeText(place.file, place.document, place.start))} ${printable(message)}`);
  for (const assertion of assertions) {
    if (assertion.status !== 'passed') lines.push(...assertionLines(assertion, paint, columns));
    if (assertion.warning !== undefined) lines.push(warningLine(assertion.place, assertion.warning, paint));
  }
  return `${lines.join('\n')}\n`;
}

const warningLine = ({ file, document, start }: TestPlace, warning: string, paint: Paint): string =>
  `  ${paint('bold', placeText(file, document, start))} ${paint(['bold', 'yellow'], 'warning:')} ${printable(warning)}`;

function assertionLines({ status, place, message, notes }: AssertionOutcome, paint: Paint, columns: number): string[] {
  const { file, document, start, end } = place;
  return [
    `  ${paint('bold', placeText(file, document, start))} ${printable(message)}`,
    marked(document, start, end, (text) => paint(colours[status], text), paint, columns),
    ...notes.map((note) => `    ${printable(note)}`),
  ];
}

/** The last line: `12 passed, 1 failed (34 assertions, 0.02 s)`. */
export function countsAsText(tests: readonly TestOutcome[], paint: Paint, milliseconds: number): string {
  const { passed, failed, errors } = countsOf(tests);
  const parts = [
    paint(passed > 0 ? 'green' : 'dim', `${passed} passed`),
    paint(failed > 0 ? 'red' : 'dim', `${failed} failed`),
    ...(errors > 0 ? [paint('yellow', `${errors} could not be run`)] : []),
  ];
  const assertions = tests.reduce((sum, test) => sum + test.assertions.length, 0);
  const more = `(${assertions} ${assertions === 1 ? 'assertion' : 'assertions'}, ${(milliseconds / 1000).toFixed(2)} s)`;
  return `${parts.join(', ')} ${paint('dim', more)}\n`;
}

import type { TestOutcome, TestPlace } from '../../tests/outcome.ts';
import { countsOf } from '../../tests/outcome.ts';

/**
 * `{"tests": [{"file", "name", "status", "range", "message"?, "assertions": [{"status", "range", "message"?, "notes"?, "warning"?}]}], "passed", "failed",
 * "errors"}`, positions zero-based.
 */
export function testsAsJson(tests: readonly TestOutcome[], more: object = {}): string {
  const report = {
    tests: tests.map(({ name, status, place, message, assertions }) => ({
      file: place.file,
      name,
      status,
      range: rangeAsJson(place),
      ...(message !== '' && { message }),
      assertions: assertions.map((assertion) => ({
        status: assertion.status,
        // A failing assertion may stand in another file: a fixture's.
        ...(assertion.place.file !== place.file && { file: assertion.place.file }),
        range: rangeAsJson(assertion.place),
        ...(assertion.message !== '' && { message: assertion.message }),
        ...(assertion.notes.length > 0 && { notes: assertion.notes }),
        ...(assertion.warning !== undefined && { warning: assertion.warning }),
      })),
    })),
    ...countsOf(tests),
    ...more,
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function rangeAsJson({ document, start, end }: TestPlace): object {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

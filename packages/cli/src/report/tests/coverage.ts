import { printable } from '@polar-tools/language';
import { type Covered, type CoveredRule, goalsOf, share } from '../../tests/covered.ts';
import type { Paint } from '../colour.ts';
import { place as placeText } from '../text.ts';

export type CoverageFormat = 'text' | 'lcov' | 'json' | 'html';

/** For a person: the shares, then what no test reaches, and what never holds although it is reached. */
export function coverageAsText(rules: readonly CoveredRule[], paint: Paint): string {
  const lines = [
    paint('bold', `Coverage: ${shareText(rules, 'rules')}, ${shareText(goalsOf(rules), 'goals')}`),
    ...rules.flatMap((rule) => (rule.reached ? rule.goals.filter((goal) => !goal.held).map(lineOf) : [lineOf(rule)])),
  ];
  return `${lines.join('\n')}\n`;
}

function shareText(all: readonly Covered[], what: string): string {
  const { held, total, percent } = share(all);
  return `${held} of ${total} ${what} (${Math.floor(percent)} %)`;
}

function lineOf({ place, text, reached }: Covered): string {
  const { file, document, start } = place;
  return `  ${placeText(file, document, start)} ${printable(text)} ${reached ? 'never holds in a test' : 'is reached by no test'}`;
}

/** LCOV's trace file: a function for each rule, and a line for each that a goal begins on. */
export function coverageAsLcov(rules: readonly CoveredRule[]): string {
  const byFile = new Map<string, CoveredRule[]>();
  for (const rule of rules) byFile.set(rule.place.file, [...(byFile.get(rule.place.file) ?? []), rule]);
  return [...byFile].map(([file, all]) => fileAsLcov(file, all)).join('');
}

function fileAsLcov(file: string, rules: readonly CoveredRule[]): string {
  const names = rules.map((rule) => `${lineNumber(rule)}: ${rule.text.slice(0, 80).replaceAll(',', ' ')}`);
  const byLine = new Map<number, boolean>();
  for (const goal of goalsOf(rules)) byLine.set(lineNumber(goal), (byLine.get(lineNumber(goal)) ?? true) && goal.held);
  const hit = [...byLine.values()].filter(Boolean).length;
  return [
    'TN:',
    `SF:${file}`,
    ...rules.map((rule, at) => `FN:${lineNumber(rule)},${names[at]}`),
    ...rules.map((rule, at) => `FNDA:${rule.reached ? 1 : 0},${names[at]}`),
    `FNF:${rules.length}`,
    `FNH:${rules.filter(({ reached }) => reached).length}`,
    ...[...byLine].sort(([a], [b]) => a - b).map(([line, held]) => `DA:${line},${held ? 1 : 0}`),
    `LF:${byLine.size}`,
    `LH:${hit}`,
    'end_of_record\n',
  ].join('\n');
}

const lineNumber = ({ place: { document, start } }: Covered): number => document.positionAt(start).line + 1;

/** `{"rules": [{"file", "range", "text", "reached", "held", "goals": [{"range", "text", "reached", "held"}]}], "percent"}` */
export function coverageAsData(rules: readonly CoveredRule[]): object {
  const one = ({ place: { document, start, end }, text, reached, held }: Covered) => ({
    range: { start: document.positionAt(start), end: document.positionAt(end) },
    text,
    reached,
    held,
  });
  return {
    rules: rules.map((rule) => ({ file: rule.place.file, ...one(rule), goals: rule.goals.map(one) })),
    percent: share(goalsOf(rules)).percent,
  };
}

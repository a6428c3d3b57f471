/** What a sampled run found, for a person. */
import { shareOf } from './sample.mjs';

/** The text of a range of lines and columns, both counted from 1 as in Stryker's reports, with what stands before and after it on its lines. */
const around = (source, { start, end }) => {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const before = lines[0].slice(0, start.column - 1);
  const after = lines.at(-1).slice(end.column - 1);
  return { lines, before, after };
};

const LONGEST = 12;
const marked = (mark, lines) => [
  ...lines.slice(0, LONGEST).map((line) => `${mark} ${line}`),
  ...(lines.length > LONGEST ? [`${mark} … ${lines.length - LONGEST} more lines`] : []),
];

const shown = (name, source, mutant) => {
  const { lines, before, after } = around(source, mutant.location);
  return [
    `${mutant.status === 'NoCoverage' ? 'No test runs' : 'Survived'}: ${name}:${mutant.location.start.line}:${mutant.location.start.column} (${mutant.mutatorName}${mutant.static ? ', while loading' : ''})`,
    ...marked('-', lines),
    ...marked('+', `${before}${mutant.replacement}${after}`.split('\n')),
    '',
  ];
};

const percent = (number) => `${(number * 100).toFixed(1)} %`;

/**
 * @param report Stryker's, in the format of mutation-testing-elements
 * @param isRefused whether the type checker refuses a mutant: (name, source, mutant) => boolean
 * @returns the lines to print: every mutant of the sample that nothing noticed, then the numbers
 */
export const linesOf = (report, isRefused) => {
  const sampled = Object.entries(report.files)
    .flatMap(([name, { source, mutants }]) => mutants.map((mutant) => ({ name, source, mutant })))
    .filter(({ mutant }) => mutant.status !== 'CompileError' && mutant.status !== 'Ignored');
  const left = sampled.filter(({ mutant }) => mutant.status === 'Survived' || mutant.status === 'NoCoverage');
  const unnoticed = left.filter(({ name, source, mutant }) => !isRefused(name, source, mutant));
  const endless = sampled.filter(({ mutant }) => mutant.status === 'Timeout').length;
  const noticed = sampled.length - unnoticed.length;
  const { share, low, high } = shareOf(noticed, sampled.length);
  return [
    ...unnoticed.flatMap(({ name, source, mutant }) => shown(name, source, mutant)),
    `${sampled.length} changes: ${sampled.length - left.length} noticed by tests (${endless} by never ending), ${left.length - unnoticed.length} more refused by the type checker, ${unnoticed.length} unnoticed.`,
    `Share noticed: ${percent(share)}; of all changes between ${percent(low)} and ${percent(high)}, with 95 % certainty.`,
  ];
};

import type { Outcome } from './case.ts';
import type { ErrorReport } from './error-report.ts';

/** What a person reads of an error. */
export type Part = keyof ErrorReport;

/** An error that the two engines do not tell alike. */
export interface ReportDifference {
  readonly part: Part;
  readonly query: string;
  readonly code: string;
  readonly oracle: string;
  readonly ours: string;
}

/** How many errors have a part in the reference, and where ours tells it otherwise. */
export interface ReportTally {
  readonly compared: Record<Part, number>;
  readonly differences: ReportDifference[];
}

export const parts = ['words', 'position', 'trace'] as const satisfies readonly Part[];

export const newReportTally = (): ReportTally => ({ compared: { words: 0, position: 0, trace: 0 }, differences: [] });

/** Text with the names of temporary variables made alike: both engines number them as they please. */
export const withAlikeNames = (text: string): string => text.replace(/\b_+(?:\w*_)?\d+\b/g, '_');

/** The reference says of an object which class it is registered as; a host says that itself where it matters. */
const withoutClass = (text: string): string => text.replace(/ TYPE `\w+`/g, '');

/** A part as text; undefined where the report does not have it. */
function partOf(report: ErrorReport, part: Part): string | undefined {
  const text = part === 'trace' ? report.trace?.join('\n') : report[part];
  return text === undefined ? undefined : withAlikeNames(withoutClass(text));
}

/** What the application says of itself is its own affair, and the two hosts say it in their own words. */
const isHostsWords = (code: string, part: Part): boolean => code === 'application' && part === 'words';

/** Compares what two errors of the same kind say. Where the reference says nothing, such as no position, ours may. */
export function compareReports(tally: ReportTally, query: string, oracle: Outcome, ours: Outcome): void {
  if (oracle.report === undefined || oracle.error === undefined) return;
  for (const part of parts) {
    const theirs = partOf(oracle.report, part);
    if (theirs === undefined || isHostsWords(oracle.error, part)) continue;
    tally.compared[part]++;
    const mine = (ours.report && partOf(ours.report, part)) ?? 'none';
    if (theirs !== mine) tally.differences.push({ part, query, code: oracle.error, oracle: theirs, ours: mine });
  }
}

/** How many errors are told alike, part by part. */
export const showReports = ({ compared, differences }: ReportTally): string =>
  parts
    .map((part) => {
      const differ = differences.filter((one) => one.part === part).length;
      return `${part} ${compared[part] - differ} of ${compared[part]}`;
    })
    .join(', ');

import type { Outcome } from './case.ts';
import type { ErrorReport } from './error-report.ts';
import { knownReportDifference } from './known-report-differences.ts';

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
  /** Parts that are not compared, by the reason why they differ. */
  readonly known: Map<string, number>;
}

export const parts = ['words', 'position', 'trace'] as const satisfies readonly Part[];

export const newReportTally = (): ReportTally => ({
  compared: { words: 0, position: 0, trace: 0 },
  differences: [],
  known: new Map(),
});

/** Text with the names of temporary variables made alike: both engines number them as they please. */
export const withAlikeNames = (text: string): string => text.replace(/\b_+(?:\w*_)?\d+\b/g, '_');

/** The reference says of an object which class it is registered as; a host says that itself where it matters. */
const withoutClass = (text: string): string => text.replace(/ TYPE `\w+`/g, '');

/** The reference shows of a shorthand `"reader" on "parent"` the first word alone. */
const withoutRelation = (text: string): string => text.replace(/^("[^"]*") on "[^"]*" at /gm, '$1 at ');

/** A part as text; undefined where the report does not have it. */
function partOf(report: ErrorReport, part: Part): string | undefined {
  const text = part === 'trace' ? report.trace?.join('\n') : report[part];
  return text === undefined ? undefined : withAlikeNames(withoutRelation(withoutClass(text)));
}

/** What the two errors of the same kind say differently. Where the reference says nothing, such as no position, ours may. */
export function reportDifferences(query: string, oracle: Outcome, ours: Outcome): ReportDifference[] {
  if (oracle.report === undefined || oracle.error === undefined) return [];
  const differences: ReportDifference[] = [];
  for (const part of parts) {
    const theirs = partOf(oracle.report, part);
    const mine = (ours.report && partOf(ours.report, part)) ?? 'none';
    if (theirs !== undefined && theirs !== mine)
      differences.push({ part, query, code: oracle.error, oracle: theirs, ours: mine });
  }
  return differences;
}

/** Counts an error that was compared. */
export function countReport(tally: ReportTally, oracle: Outcome, differences: readonly ReportDifference[]): void {
  if (oracle.report === undefined) return;
  for (const part of parts) if (oracle.report[part] !== undefined) tally.compared[part]++;
  for (const difference of differences) {
    const known = knownReportDifference(difference);
    if (known === undefined) tally.differences.push(difference);
    else {
      tally.compared[difference.part]--;
      tally.known.set(known, (tally.known.get(known) ?? 0) + 1);
    }
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

/** A difference for a person to read. */
export const showReportDifference = ({ part, query, code, oracle, ours }: ReportDifference): string =>
  `${part} of ${code}: ${query}\n--- oracle\n${oracle}\n--- ours\n${ours}`;

/** As much of a mutant as is reported, in the format of mutation-testing-elements: lines and columns from 1. */
export interface ReportedMutant {
  readonly mutatorName: string;
  readonly replacement: string;
  readonly status: string;
  readonly static?: boolean;
  readonly location: Readonly<Record<'start' | 'end', { readonly line: number; readonly column: number }>>;
}

export function linesOf(
  report: {
    readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly ReportedMutant[] }>>;
  },
  isRefused: (name: string, source: string, mutant: ReportedMutant) => boolean,
): string[];

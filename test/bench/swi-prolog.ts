import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nrevInferences } from './policies.ts';

/** Naive reverse in Prolog, timed by itself; prints the logical inferences of a second. */
const program = `
app([], L, L).
app([H|T], L, [H|R]) :- app(T, L, R).
nrev([], []).
nrev([H|T], R) :- nrev(T, RT), app(RT, [H], R).
bench(0) :- !.
bench(N) :- nrev([1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30], _), N1 is N - 1, bench(N1).
main :- bench(2000), statistics(cputime, A), bench(40000), statistics(cputime, B), R is 40000 / (B - A), write(R), nl.
:- initialization((main, halt)).
`;

/** One line on the distance to SWI-Prolog, where `swipl` is installed and naive reverse was measured. */
export function swiProlog(results: readonly { readonly name: string; readonly ours: number | null }[]): string {
  const ours = results.find(({ name }) => name === 'nrev30')?.ours;
  if (ours === undefined || ours === null) return '';
  const folder = mkdtempSync(join(tmpdir(), 'polar-bench-'));
  try {
    const file = join(folder, 'nrev.pl');
    writeFileSync(file, program);
    const { status, stdout } = spawnSync('swipl', ['-q', '-O', file], { encoding: 'utf8', timeout: 60_000 });
    if (status !== 0) return 'SWI-Prolog (swipl) is not installed: no comparison with it.\n';
    const theirs = Number(stdout.trim()) * nrevInferences;
    return `nrev30: SWI-Prolog does ${Math.round(theirs).toLocaleString('en')} inferences a second, ${(theirs / ours).toFixed(1)} times ours.\n`;
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeGraph } from '../cloud/graph.ts';
import { prologProgram } from '../cloud/prolog.ts';
import { report, reportImpossible } from '../worker.ts';

/** Microseconds of one decision in SWI-Prolog with tabling, over 100,000 facts. */
const folder = mkdtempSync(join(tmpdir(), 'polar-bench-'));
try {
  const file = join(folder, 'policy.pl');
  writeFileSync(file, prologProgram(makeGraph(100_000)));
  const { status, stdout } = spawnSync('swipl', ['-q', '-O', file], { encoding: 'utf8', timeout: 300_000 });
  if (status === 0) report(Number(stdout.trim().split('\n').at(-1)));
  else reportImpossible('SWI-Prolog (swipl) is not installed');
} finally {
  rmSync(folder, { recursive: true, force: true });
}

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
  const { error, status, stdout, stderr } = spawnSync('swipl', ['-q', '-O', file], {
    encoding: 'utf8',
    timeout: 120_000,
  });
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  const microseconds = Number(stdout?.trim().split('\n').at(-1));
  if (code === 'ENOENT') reportImpossible('SWI-Prolog is not installed: no swipl is on the path');
  else if (code === 'ETIMEDOUT') reportImpossible('SWI-Prolog was not done after two minutes');
  else if (status === 0 && microseconds > 0) report(microseconds);
  else throw new Error(`swipl ended with ${status}: ${stderr}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { pythonWithOso } from '../../conformance/python/reference-python.ts';
import { repositoryRoot } from '../places.ts';
import { requests } from '../quickstart.ts';
import { report, reportImpossible } from '../worker.ts';

/** Microseconds of one `is_allowed` of the quickstart by the Python package `oso`. */
const interpreter = pythonWithOso();
if (interpreter === undefined) reportImpossible('there is no Python with the package oso');
else {
  const path = (name: string): string => fileURLToPath(new URL(name, repositoryRoot));
  const { status, stdout, stderr } = spawnSync(
    interpreter,
    [path('test/bench/is_allowed.py'), path('examples/quickstart'), JSON.stringify(requests)],
    { encoding: 'utf8', timeout: 60_000 },
  );
  if (status !== 0) throw new Error(stderr);
  report(Number(stdout));
}

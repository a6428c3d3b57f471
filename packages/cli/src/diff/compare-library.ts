import { type Compared, dataDifferences, libraryDifferences } from '@polar-tools/evaluator';
import type { DiffOptions } from '../commands/diff.ts';
import { loadDataFile } from '../load-data-file.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Side } from './sides.ts';

/** Compares two policies of the Library over a data file, and over generated data. */
export async function compareLibrary(
  old: Side,
  changed: Side,
  options: DiffOptions,
  surroundings: Surroundings,
): Promise<Compared> {
  const clock = surroundings.now;
  const data = await loadDataFile(options.data, changed.policy, surroundings);
  const [before, after] = [old.policy.policy, changed.policy.policy];
  const limits = { objects: options.objects, time: options.timeout };
  return {
    old: old.name,
    changed: changed.name,
    dialect: 'library',
    over:
      data === undefined
        ? []
        : [
            {
              kind: 'data',
              name: data.shown,
              ...dataDifferences(before, after, data.text, { clock, time: options.timeout }),
            },
          ],
    generated: libraryDifferences(before, after, { data: data?.text, clock, limits }),
  };
}

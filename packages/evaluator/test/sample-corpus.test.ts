import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createPolicy } from '@polar-tools/policy';
import { describe, expect, test } from 'vitest';
import { compile, loadData, prepare, sampleData, solve } from '../src/index.ts';

const folder = resolve(
  process.env.POLAR_CORPUS ?? resolve(import.meta.dirname, '../../../../shared/corpus'),
  'library',
);
if (!existsSync(folder))
  console.log(`Skipped: the policies of ${folder} are not there. Set POLAR_CORPUS to a folder with them.`);

describe.skipIf(!existsSync(folder))(
  'the data files made for policies of the corpus that have a rule for allow',
  () => {
    test('name a query that has an answer over them, nearly all', { timeout: 120_000 }, () => {
      const without: string[] = [];
      let all = 0;
      for (const name of readdirSync(folder).filter((each) => each.endsWith('.polar'))) {
        const text = readFileSync(resolve(folder, name), 'utf8');
        const policy = createPolicy([{ uri: 'policy.polar', text }], { dialect: 'library' });
        const broken = [...policy.files.values()].some(({ statements }) =>
          statements.some(({ errors }) => errors.length > 0),
        );
        if (broken || !policy.predicates.has('allow')) continue;
        all++;
        const sample = sampleData(policy);
        const { data, errors } = loadData(sample.text, undefined, [...policy.blocks.keys()]);
        expect(errors, name).toEqual([]);
        const [query] = sample.queries;
        if (query === undefined) {
          without.push(name);
          continue;
        }
        const { query: prepared } = prepare(compile(policy, data.host), query);
        expect(solve(prepared!, { host: data.host }).next().value, `${name}: ${query}`).toMatchObject({
          kind: 'answer',
        });
      }
      console.log(
        `${all - without.length} of ${all} policies have a query that answers; none for ${without.join(', ')}`,
      );
      expect(without.length).toBeLessThanOrEqual(all * 0.06);
    });
  },
);

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { Oso, typedVar } from 'oso-cloud';
import { expect, test } from 'vitest';
import { folderOf, polar } from '../command.ts';
import { serving, withPolicy } from './serving.ts';

interface Value {
  readonly type: string;
  readonly id: string;
}
type Told = readonly [string, ...(Value | string | number)[]];

const of = (type: string, ids: readonly string[]) => fc.constantFrom(...ids).map((id): Value => ({ type, id }));
// Ids that read as something else, where they are not taken as they are.
const users = of('User', ['anne', 'bob', '_', 'a b', 'x,y(z)', '"q"']);
const organizations = of('Organization', ['acme', '1', 'true']);
const repositories = of('Repository', ['anvil', 'bolt', '10', '9', 'é']);

const facts: fc.Arbitrary<Told> = fc.oneof(
  fc.tuple(fc.constant('has_role'), users, fc.constantFrom('admin', 'member'), organizations),
  fc.tuple(fc.constant('has_role'), users, fc.constantFrom('reader', 'owner'), repositories),
  fc.tuple(fc.constant('has_relation'), repositories, fc.constant('organization'), organizations),
  fc.tuple(fc.constant('is_public'), repositories),
  fc.tuple(fc.constant('has_quota'), users, fc.integer({ min: 8, max: 12 })),
);
const actions = fc.constantFrom('read', 'delete', 'invite');

const word = ({ type, id }: Value): string => `${type}:${JSON.stringify(id)}`;

test('the answers are those of the commands over the same facts', { timeout: 120_000 }, async () => {
  const folder = folderOf(withPolicy);
  const { url } = await serving(folder, ['.']);
  const oso = new Oso(url, 'key');
  const ask = async (...words: string[]): Promise<{ results: never; allowed: boolean }> => {
    const { output, errors } = await polar(folder, [
      ...words,
      '--policy',
      '.',
      '--facts',
      'facts.json',
      '--format',
      'json',
    ]);
    if (output === '') throw new Error(errors);
    return JSON.parse(output);
  };
  await fc.assert(
    fc.asyncProperty(
      fc.array(facts, { maxLength: 25 }),
      fc.array(facts, { maxLength: 8 }),
      users,
      actions,
      repositories,
      async (told, gone, user, action, repository) => {
        await oso.api.clearData();
        await oso.batch((tx) => {
          for (const fact of [...told, ...gone]) tx.insert(fact as never);
          for (const fact of gone) tx.delete(fact as never);
        });
        const key = (fact: Told): string => JSON.stringify(fact);
        const left = told.filter((fact) => !gone.some((other) => key(other) === key(fact)));
        writeFileSync(join(folder, 'facts.json'), JSON.stringify(left));

        const [one, which] = [word(user), word(repository)];
        expect(await oso.authorize(user, action, repository)).toBe(
          (await ask('authorize', one, action, which)).allowed,
        );
        expect(await oso.list(user, action, 'Repository')).toEqual(
          (await ask('list', one, action, 'Repository')).results,
        );
        expect(await oso.actions(user, repository)).toEqual((await ask('actions', one, which)).results);
        const [what, where] = [typedVar('String'), typedVar('Repository')];
        const { results } = await ask('query', `allow(${one}, action: String, repository: Repository)`);
        expect(await oso.buildQuery(['allow', user, what, where]).evaluate([what, where])).toEqual(
          (results as { bindings: { action: string; repository: Value } }[]).map(({ bindings }) => [
            bindings.action,
            bindings.repository.id,
          ]),
        );
      },
    ),
    { numRuns: 40 },
  );
});

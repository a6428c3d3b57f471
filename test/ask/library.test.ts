/** The same of policies of the Library: what is found is so over its data file, and what is not found is so over no data. */
import {
  anyRoles,
  compile,
  judgeRules,
  LibraryWitnesses,
  libraryDifferences,
  loadData,
  Machine,
  prepare,
  type RoleCondition,
  rolesLedTo,
} from '@polar-tools/evaluator';
import { rangeOf } from '@polar-tools/language';
import { createPolicy, type Policy } from '@polar-tools/policy';
import { expect, test } from 'vitest';
import { Random } from '../cloud/generate.ts';
import { allWorlds, data, pair, permissions, roles } from '../diff/generate-library.ts';

const seed = Number(process.env.ASK_SEED ?? 23);
const cases = Number(process.env.ASK_CASES ?? 6);
const timeout = 300_000;

const policyOf = (text: string): Policy => createPolicy([{ uri: 'p.polar', text }], { dialect: 'library' });

type Says = (query: string) => boolean | undefined;

function over(policy: Policy, world: string): Says {
  const { host } = loadData(world).data;
  const program = compile(policy, host);
  return (query) => {
    const { kind } = new Machine(prepare(program, query).query!, { host }).run();
    return kind === 'error' ? undefined : kind === 'answer';
  };
}

const on = (role: string) => ['Org', 'Repo'].map((type) => ({ role, type, on: 'any' as const }));
const conditionsOf = (policy: Policy): readonly RoleCondition[] => [
  anyRoles,
  ...roles.map((role) => {
    const led = rolesLedTo(policy, role);
    return { some: on(role), none: roles.filter((other) => !led.has(other)).flatMap(on) };
  }),
  ...roles.map((role) => ({ some: [], none: [{ role, type: 'Repo', on: 'resource' as const }] })),
];

/** Objects that a data file does not have have no roles. */
const isSo = (says: Says, world: string, query: string, { some, none }: RoleCondition): boolean => {
  const has = ({ role, type }: { role: string; type: string }): boolean => {
    const object = type === 'Org' ? 'org_1' : 'repo_1';
    return world.includes(`"${object}":`) && says(`has_role(user_1, "${role}", ${object})`) === true;
  };
  return says(query) === true && (some.length === 0 || some.some(has)) && !none.some(has);
};

test('a witness is a data file over which it is so, and where none is found, no data has it', { timeout }, () => {
  const random = new Random(seed);
  const counts = { found: 0, none: 0, open: 0 };
  const worlds = [...allWorlds()];
  for (let i = 0; i < cases; i++) {
    const [text] = pair(random);
    const policy = policyOf(text);
    const search = new LibraryWitnesses(policy, { data, limits: { objects: 1 } });
    const all = worlds.map((world) => [over(policy, world), world] as const);
    for (const action of permissions)
      for (const condition of conditionsOf(policy)) {
        const { witnesses, searched } = search.find({ actor: 'User', action, resource: 'Repo' }, condition, 1);
        const what = `${action} ${JSON.stringify(condition)}\n${text}`;
        const [witness] = witnesses;
        if (witness !== undefined) {
          counts.found++;
          const { world, query } = witness;
          expect(isSo(over(policy, world), world, query, condition), `${what}\n${world}`).toBe(true);
        } else if (!searched.isComplete || searched.unanswered > 0) counts.open++;
        else {
          counts.none++;
          const query = `allow(user_1, "${action}", repo_1)`;
          expect(all.find(([says, world]) => isSo(says, world, query, condition))?.[1], what).toBeUndefined();
        }
      }
  }
  console.log(JSON.stringify(counts));
  expect(counts.found).toBeGreaterThan(cases);
  expect(counts.none).toBeGreaterThan(0);
});

test('without a rule that never matters, the text answers alike over all data', { timeout }, () => {
  const random = new Random(seed + 1);
  const counts = { idle: 0, matter: 0, open: 0 };
  const worlds = [...allWorlds()];
  for (let i = 0; i < cases; i++) {
    const [text] = pair(random);
    const policy = policyOf(text);
    const judged = judgeRules(policy, (without) =>
      libraryDifferences(policy, without, { data, limits: { objects: 1 }, first: true }),
    );
    counts.open += judged.unsettled.length;
    counts.matter += judged.rules - judged.idle.length - judged.unsettled.length - judged.apart.length;
    for (const [{ rule, shorthand }] of judged.idle) {
      counts.idle++;
      const { start, end } = rangeOf(shorthand ?? rule);
      const less = policyOf(`${text.slice(0, start)}${text.slice(end).replace(/^\s*;/, '')}`);
      for (const world of worlds) {
        const [before, after] = [over(policy, world), over(less, world)];
        for (const action of permissions) {
          const query = `allow(user_1, "${action}", repo_1)`;
          expect(before(query), `${text.slice(start, end)}\n${world}\n${text}`).toBe(after(query));
        }
      }
    }
  }
  console.log(JSON.stringify(counts));
  expect(counts.idle).toBeGreaterThan(0);
  expect(counts.matter).toBeGreaterThan(0);
});

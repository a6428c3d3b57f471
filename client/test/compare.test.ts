import { afterEach, expect, it, vi } from 'vitest';
import { URI } from 'vscode-uri';
import { sessions } from './editor/debugging.ts';
import { disk } from './editor/documents.ts';
import { FOLDER, type Running, startExtension, until } from './editor/extension.ts';
import { commands, person, window } from './editor/vscode.ts';

vi.mock('vscode', () => import('./editor/vscode.ts'));
const { activateOn } = await import('../src/activate.ts');

let running: Running;
afterEach(() => {
  for (const each of running.context.subscriptions) each.dispose();
});

const MAIN = `${FOLDER}/main.polar`;
const POLICY = `actor User {}
resource Repo {
  roles = ["reader", "admin"];
  permissions = ["read", "delete"];
  "read" if "reader";
  "delete" if "admin";
}
test "readers read" {
  setup { has_role(User{"bob"}, "reader", Repo{"x"}); }
  assert allow(User{"bob"}, "read", Repo{"x"});
}
`;
const LOOSER = POLICY.replace('"delete" if "admin"', '"delete" if "reader"');
const panel = () => person.panels.at(-1)!;
interface Told {
  readonly headline: string;
  readonly parts: readonly {
    readonly title: string;
    readonly changes: readonly {
      readonly change: string;
      readonly text: string;
      readonly query: string;
      readonly isGenerated: boolean;
    }[];
  }[];
  readonly notes: readonly string[];
}
const shown = () => panel()?.told.at(-1) as Told;

const start = async (now: string, saved = now): Promise<void> => {
  running = await startExtension(activateOn, { 'main.polar': saved, 'polar.config.json': '{"dialect": "cloud"}' });
  const { document } = await window.showTextDocument(URI.parse(MAIN));
  if (now !== saved) document.set(now);
};

/** VS Code's git extension over these files of the last commit. */
const commit = (
  files: Readonly<Record<string, string>>,
  changed: readonly string[] = [],
  readLate: boolean = false,
): void => {
  const state: { HEAD: { commit?: string } } = { HEAD: readLate ? {} : { commit: 'abc' } };
  const repository = {
    rootUri: URI.parse(FOLDER),
    state,
    status: async () => {
      state.HEAD = { commit: 'abc' };
    },
    show: async (_ref: string, path: string) => {
      const text = files[path];
      if (text === undefined) throw new Error('git show failed');
      return text;
    },
    diffWithHEAD: async () =>
      changed.map((name) => ({ uri: URI.parse(`${FOLDER}/${name}`), originalUri: URI.parse(`${FOLDER}/${name}`) })),
  };
  person.extensions.set('vscode.git', {
    isActive: true,
    exports: { getAPI: () => ({ getRepository: () => repository }) },
  });
};

it('compares with a first commit that the git extension has not read yet', async () => {
  await start(LOOSER);
  commit({ 'main.polar': POLICY }, [], true);
  await commands.executeCommand('polar.compareWithCommit');
  expect(shown()?.headline).toBe('Answers change from the last commit to what stands in the editor');
});

it('tells what changes from the last commit, over the tests and over generated worlds, to be debugged', async () => {
  await start(LOOSER);
  commit({ 'main.polar': POLICY });
  await commands.executeCommand('polar.compareWithCommit');
  expect(shown().headline).toBe('Answers change from the last commit to what stands in the editor');
  expect(shown().parts.map(({ title }) => title)).toEqual([
    'Over the facts of the test "readers read"',
    'Over generated worlds, each with the least that shows it',
  ]);
  expect(shown().parts[0]!.changes).toMatchObject([
    { change: 'allowed', text: '(User{"bob"}, "delete", Repo{"x"})', isGenerated: false },
  ]);
  const change = shown().parts[1]!.changes.findIndex(({ text }) => text === '(User, "delete", Repo)');
  panel().say({ kind: 'debug', part: 1, change });
  await until('the session', () => sessions.length > 0);
  const { query, facts } = sessions[0]!.configuration as { query: string; facts: string };
  expect(query).toBe(shown().parts[1]!.changes[change]!.query);
  expect(disk.text(`file://${facts}`)).toContain('has_role(');
  panel().say({ kind: 'debug-before', part: 1, change });
  await until('the session of the older policy', () => sessions.length > 1);
  const before = sessions[1]!.configuration as { query: string; facts: string; policies: string[] };
  expect(before).toMatchObject({ query, facts });
  expect(before.policies.map((name) => disk.text(`file://${name}`))).toEqual([POLICY]);
  await until('its answer', () => sessions[1]!.events.some(({ event }) => event === 'stopped'));
  panel().say({ kind: 'explain', part: 1, change });
  await until('the explanation over the generated world', () =>
    person.panels.some(({ told }) =>
      told.some((one) => (one as { verdict?: string }).verdict === `${query} does not hold.`),
    ),
  );
  // The editor keeps its width: both panels are in one place.
  expect(person.panels.map(({ viewColumn }) => viewColumn)).toEqual([-2, 2]);
  person.panels[0]!.say({ kind: 'explain', part: 0, change: 0 });
  await until('the explanation', () =>
    person.panels.some(({ told }) => JSON.stringify(told).includes('in the test \\"readers read\\"')),
  );
});

it('knows files that were there, and those that were not', async () => {
  await start(POLICY);
  commit({ 'more.polar': 'has_permission(_: User, "delete", _: Repo);' }, ['more.polar']);
  await commands.executeCommand('polar.compareWithCommit');
  // The policy was in another file alone, which has errors without its blocks or says something else.
  expect(shown().headline).toMatch(/^Answers change|cannot be compared/);
  commit({ 'main.polar': POLICY, 'more.polar': 'has_permission(_: User, "delete", _: Repo);' }, ['more.polar']);
  await commands.executeCommand('polar.compareWithCommit');
  expect(shown().parts.at(-1)!.changes).toMatchObject([{ change: 'denied', text: '(anyone, "delete", Repo)' }]);
});

it('compares with the saved files', async () => {
  await start(LOOSER, POLICY);
  await commands.executeCommand('polar.compareWithSaved');
  expect(shown().headline).toBe('Answers change from the saved files to what stands in the editor');
});

it('says where nothing changes, and how far that goes', async () => {
  await start(`# ${POLICY}`.replace('# ', ''), POLICY);
  commit({ 'main.polar': `${POLICY}# read` });
  await commands.executeCommand('polar.compareWithCommit');
  expect(shown()).toMatchObject({ parts: [] });
  expect(shown().headline).toMatch(/^No answer changes from the last commit/);
  expect(shown().notes.join(' ')).toContain('No difference');
});

it.each([
  ['there is no git extension', () => {}, /git extension is not there/],
  [
    'it lies in no repository',
    () =>
      person.extensions.set('vscode.git', {
        isActive: true,
        exports: { getAPI: () => ({ getRepository: () => null }) },
      }),
    /lies in no git repository/,
  ],
  [
    'git is switched off',
    () =>
      person.extensions.set('vscode.git', {
        isActive: true,
        exports: {
          getAPI: () => {
            throw new Error('Git model not found');
          },
        },
      }),
    /switched off/,
  ],
])('says clearly that %s', async (_why, git, message) => {
  await start(POLICY);
  git();
  await commands.executeCommand('polar.compareWithCommit');
  expect(person.seen.at(-1)).toMatchObject({ kind: 'information', text: expect.stringMatching(message) });
});

it('says that everything is saved', async () => {
  await start(POLICY);
  await commands.executeCommand('polar.compareWithSaved');
  expect(person.seen.at(-1)!.text).toMatch(/Every file of the policy is saved/);
});

it('an older policy with errors is named', async () => {
  await start(POLICY);
  commit({ 'main.polar': `${POLICY}allow(` });
  await commands.executeCommand('polar.compareWithCommit');
  expect(shown().notes[0]).toMatch(/^In the last commit the policy has errors/);
});

it('reads the older policy with the configuration that it had', async () => {
  await start(POLICY);
  // It had another file, which its configuration named, and which is there still.
  disk.write(`${FOLDER}/more.polar`, 'has_permission(_: User, "delete", _: Repo);');
  disk.write(`${FOLDER}/polar.config.json`, '{"dialect": "cloud", "include": ["main.polar"]}');
  await until('the policy of one file', async () => (await window.showTextDocument(URI.parse(MAIN))) !== undefined);
  commit({
    'main.polar': POLICY,
    'more.polar': 'has_permission(_: User, "delete", _: Repo);',
    'polar.config.json': '{"dialect": "cloud"}',
  });
  await commands.executeCommand('polar.compareWithCommit');
  expect(shown().parts.at(-1)!.changes).toMatchObject([{ change: 'denied', text: '(anyone, "delete", Repo)' }]);
  panel().say({ kind: 'debug-before', part: shown().parts.length - 1, change: 0 });
  await until('the session of the older policy', () => sessions.length > 0);
  const { policies } = sessions[0]!.configuration as { policies: string[] };
  expect(policies.map((name) => name.split('/').at(-1)).sort()).toEqual(['main.polar', 'more.polar']);
});

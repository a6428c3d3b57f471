/** What is recorded opens elsewhere, without its sources: the same answers, and the same explanation. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { factChecker } from '@polar-tools/evaluator';
import { createPolicy } from '@polar-tools/policy';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, onTestFinished, test } from 'vitest';
import { folderOf, polar } from '../../packages/cli/test/command.ts';
import { generate, Random } from '../cloud/generate.ts';
import { factText, policyText, queryText } from '../cloud/text.ts';
import { application } from '../why/applications.ts';

const timeout = 120_000;

const valid = new Ajv2020({ allErrors: true, strictTypes: false }).compile(
  JSON.parse(readFileSync(new URL('../../docs/recording.schema.json', import.meta.url), 'utf8')),
);

/** Records a command in a folder, takes the folder away, and gives another one that has nothing but the recording. */
async function recorded(files: Readonly<Record<string, string>>, command: readonly string[], ...more: string[]) {
  const folder = folderOf(files);
  const ran = await polar(folder, [...command, '--record', 'run.json', ...more]);
  const text = readFileSync(join(folder, 'run.json'), 'utf8');
  rmSync(folder, { recursive: true });
  const elsewhere = mkdtempSync(join(tmpdir(), 'polar-elsewhere-'));
  onTestFinished(() => rmSync(elsewhere, { recursive: true, force: true }));
  writeFileSync(join(elsewhere, 'run.json'), text);
  const recording = JSON.parse(text);
  expect(valid(recording), JSON.stringify(valid.errors)).toBe(true);
  return { ran, text, elsewhere, recording };
}

/** Without what an explanation of a file says about changing it. */
const tree = (output: string): string => output.split('\n\n')[0]!;

describe('A recording', () => {
  test('of a generated Library policy over data gives the same answers and explanation', { timeout }, async () => {
    const random = new Random(11);
    const counts = { held: 0, failed: 0 };
    for (let at = 0; at < 5; at++) {
      const { policy, data, queries } = application(random, 3);
      const files = { 'policies/p.polar': policy, 'data.json': JSON.stringify(data) };
      for (const query of queries) {
        const asked = ['--policy', 'policies', '--data', 'data.json', query];
        const plain = await polar(folderOf(files), ['query', ...asked]);
        const told = await polar(folderOf(files), ['explain', ...asked]);
        const { ran, elsewhere } = await recorded(files, ['query', ...asked]);
        expect(ran.output).toBe(plain.output);
        const again = await polar(elsewhere, ['query', '--replay', 'run.json']);
        expect({ ...again, errors: '' }, query).toEqual({ ...plain, errors: '' });
        const explained = await polar(elsewhere, ['explain', 'run.json']);
        expect(explained.output, query).toBe(told.output);
        counts[plain.status === 0 ? 'held' : 'failed']++;
      }
    }
    expect(Math.min(counts.held, counts.failed)).toBeGreaterThan(1);
  });

  test('of a generated Cloud policy over facts gives the same answers and explanation', { timeout }, async () => {
    const random = new Random(12);
    let answered = 0;
    for (let at = 0; at < 6; at++) {
      const { program, queries } = generate(random, 3);
      const text = policyText(program);
      const fault = factChecker(createPolicy([{ uri: 'p.polar', text }], { dialect: 'cloud' }));
      const facts = program.facts.filter((fact) => fault(fact) === undefined);
      const files = {
        'p.polar': text,
        'facts.polar': facts.map((fact) => `${factText(fact)};\n`).join(''),
        'polar.config.json': '{"dialect": "cloud", "facts": "facts.polar"}',
      };
      for (const query of queries.map(queryText)) {
        const asked = ['--policy', 'p.polar', query];
        const plain = await polar(folderOf(files), ['query', ...asked]);
        if (plain.status === 2) continue;
        const told = await polar(folderOf(files), ['explain', ...asked]);
        const { elsewhere } = await recorded(files, ['query', ...asked]);
        const again = await polar(elsewhere, ['query', '--replay', 'run.json']);
        expect(again.output, query).toBe(plain.output);
        expect((await polar(elsewhere, ['explain', 'run.json'])).output, query).toBe(told.output);
        answered++;
      }
    }
    expect(answered).toBeGreaterThan(4);
  });

  test('of an application has what it answered, and starts none', { timeout }, async () => {
    const files = {
      'main.polar':
        'allow(user: User, "read", repo: Repo) if repo.owner = user or (role in user.roles() and role.on(repo) and not user.banned);\n',
      'app.mjs': `import { Oso } from 'oso';
export class User { constructor(name, banned, roles) { this.name = name; this.banned = banned; this.held = roles; } roles() { return this.held; } }
export class Repo { constructor(name, owner) { this.name = name; this.owner = owner; } }
export class Role { constructor(repo) { this.repo = repo; } on(repo) { return this.repo === repo; } }
export const ann = new User('ann', false, []);
export const app = new Repo('app', ann);
export const bob = new User('bob', false, [new Role(app)]);
export const eve = new User('eve', true, [new Role(app)]);
`.replace("import { Oso } from 'oso';\n", ''),
    };
    for (const query of ['allow(ann, "read", app)', 'allow(bob, "read", app)', 'allow(eve, action, app)']) {
      const asked = ['--policy', 'main.polar', '--host', 'node:app.mjs', query];
      const plain = await polar(folderOf(files), ['query', ...asked]);
      expect(plain.status).not.toBe(2);
      const told = await polar(folderOf(files), ['explain', ...asked]);
      const { ran, elsewhere } = await recorded(files, ['query', ...asked]);
      expect(ran.output).toBe(plain.output);
      expect((await polar(elsewhere, ['query', '--replay', 'run.json'])).output).toBe(plain.output);
      expect(tree((await polar(elsewhere, ['explain', 'run.json'])).output)).toBe(tree(told.output));
      const other = await polar(elsewhere, [
        'query',
        '--replay',
        'run.json',
        `${/\((\w+)/.exec(query)![1]}.nobody_asked = x`,
      ]);
      expect(other.errors).toContain('The application was not asked for .nobody_asked when this was recorded');
      // What was not met is no variable, which might be anybody.
      const stranger = /ann/.test(query) ? 'bob' : 'ann';
      const strange = await polar(elsewhere, ['query', '--replay', 'run.json', `allow(${stranger}, "read", app)`]);
      expect(strange.status).toBe(2);
      expect(strange.errors).toContain('when this was recorded');
    }
  });

  test('of tests, and of what is allowed, opens as well', { timeout }, async () => {
    const files = {
      'main.polar': `actor User {}
resource Repo { permissions = ["read"]; roles = ["reader"]; "read" if "reader"; }
test "readers read" { setup { has_role(User{"a"}, "reader", Repo{"r"}); } assert allow(User{"a"}, "read", Repo{"r"}); }
test "others read" { setup { has_role(User{"a"}, "reader", Repo{"r"}); } assert allow(User{"b"}, "read", Repo{"r"}); }
`,
      'facts.polar': 'has_role(User{"a"}, "reader", Repo{"r"});\n',
    };
    const tests = await recorded(files, ['test', '.']);
    const again = await polar(tests.elsewhere, ['test', '--replay', 'run.json']);
    expect(again.status).toBe(1);
    expect(again.output).toContain('1 passed, 1 failed');
    const allowed = await recorded(files, ['authorize', 'User:a', 'read', 'Repo:r', '-p', '.', '-f', 'facts.polar']);
    expect(allowed.ran.output).toBe('Allowed\n');
    expect((await polar(allowed.elsewhere, ['explain', 'run.json'])).output).toContain('holds.');
    const blamed = await polar(allowed.elsewhere, ['blame', '--replay', 'run.json', '--format', 'json']);
    expect(JSON.parse(blamed.output).question.kind).toBe('goal');
  });

  test.each([
    ['a query', ['allow(User:b, "read", Repo:r)', '-f', 'facts.polar'], { kind: 'query' }],
    ['a test', ['--test', 'others read'], { kind: 'test', name: 'others read' }],
  ])('of the search for what is at fault in %s asks the same elsewhere', { timeout }, async (_, asked, kind) => {
    const files = {
      'main.polar': `actor User {}
resource Repo { permissions = ["read"]; roles = ["reader"]; "read" if "reader"; }
test "others read" { setup { has_role(User{"a"}, "reader", Repo{"r"}); } assert allow(User{"b"}, "read", Repo{"r"}); }
`,
      'facts.polar': 'has_role(User{"a"}, "reader", Repo{"r"});\n',
    };
    const { ran, recording, elsewhere } = await recorded(files, ['blame', ...asked, '-p', '.', '--format', 'json']);
    expect(recording.asked).toMatchObject(kind);
    expect(JSON.parse(ran.output).question.kind).toBe('goal');
    const again = await polar(elsewhere, ['blame', '--replay', 'run.json', '--format', 'json']);
    expect(JSON.parse(again.output)).toEqual(JSON.parse(ran.output));
  });
});

describe('Redaction', () => {
  const policy = `allow(user: User, "read", doc: Doc) if doc.owner_email = user.email and user.age > doc.least_age;\n`;
  const data = {
    classes: { User: {}, Doc: {} },
    objects: {
      ann: { $class: 'User', email: 'ann@example.com', age: 41 },
      bob: { $class: 'User', email: 'bob@example.com', age: 12 },
      plan: { $class: 'Doc', owner_email: 'ann@example.com', least_age: 18 },
    },
  };
  const files = { 'main.polar': policy, 'data.json': JSON.stringify(data) };
  const query = [
    'query',
    '--policy',
    'main.polar',
    '--data',
    'data.json',
    'allow(user, "read", plan) and user in [ann, bob]',
  ];

  test('leaves no value of a name, the same placeholder for the same value, and numbers in their order', async () => {
    const names = ['email', 'owner_email', 'age', 'least_age'].flatMap((name) => ['--redact', name]);
    const { ran, text, elsewhere, recording } = await recorded(files, query, ...names);
    expect(text).not.toMatch(/example\.com|41|\b12\b|18/);
    expect(recording.redacted).toEqual({ names: ['email', 'owner_email', 'age', 'least_age'], sameAnswers: true });
    expect((await polar(elsewhere, ['query', '--replay', 'run.json'])).output).toBe(ran.output);
  });

  test('says where the answers are no longer the same, and of what there was nothing', async () => {
    const secret = {
      ...files,
      'main.polar': policy.replace('doc.owner_email = user.email', 'user.email = "ann@example.com"'),
    };
    const { ran, elsewhere, recording } = await recorded(secret, query, '--redact', 'email', '--redact', 'phone');
    expect(recording.redacted.sameAnswers).toBe(false);
    expect(ran.errors).toContain('the answers are not the same');
    expect(ran.errors).toContain('Nothing is named phone');
    for (const words of [
      ['query', '--replay', 'run.json'],
      ['explain', 'run.json'],
      ['blame', '--replay', 'run.json'],
    ])
      expect((await polar(elsewhere, words)).errors).toContain(
        'its answers are not those of the run that was recorded',
      );
  });

  test('of facts, by predicate, wherever their values stand; the configuration names some, too', async () => {
    const cloud = {
      'main.polar':
        'actor User {}\nresource Doc {}\nmay(user: User, doc: Doc) if email(user, mail) and invited(mail, doc);\n',
      'facts.polar': 'email(User{"u1"}, "ann@example.com");\ninvited("ann@example.com", Doc{"d"});\n',
      'polar.config.json': '{"dialect": "cloud", "redact": ["email"]}',
    };
    const asked = ['query', '-p', 'main.polar', '-f', 'facts.polar', 'may(user, Doc:d)'];
    const { text, recording } = await recorded(cloud, asked);
    expect(text).not.toContain('ann@example.com');
    expect(recording.facts).toHaveLength(2);
    expect(recording.redacted.sameAnswers).toBe(true);
  });

  test('has nothing of a configured file of facts but its facts', async () => {
    const files = {
      'main.polar': 'actor User {}\nresource Doc {}\nmay(user: User, doc: Doc) if owns(user, doc);\n',
      'facts.polar': 'owns(User{"secret bob"}, Doc{"draft"});\n',
      'polar.config.json': '{"dialect": "cloud", "facts": "facts.polar", "redact": ["owns"]}',
    };
    const { ran, text, elsewhere } = await recorded(files, ['query', '-p', '.', 'may(User:_, Doc:_)']);
    expect(ran.output).toContain('secret bob');
    expect(text).not.toContain('secret bob');
    const again = await polar(elsewhere, ['query', '--replay', 'run.json']);
    expect(again.output).toBe('may(User:redacted-1, Doc:redacted-2)\n');
  });

  test('of what an application says', { timeout }, async () => {
    const app = {
      'main.polar': 'allow(user: User, "read", doc: Doc) if doc.owner_email = user.email;\n',
      'app.mjs': `export class User { constructor(email) { this.email = email; } }
export class Doc { constructor(email) { this.owner_email = email; } }
export const ann = new User('ann@example.com');
export const plan = new Doc('ann@example.com');
`,
    };
    const asked = ['query', '-p', 'main.polar', '--host', 'node:app.mjs', 'allow(ann, "read", plan)'];
    const { ran, text, elsewhere, recording } = await recorded(
      app,
      asked,
      '--redact',
      'email',
      '--redact',
      'owner_email',
    );
    expect(ran.status).toBe(0);
    expect(text).not.toContain('example.com');
    expect(recording.redacted.sameAnswers).toBe(true);
    expect((await polar(elsewhere, ['query', '--replay', 'run.json'])).status).toBe(0);
  });
});

test.each([
  ['not JSON', 'allow(1);', 'This is no recording: it is not JSON.'],
  ['something else', '{"objects": {}}', 'This is no recording: it has no "polarRecording".'],
  [
    'a newer one',
    '{"polarRecording": 2}',
    'This recording has version 2 of its format, and this is made for version 1.',
  ],
  ['of no version', '{"polarRecording": "x"}', '"polarRecording" is "x", and 1 is expected.'],
  ['cut off', '{\n "polarRecording": 1,\n "files": [', 'The recording is cut off or damaged'],
  ['of a part', '{"polarRecording": 1, "dialect": "cloud"}', 'The recording is damaged: "asked" is missing'],
  [
    'leading out of it',
    JSON.stringify({
      polarRecording: 1,
      dialect: 'cloud',
      asked: { kind: 'query', query: 'f(1)' },
      files: [{ name: '../../etc/passwd', text: '' }],
      folder: '',
      policies: [],
      now: 0,
      answers: [],
    }),
    'The recording is damaged: "files" is something else',
  ],
])('what is no recording is refused: %s', async (_, text, message) => {
  const folder = folderOf({ 'run.json': text });
  for (const command of [
    ['query', '--replay', 'run.json'],
    ['explain', 'run.json'],
  ]) {
    const { status, errors } = await polar(folder, command);
    expect(status).toBe(2);
    expect(errors).toContain(message);
  }
});

test('what a recording has by itself cannot be given beside it', async () => {
  const folder = folderOf({ 'main.polar': 'f(1);' });
  const refused = async (...words: string[]) => (await polar(folder, words)).errors;
  expect(await refused('query', '--replay', 'run.json', '--policy', 'main.polar')).toContain('leave --policy out');
  expect(await refused('query', '--redact', 'x', 'f(1)')).toContain('--record');
  expect(await refused('query', '--replay', 'none.json')).toContain('none.json');
});

test.each(['denail.json', 'nofile.rec', 'recording', 'empty.rec', 'other.rec', 'a/b.rec'])(
  'what is no recording is never a query that holds: %s',
  async (name) => {
    const folder = folderOf({
      'main.polar': 'allow(ann);\n',
      'polar.config.json': '{}',
      'data.json': '{"objects": {}}',
      'empty.rec': '',
      'other.rec': '{"format": 1}',
    });
    for (const command of ['explain', 'query', 'blame'])
      for (const more of [[], ['-p', 'main.polar'], ['-p', 'main.polar', '-d', 'data.json']]) {
        const { status, output, errors } = await polar(folder, [command, ...more, name]);
        expect({ status, output }, `${command} ${more.join(' ')}`).toEqual({ status: 2, output: '' });
        expect(errors).not.toBe('');
      }
  },
);

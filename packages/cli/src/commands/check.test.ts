import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOf, polar } from '../../test/command.ts';

const clean = 'allow(actor, _action, _resource) if admin(actor);\nadmin("anne");\n';
const broken = 'allow(actor, _action, _resource) if\n  missing(actor);\n';

interface Report {
  files: {
    file: string;
    dialect: string;
    diagnostics: { code: string; severity: string; message: string; range: object }[];
  }[];
}

const codes = (output: string) =>
  Object.fromEntries(
    (JSON.parse(output) as Report).files.map(({ file, diagnostics }) => [file, diagnostics.map(({ code }) => code)]),
  );

test('a file without a fault exits 0 and says that nothing was found', async () => {
  const { status, output } = await polar(folderOf({ 'main.polar': clean }), ['check', 'main.polar']);
  expect(output).toBe('1 file checked, nothing found.\n');
  expect(status).toBe(0);
});

test('an error exits 1 and is shown with its line and a caret', async () => {
  const { status, output } = await polar(folderOf({ 'main.polar': broken }), ['check', 'main.polar']);
  expect(status).toBe(1);
  expect(output).toMatch(
    /^main\.polar:2:3: error: Call to undefined rule: missing\(actor\).*\[undefined-rule-call\]$/m,
  );
  expect(output).toContain('  2 │   missing(actor);\n    │   ^^^^^^^');
  expect(output).toMatch(/1 file checked: 1 error/);
});

test('JSON has the file, its dialect, and zero-based ranges', async () => {
  const { status, output } = await polar(folderOf({ 'main.polar': broken }), [
    'check',
    '--format',
    'json',
    'main.polar',
  ]);
  expect(status).toBe(1);
  const [file] = (JSON.parse(output) as Report).files;
  expect(file).toMatchObject({ file: 'main.polar', dialect: 'library' });
  expect(file?.diagnostics[0]).toMatchObject({
    code: 'undefined-rule-call',
    severity: 'error',
    range: { start: { line: 1, character: 2 } },
  });
});

test('SARIF is one run with the results', async () => {
  const { status, output } = await polar(folderOf({ 'main.polar': broken }), ['check', '--format=sarif', 'main.polar']);
  expect(status).toBe(1);
  expect(JSON.parse(output)).toMatchObject({
    version: '2.1.0',
    runs: [{ results: [{ ruleId: 'undefined-rule-call', level: 'error' }] }],
  });
});

test('colours are for a terminal, and not where NO_COLOR is set', async () => {
  const folder = folderOf({ 'main.polar': broken });
  expect((await polar(folder, ['check'], { terminal: true })).output).toContain('\u001b[');
  expect((await polar(folder, ['check'], { terminal: true, environment: { NO_COLOR: '1' } })).output).not.toContain(
    '\u001b[',
  );
  expect((await polar(folder, ['check'])).output).not.toContain('\u001b[');
});

test('files that are named without a configuration are each a policy of their own', async () => {
  const folder = folderOf({
    'a.polar': 'allow(actor, _action, _resource) if admin(actor);\n',
    'b.polar': 'admin("anne");\n',
  });
  const each = await polar(folder, ['check', '--format', 'json', 'a.polar', 'b.polar']);
  expect(codes(each.output)['a.polar']).toContain('undefined-rule-call');
  const together = await polar(folder, ['check', '--format', 'json', '--together', 'a.polar', 'b.polar']);
  expect(codes(together.output)['a.polar']).not.toContain('undefined-rule-call');
});

test('the files of a folder are one policy, those of a folder below it another', async () => {
  const folder = folderOf({
    'policies/a.polar': 'allow(actor, _action, _resource) if admin(actor);\n',
    'policies/b.polar': 'admin("anne");\n',
    'policies/below/c.polar': 'allow(actor, _action, _resource) if admin(actor);\n',
    'policies/node_modules/x/d.polar': 'nonsense',
  });
  const { status, output } = await polar(folder, ['check', '--format', 'json', 'policies']);
  const found = codes(output);
  expect(Object.keys(found).sort()).toEqual(['policies/a.polar', 'policies/b.polar', 'policies/below/c.polar']);
  expect(found['policies/a.polar']).not.toContain('undefined-rule-call');
  expect(found['policies/below/c.polar']).toContain('undefined-rule-call');
  expect(status).toBe(1);
});

test('a configuration makes one policy of all below it, and is found from a single file too', async () => {
  const folder = folderOf({
    'polar.config.json': '{"dialect": "library"}',
    'a.polar': 'allow(actor, _action, _resource) if admin(actor);\n',
    'below/b.polar': 'admin("anne");\n',
  });
  const one = await polar(folder, ['check', '--format', 'json', 'a.polar']);
  expect(codes(one.output)).toEqual({ 'a.polar': [] });
  const all = await polar(folder, ['check', '--format', 'json']);
  expect(Object.keys(codes(all.output))).toEqual(['a.polar', 'below/b.polar']);
});

test('what a configuration does not include is not of its policy', async () => {
  const folder = folderOf({
    'polar.config.json': '{"include": ["live/**"]}',
    'live/a.polar': 'allow(actor, _action, _resource) if admin(actor);\n',
    'draft/b.polar': 'admin("anne");\n',
  });
  const found = codes((await polar(folder, ['check', '--format', 'json'])).output);
  expect(Object.keys(found)).toEqual(['live/a.polar']);
  expect(found['live/a.polar']).toContain('undefined-rule-call');
  expect(
    codes((await polar(folder, ['check', '--format', 'json', 'draft/b.polar'])).output)['draft/b.polar'],
  ).not.toContain('undefined-rule-call');
});

test('a glob that the shell left alone is expanded', async () => {
  const folder = folderOf({ 'a/x.polar': clean, 'b/y.polar': clean, 'b/z.txt': 'no policy' });
  const { status, output } = await polar(folder, ['check', '--format', 'json', '*/*.polar']);
  expect(status).toBe(0);
  expect(Object.keys(codes(output))).toEqual(['a/x.polar', 'b/y.polar']);
});

test('the dialect can be set', async () => {
  const folder = folderOf({ 'main.polar': clean });
  for (const dialect of ['library', 'cloud']) {
    const { output } = await polar(folder, ['check', '--format', 'json', '--dialect', dialect, 'main.polar']);
    expect((JSON.parse(output) as Report).files[0]?.dialect).toBe(dialect);
  }
});

const RULE = 'allow(actor, _action, _resource) if admin(actor);\n';
const PROGRAM = Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0]);

/** Each with the rule `admin` where it is text at all. */
const UNREADABLE: readonly (readonly [string, Buffer, string])[] = [
  [
    'UTF-16',
    Buffer.from('\uFEFFadmin("anne");\n', 'utf16le'),
    '"bad.polar" is text in UTF-16, and only UTF-8 is read.',
  ],
  ['UTF-16 without a mark', Buffer.from('admin("anne");\n', 'utf16le'), '"bad.polar" is text in UTF-16'],
  ['Latin-1', Buffer.from('\nadmin("renée");\n', 'latin1'), '"bad.polar" is not text in UTF-8: line 2 has bytes'],
  ['a program', PROGRAM, '"bad.polar" is no text, but a program, an image or the like.'],
];

test.each(UNREADABLE)('a file in %s is told as what it is, by itself and among others', async (_, bytes, message) => {
  const folder = folderOf({ 'good.polar': `${RULE}f(x) if g(x);\n` });
  writeFileSync(join(folder, 'bad.polar'), bytes);
  const alone = await polar(folder, ['check', 'bad.polar']);
  expect({ status: alone.status, output: alone.output }).toEqual({ status: 2, output: '' });
  expect(alone.errors).toContain(message);
  const isText = bytes !== PROGRAM;
  for (const names of [['bad.polar', 'good.polar'], ['good.polar', 'bad.polar'], ['.']]) {
    const both = await polar(folder, ['check', '--together', ...names]);
    expect(both.status).toBe(2);
    expect(both.output).toContain(`bad.polar:1:1: error: ${message}`);
    expect(both.output).toContain('good.polar:2:9: error: Call to undefined rule: g(x)');
    // What text in another encoding says is known, so that nobody is told that its rules are missing.
    expect(both.output.includes('undefined rule: admin')).toBe(!isText);
  }
  const json = codes((await polar(folder, ['check', '--format', 'json', 'bad.polar', 'good.polar'])).output);
  expect(json['bad.polar']).toEqual(['unreadable-file']);
  expect(json['good.polar']).toContain('undefined-rule-call');
});

test.each([
  ['a NUL', 'f(1);\0', '1:7: error: hit the end of the file unexpectedly', 'U+0000'],
  ['a bell', 'f(1);\x07', '1:7: error: hit the end of the file unexpectedly', 'U+0007'],
  ['an end of DOS', 'f(1);\n\x1a', '2:2: error: hit the end of the file unexpectedly', 'U+001A'],
  ['a NUL before a rule', 'f(1);\0 g(2);', "1:9: error: did not expect to find the token '('", 'U+0000'],
  ['a NUL in a variable', 'f(\0x) if x = 1;', '1:3: error: Singleton variable', 'U+0000'],
  ['a form feed', 'f(1)\f if g(1);', '1:5: error: did not expect', 'U+000C'],
  ['a NUL in a body', 'f(x) if x = 1 \0;', '1:15: error: did not expect', 'U+0000'],
])('%s among text is a mistake of the policy, at its place', async (_, text, place, character) => {
  const { status, output } = await polar(folderOf({ 'a.polar': `${text}` }), ['check', 'a.polar']);
  expect(status).toBe(1);
  expect(output).toContain(`a.polar:${place}`);
  expect(output).toContain(character);
});

test('a setup in a fixture is told with what to remove', async () => {
  const text = `actor User { roles = ["a"]; }\ntest fixture f { setup { has_role(User{"b"}, "a"); } }\n`;
  const { output } = await polar(folderOf({ 'a.polar': text }), ['check', 'a.polar']);
  expect(output).toContain('a.polar:2:24: error: did not expect');
  expect(output).toContain('Facts stand here already: remove `setup {`, and the `}` that closes it.');
});

test.each([
  ['{"data": "nope.json"}', 1, '1:10: error: There is no file "nope.json", which "data" names.'],
  ['{"facts": ["facts.json", "nope.csv"]}', 1, '1:26: error: There is no file "nope.csv", which "facts" names.'],
  ['{"data": "sub"}', 1, '1:10: error: "sub" is a folder.'],
  ['{"data": "latin.json"}', 1, '1:10: error: "latin.json" is not text in UTF-8: line 1'],
  ['{"include": ["main.polar", "polices/*"]}', 0, '1:28: warning: "polices/*" fits no .polar file of this policy.'],
  ['{"host": {"kind": "node", "module": "./app.mjs"}}', 1, '1:37: error: There is no file "./app.mjs", which "module"'],
])('a file that the configuration %s names and that is not there is told at its place', async (text, status, line) => {
  const folder = folderOf({ 'polar.config.json': text, 'main.polar': clean, 'facts.json': '[]', 'sub/x.txt': '' });
  writeFileSync(join(folder, 'latin.json'), Buffer.from('{"é": 1}', 'latin1'));
  for (const names of [[], ['main.polar'], ['.']]) {
    const run = await polar(folder, ['check', ...names]);
    expect(run.output).toContain(`polar.config.json:${line}`);
    expect(run.status).toBe(status);
  }
  const json = codes((await polar(folder, ['check', '--format', 'json'])).output);
  expect(json).toEqual({ 'polar.config.json': ['configuration'], 'main.polar': [] });
});

test('a configuration above files that stand alone is told once', async () => {
  const folder = folderOf({
    'polar.config.json': '{"data": "no.json", "include": ["x"]}',
    'a.polar': clean,
    'b.polar': clean,
    'x/c.polar': clean,
  });
  const { output } = await polar(folder, ['check', 'a.polar', 'b.polar']);
  expect(output.match(/There is no file "no\.json"/g)).toHaveLength(1);
});

test('control characters in strings and comments are what they are in the engine', async () => {
  const folder = folderOf({ 'a.polar': '# \0\nallow(_, "a\0b", "\x07");\n' });
  expect(await polar(folder, ['check', 'a.polar'])).toMatchObject({ status: 0 });
});

test('a byte order mark is not part of the policy', async () => {
  const { output } = await polar(folderOf({ 'main.polar': `\uFEFF${broken}` }), [
    'check',
    '--format',
    'json',
    'main.polar',
  ]);
  expect((JSON.parse(output) as Report).files[0]?.diagnostics.map(({ code }) => code)).toEqual(['undefined-rule-call']);
});

test.each([
  [['check', 'nowhere.polar'], 'no-such-file', 'There is no file or folder "nowhere.polar".'],
  [['check', '*.nothing'], 'no-such-file', 'No file matches "*.nothing".'],
  [['check', 'empty'], 'no-policy-files', 'There is no .polar file in "empty" or below it.'],
])('%j is wrong use: %s', async (commandLine, code, message) => {
  const folder = folderOf({ 'main.polar': clean, 'empty/readme.txt': '' });
  const text = await polar(folder, commandLine);
  expect(text.status).toBe(2);
  expect(text.errors).toContain(`error: ${message}`);
  const json = await polar(folder, [...commandLine, '--format', 'json']);
  expect(JSON.parse(json.output)).toEqual({ error: { code, message: expect.stringContaining(message) } });
  const sarif = await polar(folder, [...commandLine, '--format', 'sarif']);
  expect(JSON.parse(sarif.output).runs[0].invocations[0].executionSuccessful).toBe(false);
});

test.each([
  ['a dangling link', 'gone.polar', 'There is no file or folder "gone.polar".'],
  [
    'a folder without policies',
    'empty',
    'There is no .polar file in "empty" or below it. Name a folder that holds one',
  ],
  ['a pattern that finds nothing', '*.nothing', 'No file matches "*.nothing".'],
])('%s among the names is told, and the others are checked', async (_, name, message) => {
  const folder = folderOf({ 'good.polar': `${RULE}f(x) if g(x);\n`, 'empty/readme.txt': '' });
  symlinkSync(join(folder, 'nowhere'), join(folder, 'gone.polar'));
  for (const names of [
    [name, 'good.polar'],
    ['good.polar', name],
  ]) {
    const { status, output, errors } = await polar(folder, ['check', ...names]);
    expect({ status, errors }).toEqual({ status: 2, errors: '' });
    expect(output).toContain(`${name}:1:1: error: ${message}`);
    expect(output).toContain('good.polar:2:9: error: Call to undefined rule: g(x)');
  }
  const json = codes((await polar(folder, ['check', '--format', 'json', name, 'good.polar'])).output);
  expect(json['good.polar']).toContain('undefined-rule-call');
});

test('a folder that is called as the configuration is told', async () => {
  const folder = folderOf({ 'main.polar': clean, 'polar.config.json/readme.txt': '' });
  const { status, errors } = await polar(folder, ['check']);
  expect({ status, errors }).toEqual({
    status: 2,
    errors: 'error: "polar.config.json" is a folder, and a configuration is a file. Rename the folder.\n',
  });
});

test.each(['../gone/app.js', '../../gone.py', 'app/../gone.ts', '/gone/app.py', '/gone/app.py:main', 'C:/gone/app.js'])(
  'a module of the host that is not there is told: %s',
  async (module) => {
    const host = { kind: 'node', module };
    const folder = folderOf({ 'main.polar': clean, 'polar.config.json': JSON.stringify({ host }) });
    const { status, output } = await polar(folder, ['check']);
    expect(output).toContain(`There is no file "${module}", which "module" of "host" names.`);
    expect(status).toBe(1);
  },
);

test('a module of the host that is named by its whole path and is there is not told', async () => {
  const folder = folderOf({ 'main.polar': clean, 'app.py': '' });
  const module = join(folder, 'app.py');
  writeFileSync(join(folder, 'polar.config.json'), JSON.stringify({ host: { kind: 'python', module } }));
  expect((await polar(folder, ['check'])).output).not.toContain('There is no file');
});

test('a configuration that is no JSON is shown where it breaks', async () => {
  const folder = folderOf({ 'polar.config.json': '{"dialect": library}', 'main.polar': clean });
  const { status, errors } = await polar(folder, ['check']);
  expect(status).toBe(2);
  expect(errors).toMatch(/^polar\.config\.json:1:\d+: error: /);
  expect(errors).toContain('{"dialect": library}');
});

test('on a terminal a long run says how far it is, and takes the line away', async () => {
  const { progressOn } = await import('../report/progress.ts');
  let time = 0;
  const written: string[] = [];
  const progress = progressOn({ write: (text) => written.push(text), isTerminal: true, columns: 80 }, () => time);
  for (time = 0; time <= 1000; time += 50) progress.show(`Read ${time}`);
  progress.clear();
  expect(written[0]).toBe('\r\u001b[KRead 300');
  expect(written.length).toBeLessThan(12);
  expect(written.at(-1)).toBe('\r\u001b[K');
});

test.each([
  'allow(a, b, _c) if a = b; else c;\n',
  'allow(a, b, _c) if a = b;\nend\n',
  'allow(a, b, _c) if a = b;\nRepo c;\n',
])('a word that stands alone is no block of resources (%s)', async (text) => {
  const { output, errors } = await polar(folderOf({ 'main.polar': text }), ['check', 'main.polar']);
  expect(output + errors).toContain('error:');
  expect(output + errors).not.toContain('resource blocks');
});

test('the Polar blocks of a Markdown file are one policy, and findings stand where they stand in the file', async () => {
  const folder = folderOf({
    'README.md':
      '# Policy\n\nf(x) is text.\n\n```polar\nallow(actor, _action, _resource) if admin(actor);\n```\n\n- and\n\n  ```polar\n  admin("anne");\n  broken(x) if;\n  ```\n',
    'NOTES.md': 'no policy\n',
  });
  const { status, output } = await polar(folder, ['check', 'README.md']);
  expect(status).toBe(1);
  expect(output).toMatch(/README\.md:13:15: error/);
  expect(output).toContain('  broken(x) if;');
  expect(output).not.toContain('undefined');
  const none = await polar(folder, ['check', 'NOTES.md']);
  expect(none.status).toBe(2);
  expect(none.errors).toContain('There is no Polar in "NOTES.md".');
});

test.each([
  ['README.md', '```polar\nallow(a, b, c) if a = b and c = c and\n```\n\nThen:\n\n```polar\nbar(1);\n```\n'],
  ['app.py', "load_str('''allow(a, b, c) if\na = b and c = c and''')\nload_str(\"bar(1);\")\n"],
])('a statement ends with its piece of a file: %s', async (name, text) => {
  for (const more of [[], ['--together']]) {
    const { status, output } = await polar(folderOf({ [name]: text }), ['check', ...more, name]);
    expect(status).toBe(1);
    expect(output).toContain(`${name}:2:`);
    expect(output).toContain('error: ');
    expect(output).toContain('1 error');
  }
});

test('MDX is read as Markdown, without what stands in comments', async () => {
  const folder = folderOf({
    'guide.mdx':
      '# Policy\n\n<Note>\n    ```polar\n    lost(1);\n    f(x) if lost(x) and gone(x);\n    ```\n</Note>\n\n{/*\n```polar\ng(\n```\n*/}\n',
  });
  const { output } = await polar(folder, ['check', 'guide.mdx']);
  expect(output).toMatch(/guide\.mdx:6:25: error: Call to undefined rule: gone\(x\)/);
  expect(output.match(/error:/g)).toHaveLength(1);
});

test('the policies in a program’s strings are checked one by one, and findings stand where they stand in the file', async () => {
  const folder = folderOf({
    'app.py': 'oso.load_str("""\nallow(_actor, "read", _repo);\nf(x) if lost(x);\n""")\noso.load_str("lost(1);")\n',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: The text of a program.
    'app.ts': 'await oso.loadStr(`allow(_a, "${action}", _b);`);\n',
    'app.go': 'func main() {}\n',
    'README.md': '```polar\nlost(1);\n```\n',
  });
  const { status, output } = await polar(folder, ['check', 'app.py']);
  expect(status).toBe(1);
  expect(output).toMatch(/app\.py:3:9: error: .*\[undefined-rule-call\]/);
  expect(output).toMatch(/app\.py:5:15: warning: .*\[missing-allow-rule\]/);
  expect(output).toContain('f(x) if lost(x);');
  const passed = await polar(folder, ['check', 'app.ts']);
  expect(passed.output + passed.errors).toMatch(/app\.ts:1:31: .*not known/);
  const none = await polar(folder, ['check', 'app.go']);
  expect(none.status).toBe(2);
  expect(none.errors).toContain('There is no Polar in "app.go".');
  const together = await polar(folder, ['check', '--together', 'app.py', 'README.md']);
  expect(together.output).not.toContain('undefined-rule-call');
});

test('a policy in a program’s string is asked', async () => {
  const folder = folderOf({ 'app.rb': 'OSO.load_str(<<~POLICY)\n  allow("anne", "read", "book");\nPOLICY\n' });
  const { status, output } = await polar(folder, ['query', '--policy', 'app.rb', 'allow("anne", action, "book")']);
  expect(status).toBe(0);
  expect(output).toContain('read');
});

test('a message of several lines goes on below its first, indented, above the line of the text', async () => {
  const { output } = await polar(folderOf({ 'main.polar': 'f(1);\n' }), ['check', 'main.polar']);
  expect(output).toBe(
    [
      'main.polar:1:1: warning: Your policy does not contain an allow rule, which usually means [missing-allow-rule]',
      '    that no actions are allowed. Did you mean to add an allow rule to',
      '    the top of your policy?',
      '',
      '      allow(actor, action, resource) if ...',
      '  1 │ f(1);',
      '    │ ^',
      '',
      '1 file checked: 1 warning.',
      '',
    ].join('\n'),
  );
});

test('an error of several lines that ends a command is one error', async () => {
  const { errors, status } = await polar(folderOf({ 'main.polar': 'f(x) if y = x and y.a = 1 and y.b = 2;\n' }), [
    'query',
    '--policy',
    'main.polar',
    'f(_x)',
  ]);
  expect(status).toBe(2);
  const lines = errors.split('\n');
  expect(lines[0]).toMatch(/^(main\.polar:1:\d+: )?error: Found an unhandled partial in the query result: /);
  expect(lines.slice(1, 4)).toEqual([
    '',
    '    This can happen when there is a variable used inside a rule',
    '    which is not related to any of the query inputs.',
  ]);
});

test('an inline query that fails is an error, as the library does not load such a policy', async () => {
  const { status, output } = await polar(folderOf({ 'main.polar': 'f(1);\n?= f(1);\n?= 1 = 2;\n' }), [
    'check',
    'main.polar',
  ]);
  expect(status).toBe(1);
  expect(output).toContain(
    'main.polar:3:4: error: This inline query has no answer, so the library will not load the policy.',
  );
  expect(output).toContain('1 file checked: 1 error');
});

test('an inline query that asks the application is left alone, unless the configured data can answer it', async () => {
  const rules = 'allow(user: User, "read", _) if user.name = "larry";\n?= allow(larry, "read", "book");\n';
  const files = { 'main.polar': `${rules}?= x = new User() and x.name = "b";\n` };
  expect(await polar(folderOf(files), ['check', 'main.polar'])).toMatchObject({ status: 0 });
  const data = JSON.stringify({
    classes: { User: { fields: ['name'] } },
    objects: { larry: { $class: 'User', name: 'anne' } },
  });
  const configured = { 'main.polar': rules, 'polar.config.json': '{"data": "data.json"}', 'data.json': data };
  const { status, output } = await polar(folderOf(configured), ['check', 'main.polar']);
  expect(status).toBe(1);
  expect(output).toContain('has no answer with the data that is configured');
});

test('a constant that the data file declares is no variable that stands once', async () => {
  const files = {
    'main.polar': 'grab(v) if v = conf.level;\n',
    'polar.config.json': '{"data": "data.json"}',
    'data.json': '{"constants": {"conf": {"level": 1}}}',
  };
  expect(await polar(folderOf(files), ['check', 'main.polar'])).toMatchObject({ status: 0 });
  const without = { ...files, 'data.json': '{"constants": {"other": 1}}' };
  expect((await polar(folderOf(without), ['check', 'main.polar'])).output).toContain('Singleton variable conf');
});

test.each(['["nope/*.polar"]', '[]'])('a configuration that includes nothing (%s) is no success', async (include) => {
  const folder = folderOf({ 'polar.config.json': `{"include": ${include}}`, 'main.polar': 'f(1);' });
  for (const command of ['check', 'test']) {
    expect(await polar(folder, [command])).toMatchObject({ status: 2, errors: expect.stringContaining('"include"') });
  }
});

test.each([
  ['["nope/*.polar"]', 2],
  ['["../elsewhere"]', 2],
  ['["../elsewhere", "inner/*.polar"]', 0],
  ['["inner"]', 0],
  ['[]', 0],
])(
  'a configuration that includes %s, beside another that includes something, ends with %i',
  async (include, status) => {
    const folder = folderOf({
      'polar.config.json': `{"include": ${include}}`,
      'inner/polar.config.json': '{}',
      'inner/main.polar': 'f(1);\n?= f(1);\n',
    });
    for (const command of ['check', 'test']) {
      const ended = await polar(folder, [command]);
      expect([command, ended.status]).toEqual([command, status]);
      if (status === 2) expect(ended.errors).toMatch(/includes no \.polar file\. .*"(?:include|\.\.\/elsewhere)"/);
    }
  },
);

test('what is wrong with the configuration of one policy does not hide the findings of others', async () => {
  const folder = folderOf({
    'one/polar.config.json': '{"dialct": "cloud"}',
    'one/main.polar': 'allow(_, _, x) if lost(x);\n',
    'three/polar.config.json': '{"include": 1}',
    'three/main.polar': 'f(1);\n',
    'two/polar.config.json': '{}',
    'two/main.polar': 'allow(_, _, x) if gone(x);\n',
  });
  const { status, output, errors } = await polar(folder, ['check', 'one', 'two', 'three']);
  expect(status).toBe(2);
  expect(output).toContain('two/main.polar:1:19: error: Call to undefined rule: gone(x)');
  expect(errors).toContain('"dialct" is not a setting');
  expect(errors).toContain('three/polar.config.json:1:');
  const json = await polar(folder, ['check', 'one', 'two', 'three', '--format=json']);
  expect(json.status).toBe(2);
  const { error } = JSON.parse(json.output);
  expect([error, ...error.others].map(({ file }) => file)).toEqual([
    'one/polar.config.json',
    'three/polar.config.json',
  ]);
});

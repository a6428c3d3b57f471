import { chmodSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOf, polar } from '../../test/command.ts';

const loose = 'f( 1 );\n\n\nresource R{roles=["a"];}\n';
const neat = 'f(1);\n\nresource R {\n  roles = ["a"];\n}\n';
const long =
  'allow(user: User, "write", doc: Doc) if other.name = "x" and user.organization.department = doc.organization.department;';
const textOf = (folder: string, name = 'a.polar') => readFileSync(join(folder, name), 'utf8');

test('files are changed in place, and named', async () => {
  const folder = folderOf({ 'a.polar': loose, 'b.polar': neat });
  const { status, output } = await polar(folder, ['format']);
  expect(status).toBe(0);
  expect(output).toBe('a.polar\n1 file formatted, 1 left as they were.\n');
  expect(textOf(folder)).toBe(neat);
});

test.each([
  ['the next line', `# polar-disable-next-line singleton-variable\n${long}\n`],
  ['its own line', `${long} # polar-disable-line singleton-variable\n`],
  ['a goal among others', `${long.replace(' and ', ' # polar-disable-line singleton-variable\n  and ')}\n`],
])('what a comment suppresses on %s stays suppressed', async (_place, rule) => {
  const folder = folderOf({ 'a.polar': `h(1) ;\n${rule}` });
  const found = async () => (await polar(folder, ['check', 'a.polar'])).output.match(/\[[\w-]+\]$/gm);
  const before = await found();
  expect(await polar(folder, ['format'])).toMatchObject({ status: 0, output: expect.stringContaining('a.polar') });
  expect(before).not.toContain('[singleton-variable]');
  expect(await found()).toEqual(before);
});

test('--check changes nothing and exits 1 where something is not formatted', async () => {
  const folder = folderOf({ 'a.polar': loose, 'b.polar': neat });
  const { status, output } = await polar(folder, ['format', '--check']);
  expect(status).toBe(1);
  expect(output).toBe('a.polar\n1 file of 2 not formatted: run polar format without --check.\n');
  expect(textOf(folder)).toBe(loose);
  expect(await polar(folder, ['format', '--check', 'b.polar'])).toMatchObject({
    status: 0,
    output: '1 file checked, all formatted.\n',
  });
});

test('--diff shows what would change', async () => {
  const folder = folderOf({ 'a.polar': 'f( 1 );\ng(2);\n' });
  const { status, output } = await polar(folder, ['format', '--diff']);
  expect(status).toBe(0);
  expect(output).toContain(
    '--- a.polar\tas it is\n+++ a.polar\tformatted\n@@ -1,2 +1,2 @@\n-f( 1 );\n+f(1);\n g(2);\n',
  );
  expect(textOf(folder)).toBe('f( 1 );\ng(2);\n');
  expect(await polar(folder, ['format', '--diff', '--check'])).toMatchObject({ status: 1, output });
});

test('--stdin writes the text to the standard output', async () => {
  const folder = folderOf({ 'a.polar': neat });
  expect(await polar(folder, ['format', '--stdin'], { input: loose })).toMatchObject({ status: 0, output: neat });
  expect(await polar(folder, ['format', '--stdin', '--check'], { input: loose })).toMatchObject({
    status: 1,
    output: '',
  });
  expect(await polar(folder, ['format', '--stdin', 'a.polar', 'b.polar'], { input: loose })).toMatchObject({
    status: 2,
  });
});

test('.editorconfig says how far to indent', async () => {
  const folder = folderOf({
    '.editorconfig': 'root = true\n[*]\nindent_style = space\nindent_size = 4\n[tabs/*.polar]\nindent_style = tab\n',
    'a.polar': loose,
    'tabs/a.polar': loose,
  });
  await polar(folder, ['format']);
  expect(textOf(folder)).toContain('\n    roles');
  expect(textOf(folder, 'tabs/a.polar')).toContain('\n\troles');
  const { output } = await polar(folder, ['format', '--stdin', 'tabs/new.polar'], { input: loose });
  expect(output).toContain('\n\troles');
});

test('polar.config.json says how wide a line may be', async () => {
  const folder = folderOf({
    'polar.config.json': '{"format": {"lineWidth": 20}}',
    'a.polar': 'f("aaaaaaaa", "bbbbbbbb");\n',
  });
  await polar(folder, ['format']);
  expect(textOf(folder)).toBe('f(\n  "aaaaaaaa",\n  "bbbbbbbb"\n);\n');
});

test('what does not read stays, and is told', async () => {
  const folder = folderOf({ 'a.polar': 'f( 1 ) if;\nf( 2 );\n' });
  const { status, errors } = await polar(folder, ['format']);
  expect(status).toBe(0);
  expect(errors).toBe('a.polar: 1 statement does not read and stays as written; polar check shows why.\n');
  expect(textOf(folder)).toBe('f( 1 ) if;\nf(2);\n');
});

test('a byte order mark and line breaks are kept', async () => {
  const folder = folderOf({ 'a.polar': '\uFEFFf( 1 );\r\n' });
  await polar(folder, ['format']);
  expect(textOf(folder)).toBe('\uFEFFf(1);\r\n');
});

test('a file that is formatted is not written', async () => {
  const folder = folderOf({ 'a.polar': neat });
  chmodSync(join(folder, 'a.polar'), 0o444);
  const before = statSync(join(folder, 'a.polar')).mtimeMs;
  expect((await polar(folder, ['format'])).status).toBe(0);
  expect(statSync(join(folder, 'a.polar')).mtimeMs).toBe(before);
});

test('in Markdown, the fences of Polar are formatted and nothing else', async () => {
  const text =
    '# Title  \n\n```polar\nf( 1 );\n```\n\n- item\n\n  ```polar\n  resource R{roles=["a"];}\n  ```\n\n```js\nf( 1 )\n```\n';
  const folder = folderOf({ 'a.md': text });
  await polar(folder, ['format', 'a.md']);
  expect(textOf(folder, 'a.md')).toBe(
    text.replace('f( 1 );', 'f(1);').replace('resource R{roles=["a"];}', 'resource R {\n    roles = ["a"];\n  }'),
  );
});

test('in Markdown, what no reader takes for a fence stays, as do quotes and MDX beside its fences', async () => {
  const fence = '```polar\nf( 1 );\n```\n';
  const kept = `<!--\n${fence}-->\n\n    ${fence.replaceAll('\n', '\n    ')}\n\n> ${fence.replaceAll('\n', '\n> ')}\n`;
  const folder = folderOf({
    'a.md': `${kept}\n1. ${fence.replaceAll('\n', '\n   ')}\n`,
    'b.mdx': `<A>\n${fence}</A>\n`,
  });
  await polar(folder, ['format', 'a.md', 'b.mdx']);
  expect(textOf(folder, 'a.md')).toBe(`${kept}\n1. ${fence.replace('f( 1 )', 'f(1)').replaceAll('\n', '\n   ')}\n`);
  expect(textOf(folder, 'b.mdx')).toBe(`<A>\n${fence.replace('f( 1 )', 'f(1)')}</A>\n`);
});

test('a name that is not there exits 2', async () => {
  expect(await polar(folderOf({}), ['format', 'nothing.polar'])).toMatchObject({ status: 2 });
});

test.each([
  ['f(1);\ng(x) if = 1;\nh(2);\n', '1 statement does not read and stays'],
  ['f(1);\ng(x) if = 1;\nh(2);\nk(x if;\n', '2 statements do not read and stay'],
])('statements that do not read are counted, and those alone: %j', async (text, told) => {
  const { errors } = await polar(folderOf({ 'a.polar': text }), ['format']);
  expect(errors).toBe(`a.polar: ${told} as written; polar check shows why.\n`);
});

import { expect, test } from 'vitest';
import { folderOf, polar } from '../../test/command.ts';

const policy = `actor User {}
resource Repo { roles = ["reader"]; permissions = ["read"]; "read" if "reader"; }
has_role(user: User, role: String, repo: Repo) if role in user.roles and repo.x;
allow(actor, action, resource) if has_permission(actor, action, resource);`;

test.each([
  [[], '### Repo\n\n| Repo | reader |\n| --- | --- |\n| read | yes |\n'],
  [['--format', 'svg'], '<svg xmlns="http://www.w3.org/2000/svg"'],
  [['--format', 'mermaid'], 'flowchart LR\n'],
  [['--format', 'json'], '"permission": "read"'],
])('polar graph %s', async (words, expected) => {
  const { status, output, errors } = await polar(folderOf({ 'main.polar': policy }), ['graph', ...words]);
  expect({ status, errors }).toEqual({ status: 0, errors: '' });
  expect(output).toContain(expected);
});

test('a policy without blocks has no roles', async () => {
  const { status, output } = await polar(folderOf({ 'main.polar': 'allow("a", "b", "c");' }), ['graph', 'main.polar']);
  expect(status).toBe(0);
  expect(output).toBe('No block of the policy declares permissions.\n');
});

/** What a drawing could take for its own: of HTML, SVG, Mermaid with its directives, and Markdown in it. */
const hostile = [
  '<script>x()</script>',
  'a`b',
  '%%{init: {}}%%',
  '](javascript:x)',
  '&lt;',
  'a;b',
  '#35;',
  '1. one',
  '- two',
  '__x__',
  '--> n1',
  'a\\"b',
  'a\\nb',
  'a|b',
  'x]',
];
const names = hostile.map((name) => `"${name}"`);
const hostilePolicy = `actor User {}
resource Doc { roles = ["end"]; permissions = [${names.join(', ')}]; ${names.map((name) => `${name} if "end";`).join(' ')} }`;

test('names of a policy are nothing but names in a drawing', async () => {
  const folder = folderOf({ 'p.polar': hostilePolicy });
  const drawn = async (format: string) => (await polar(folder, ['graph', 'p.polar', '--format', format])).output;
  const mermaid = await drawn('mermaid');
  const labels = [...mermaid.matchAll(/^ {4}n\d+\(?\["(.*)"\]\)?$/gm)].map(([, label]) => label!);
  expect(labels).toHaveLength(hostile.length + 1);
  for (const label of labels) expect(label).toMatch(/^[\p{L}\p{N} _.,:/#;-]*$/u);
  // What the numbers stand for is the name.
  const read = labels.map((label) =>
    label.replaceAll(/#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code))),
  );
  expect(read.slice(1)).toEqual(hostile.map((name) => name.replace('\\"', '"').replace('\\n', '\n')));
  for (const label of labels) expect(label).not.toMatch(/^(\d+\.|[-+*]) |(^|\W)_|_(\W|$)/);
  const svg = await drawn('svg');
  expect(svg).not.toMatch(/<script|<\/script/);
  expect(svg).toContain('&lt;script&gt;x()&lt;/script&gt;');
});

test.each(['mermaid', 'html'])('names of a policy are nothing but names in an explanation as %s', async (format) => {
  const folder = folderOf({
    'p.polar': `${hostilePolicy}\nallow(u: User, a: String, d: Doc) if has_permission(u, a, d);`,
    'f.polar': '',
  });
  for (const name of names) {
    const words = [
      'explain',
      '--policy',
      'p.polar',
      '--facts',
      'f.polar',
      '--format',
      format,
      `allow(User{${name}}, ${name}, Doc{${name}})`,
    ];
    const { output, errors } = await polar(folder, words);
    expect(errors).toBe('');
    expect(output).not.toMatch(/<\/?script|<[^>]*javascript:|%%\{.*\n {2}n/);
    if (format === 'mermaid')
      for (const line of output.split('\n').filter((one) => one.includes('["')))
        expect(line).toMatch(/^ {2}\w+\["[\p{L}\p{N} .,:(){}[\]/=_#;-]*(<br\/>[^"<]*)?"\]$/u);
  }
});

import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { readArguments } from '../build/check-files.ts';
import { LIST, listWith, MANIFEST, manifestWith, SCHEMA, schemaWith } from '../build/check-lists.ts';
import { checks } from '../src/index.ts';

const root = new URL('../../../', import.meta.url);
const read = (file: URL): string => readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
const values = (json: string): string => JSON.stringify(JSON.parse(json), undefined, 1);

describe('what is written from the table of checks is up to date: else run `npm run generate`', () => {
  it('the list in docs/checks', () => {
    expect(listWith(read(LIST))).toBe(read(LIST));
  });

  it('the codes in the schema of polar.config.json', () => {
    expect(values(schemaWith(read(SCHEMA)))).toBe(values(read(SCHEMA)));
  });

  it("the setting of the extension's manifest", () => {
    expect(values(manifestWith(read(MANIFEST)))).toBe(values(read(MANIFEST)));
  });

  it.each(checks.map((check) => [check.code, check.summary]))(
    'the page of %s says what it reports',
    (code, summary) => {
      expect(read(new URL(`docs/checks/${code}.md`, root)).split('\n\n')[1]).toBe(summary);
    },
  );
});

describe('a new check', () => {
  it.each([
    [['Unused', 'A rule.']],
    [['unused']],
    [['unused', 'A rule without a full stop']],
    [['unused', 'A rule.', '--severity', 'fatal']],
    [['unused', 'A rule.', '--dialect', 'prolog']],
    [['unused', 'A rule.', '--color']],
  ])('is refused with the usage: %j', (args) => {
    expect(readArguments(args)).toContain('npm run new-check -- <code>');
  });

  const made: string[] = [];
  afterAll(() => {
    for (const each of made) rmSync(each, { recursive: true, force: true, maxRetries: 5 });
  });

  it('gets its files, its row and its place in all lists, and is found out of the box', () => {
    const top = join(realpathSync(mkdtempSync(join(tmpdir(), 'polar-checks-'))), 'a b (c) ü');
    made.push(join(top, '..'));
    for (const path of ['package.json', 'biome.json', 'docs/checks', 'packages/policy'])
      cpSync(new URL(path, root), join(top, path), {
        recursive: true,
        filter: (from) => !from.includes('node_modules'),
      });
    // Biome asks git what to leave out.
    writeFileSync(join(top, '.gitignore'), 'node_modules\n');
    symlinkSync(fileURLToPath(new URL('node_modules', root)), join(top, 'node_modules'), 'junction');
    const run = (...args: string[]): string => execFileSync(process.execPath, args, { cwd: top, encoding: 'utf8' });
    const summary = 'What `nobody` wants, "ever".';
    const code = 'sought-in-vain';
    run(join(top, 'packages/policy/build/new-check.ts'), code, summary, '--dialect', 'cloud');

    const file = (path: string): string => readFileSync(join(top, path), 'utf8');
    expect(file('docs/checks/README.md')).toContain(
      `| [sought-in-vain](sought-in-vain.md) | warning | Cloud | ${summary} |`,
    );
    expect(file('packages/policy/polar.config.schema.json')).toContain('"sought-in-vain"');
    expect(file('package.json')).toContain('"sought-in-vain"');
    expect(file(`docs/checks/${code}.md`)).toContain(`\n\n${summary}\n\n`);
    const policy = pathToFileURL(join(top, 'packages/policy/src/index.ts')).href;
    const fixture = 'packages/policy/test/checks/sought-in-vain/sought-in-vain.polar';
    const found = run(
      '--input-type=module',
      '-e',
      `import { check, checks, createPolicy } from ${JSON.stringify(policy)};
       import { readFileSync } from 'node:fs';
       const text = readFileSync(${JSON.stringify(fixture)}, 'utf8');
       const found = check(createPolicy([{ uri: 'a', text }], { dialect: 'cloud' })).get('a');
       console.log(checks.at(-1).code, found.filter(({ code }) => code === 'sought-in-vain').length);`,
    );
    expect(found.trim()).toBe('sought-in-vain 1');
    // Once more is once too often.
    expect(() => run(join(top, 'packages/policy/build/new-check.ts'), 'sought-in-vain', summary)).toThrow(
      'is there already',
    );
  });
});

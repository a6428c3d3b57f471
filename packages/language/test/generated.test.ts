import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { readConfiguration, root } from '../build/configuration.ts';
import { folder, generate } from '../build/generate.ts';
import { readable } from '../build/readable-grammar.ts';

const ADVICE = 'else run `npm run generate`';
const places = readConfiguration();
/** Langium ends lines as the system does. */
const read = (file: string | URL): string => readFileSync(file, 'utf8').replaceAll('\r\n', '\n');

const made: string[] = [];
afterAll(() => {
  for (const each of made) rmSync(each, { recursive: true, force: true, maxRetries: 5 });
});
const temporary = (): string => {
  const name = realpathSync(mkdtempSync(join(tmpdir(), 'polar-language-')));
  made.push(name);
  return name;
};

it(`what our generator writes is up to date with the grammar as Langium read it: ${ADVICE}`, async () => {
  for (const [name, text] of await generate()) {
    expect(text === read(new URL(name, folder)), `src/generated/${name}`).toBe(true);
  }
});

it(`what Langium writes is up to date with the grammar: ${ADVICE}`, () => {
  const top = temporary();
  const configuration = JSON.parse(read(new URL('langium-config.json', root))) as {
    out: string;
    languages: [{ grammar: string; bnf: { out: string } }];
  };
  configuration.languages[0].grammar = fileURLToPath(places.grammar);
  writeFileSync(join(top, 'langium-config.json'), JSON.stringify(configuration));
  const langium = fileURLToPath(new URL('node_modules/langium-cli/bin/langium.js', root));
  execFileSync(process.execPath, [langium, 'generate'], { cwd: top, stdio: 'pipe' });
  const written = join(top, configuration.out);
  const kept = new URL('.', places.module);
  expect(readdirSync(kept)).toEqual(readdirSync(written));
  for (const name of readdirSync(written))
    expect(read(join(written, name)) === read(new URL(name, kept)), name).toBe(true);
  const bnf = read(join(top, configuration.languages[0].bnf.out));
  expect(readable(bnf) === read(places.bnf), 'docs/language/grammar.bnf').toBe(true);
});

it('the grammar for people can be made readable again: nothing is lost or added', () => {
  const text = read(places.bnf);
  expect(readable(text)).toBe(text);
  expect(text).not.toContain('<HIDDEN>*');
});

it('the generator writes its files from a folder with blanks, brackets and letters beyond ASCII in its name', () => {
  const top = join(temporary(), 'a b (c) ü');
  for (const path of ['langium-config.json', 'package.json', 'docs/language', 'packages/language'])
    cpSync(new URL(path, root), join(top, path), {
      recursive: true,
      filter: (from) => !from.includes('node_modules'),
    });
  const target = join(top, 'packages', 'language', 'src', 'generated');
  rmSync(target, { recursive: true, maxRetries: 5 });
  symlinkSync(fileURLToPath(new URL('node_modules', root)), join(top, 'node_modules'), 'junction');
  execFileSync(process.execPath, [join(top, 'packages', 'language', 'build', 'generate.ts')], { stdio: 'pipe' });
  expect(readdirSync(target).sort()).toEqual(readdirSync(folder).sort());
});

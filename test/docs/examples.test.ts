/**
 * The examples in `docs/language`. ```` ```polar library ```` and ```` ```polar cloud ````: no error is found, and the reference loads what is the Library's, which asks its inline queries.
 * ```` ```polar library wrong ````: a comment at the end of a line, or below it, is the beginning of what is said about that line.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { compile, prepare, solve } from '@polar-tools/evaluator';
import { check, createPolicy, type Diagnostic, type Dialect } from '@polar-tools/policy';
import { describe, expect, it, vi } from 'vitest';

interface Oso {
  registerClass(made: new () => object, options: { name: string }): void;
  loadStr(text: string): Promise<void>;
}
const { Oso } = createRequire(import.meta.url)('oso') as { Oso: new () => Oso };

const folder = new URL('../../docs/language/', import.meta.url);

interface Example {
  readonly page: string;
  readonly line: number;
  readonly dialect: Dialect;
  readonly wrong: boolean;
  readonly text: string;
}

function examplesOf(page: string): Example[] {
  const text = readFileSync(new URL(page, folder), 'utf8').replaceAll('\r\n', '\n');
  return [...text.matchAll(/^```polar ?(.*)\n([\s\S]*?)^```$/gm)].map((match) => {
    const [dialect, wrong] = match[1]!.split(' ');
    const line = text.slice(0, match.index).split('\n').length;
    if ((dialect !== 'library' && dialect !== 'cloud') || (wrong !== undefined && wrong !== 'wrong'))
      throw new Error(`${page}:${line}: an example says its dialect, and whether it is wrong`);
    return { page, line, dialect, wrong: wrong !== undefined, text: match[2]! };
  });
}

const examples = readdirSync(folder)
  .filter((name) => name.endsWith('.md'))
  .flatMap(examplesOf);
const title = ({ page, line }: Example): string => `${page}:${line}`;
const findings = ({ dialect, text }: Example): readonly Diagnostic[] =>
  check(createPolicy([{ uri: 'example.polar', text }], { dialect })).get('example.polar')!;

/** What the reference says of a policy whose classes are all registered; undefined where it loads it. */
async function refused(text: string): Promise<string | undefined> {
  const silent = vi.spyOn(console, 'error').mockImplementation(() => {});
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => {});
  try {
    const oso = new Oso();
    const builtIn = ['String', 'Integer', 'Float', 'Boolean', 'List', 'Dictionary', 'Actor', 'Resource'];
    for (const name of new Set(text.match(/\b\p{Lu}\w*/gu)))
      if (!builtIn.includes(name)) oso.registerClass(class {}, { name });
    await oso.loadStr(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    silent.mockRestore();
    warned.mockRestore();
  }
}

it('there are examples of both dialects', () => {
  expect(examples.filter(({ dialect }) => dialect === 'library').length).toBeGreaterThan(30);
  expect(examples.filter(({ dialect }) => dialect === 'cloud').length).toBeGreaterThan(3);
});

describe('what is right', () => {
  it.each(examples.filter(({ wrong }) => !wrong).map((each) => [title(each), each] as const))('%s', async (_, each) => {
    const errors = findings(each).filter(({ severity }) => severity === 'error');
    expect(errors.map(({ message }) => message)).toEqual([]);
    if (each.dialect === 'library') expect(await refused(each.text)).toBeUndefined();
  });

  it.each(
    examples.filter(({ wrong, text }) => !wrong && text.includes('?=')).map((each) => [title(each), each] as const),
  )('%s: its inline queries hold here as well', (_, { text, dialect }) => {
    const program = compile(createPolicy([{ uri: 'example.polar', text }], { dialect }));
    for (const [, query] of text.matchAll(/^\?= ([\s\S]*?);$/gm)) {
      const prepared = prepare(program, query!);
      expect(prepared.errors).toEqual([]);
      const [first] = solve(prepared.query!);
      expect(first?.kind, query).toBe('answer');
    }
  });
});

describe('what is wrong', () => {
  it.each(examples.filter(({ wrong }) => wrong).map((each) => [title(each), each] as const))('%s', async (_, each) => {
    const found = findings(each);
    const lines = each.text.split('\n');
    const said = lines.flatMap((line, i) => {
      const [, below, words] = /(^| )# (.*)$/.exec(line) ?? [];
      return words === undefined ? [] : [{ line: below === '' ? i - 1 : i, words }];
    });
    expect(said.length).toBeGreaterThan(0);
    for (const { line, words } of said) {
      const messages = found
        .filter(({ start }) => each.text.slice(0, start).split('\n').length - 1 === line)
        .map(({ message }) => message);
      expect(
        messages.some((message) => message.startsWith(words)),
        `${words}\nsaid: ${messages.join('\n')}`,
      ).toBe(true);
    }
    const isError = found.some(({ severity }) => severity === 'error');
    if (each.dialect === 'library' && isError) expect(await refused(each.text)).toBeDefined();
  });
});

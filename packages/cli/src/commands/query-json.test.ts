import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { folderOf, polar, surroundingsIn } from '../../test/command.ts';
import { run } from '../run.ts';

const schema = new Ajv2020({ allErrors: true }).compile(
  JSON.parse(readFileSync(new URL('../../../../docs/answers.schema.json', import.meta.url), 'utf8')),
);

const jsonOf = async (written: string): Promise<unknown> => {
  const { output } = await polar(folderOf({}), ['query', '--format', 'json', `x = ${written}`]);
  const document = JSON.parse(output);
  expect(schema(document), JSON.stringify(schema.errors)).toBe(true);
  return (document as { results: { x: unknown }[] }).results[0]?.x;
};

test.each([
  ['1', 1],
  ['-7', -7],
  ['9007199254740991', 9007199254740991],
  ['1.5', 1.5],
  ['0.1', 0.1],
  ['true', true],
  ['"a"', 'a'],
  ['"inf"', 'inf'],
  ['[]', []],
  ['{}', {}],
  ['[1, {a: ["b", 2.5]}]', [1, { a: ['b', 2.5] }]],
])('%s is itself in JSON', async (written, expected) => {
  expect(await jsonOf(written)).toEqual(expected);
});

test.each([
  ['9007199254740993', { $integer: '9007199254740993' }],
  ['-9223372036854775807', { $integer: '-9223372036854775807' }],
  ['1.0', { $float: '1.0' }],
  ['-0.0', { $float: '-0.0' }],
  ['1e300', { $float: '1e+300' }],
  ['inf', { $float: 'inf' }],
  ['-inf', { $float: '-inf' }],
  ['nan', { $float: 'nan' }],
  ['[1.0, {a: 9007199254740993}]', [{ $float: '1.0' }, { a: { $integer: '9007199254740993' } }]],
])('%s is told from all others', async (written, expected) => {
  expect(await jsonOf(written)).toEqual(expected);
});

test('of a big dictionary that a goal does not fit, why tells a part', async () => {
  const policy = 'h(0, 1) if cut;\nh(n, {a: x, b: x}) if h(n - 1, x);\n';
  const commandLine = ['query', '--policy', 'main.polar', '--format', 'json', 'h(15, x) and y = x.zz'];
  const { status, output } = await polar(folderOf({ 'main.polar': policy }), commandLine);
  expect(status).toBe(1);
  expect(output).toMatch(/"why": \["y = x\.zz: \{a: \{a: .*…/);
  expect(output.length).toBeLessThan(5_000);
});

test('what an unbound variable is told as', async () => {
  const { output } = await polar(folderOf({}), ['query', '--format', 'json', 'x > 1']);
  expect(output).toBe('{"results": [{"x": {"$polar": "_this > 1"}}]}\n');
  expect(schema(JSON.parse(output))).toBe(true);
});

test('answers are written as they are found, and a query that is ended leaves a whole document, with what ended it', async () => {
  const policy = 'n(0); n(x) if n(y) and x = y + 1;';
  const { surroundings, ran } = surroundingsIn(folderOf({ 'main.polar': policy }));
  const written: string[] = [];
  let interrupt = (): void => {};
  const status = await run(['query', '-p', 'main.polar', '--format', 'json', '--timeout', '0', 'n(x)'], {
    ...surroundings,
    output: {
      ...surroundings.output,
      write: (text) => {
        written.push(text);
        if (written.length === 500) interrupt();
      },
    },
    onInterrupt: (listener) => {
      interrupt = listener;
      return () => {};
    },
  });
  expect(status).toBe(2);
  expect(written.length).toBeGreaterThan(500);
  expect(written[0]).toBe('{"results": [{"x": 0}');
  const document = JSON.parse(written.join('')) as { results: { x: number }[]; error: { code: string } };
  expect(document.results.slice(0, 3)).toEqual([{ x: 0 }, { x: 1 }, { x: 2 }]);
  expect(document.error.code).toBe('interrupted');
  expect(schema(document)).toBe(true);
  expect(ran().errors).toBe('');
});

test.each(['json', 'jsonl'])('so does one over facts in %s, in its search and between its answers', async (format) => {
  const policy = 'declare n(Integer);\nt(x: Integer, y: Integer, z: Integer) if n(x) and n(y) and n(z);\n';
  const facts = `${Array.from({ length: 60 }, (_, n) => `["n", ${n}]`).join('\n')}\n`;
  for (const when of ['search', 'answers']) {
    const { surroundings } = surroundingsIn(folderOf({ 'main.polar': policy, 'facts.jsonl': facts }));
    const written: string[] = [];
    let interrupt = (): void => {};
    const commandLine = [
      '-p',
      'main.polar',
      '--facts',
      'facts.jsonl',
      '--format',
      format,
      '--timeout',
      '0',
      't(x, y, z)',
    ];
    const status = await run(['query', ...commandLine], {
      ...surroundings,
      output: {
        ...surroundings.output,
        write: (text) => {
          written.push(text);
          if (when === 'answers' && written.length === 500) interrupt();
        },
      },
      onInterrupt: (listener) => {
        interrupt = listener;
        if (when === 'search') setImmediate(listener);
        return () => {};
      },
    });
    expect(status).toBe(2);
    if (format === 'json') {
      const document = JSON.parse(written.join(''));
      expect(document.error).toMatchObject({ code: 'interrupted' });
      expect(document.results.length).toBeLessThan(60 ** 3);
    } else {
      const lines = written.join('').trim().split('\n');
      expect(lines.map((line) => JSON.parse(line)).at(-1)).toMatchObject({ error: { code: 'interrupted' } });
      expect(lines.length).toBeLessThan(60 ** 3);
    }
  }
});

import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { withConstants } from '../../scripts/constants.mjs';

describe('the constants of a bundle', () => {
  it.each([
    ['var a = 1;', 'const a = 1;'],
    ['var a=1,b=a+1,c;var d=2;', 'const a=1,b=a+1;var c;const d=2;'],
    ['var a = (1, 2), f = (b) => { b = 3; };', 'const a = (1, 2),f = (b) => { b = 3; };'],
    // What is given another value, anywhere and in whichever way, stays.
    ['var a = 1; function f() { a = 2; }', 'var a = 1; function f() { a = 2; }'],
    ['var a=1,b=2;b++;', 'const a=1;var b=2;b++;'],
    ['var a=1,b=2;[a, {x: b}] = [];', 'var a=1,b=2;[a, {x: b}] = [];'],
    ['var a=1;for (a of []) ;', 'var a=1;for (a of []) ;'],
    ['var a=1,b=2;a.c = b;', 'const a=1,b=2;a.c = b;'],
    ['var a=1;a ??= 2;', 'var a=1;a ??= 2;'],
    // So does what has no value yet, what is there twice, and what CommonJS gives.
    ['var a;', 'var a;'],
    ['var a = 1; var a = 2;', 'var a = 1; var a = 2;'],
    ['var a = 1; function a() {}', 'var a = 1; function a() {}'],
    [
      "var module = typeof module === 'undefined' ? {} : module;",
      "var module = typeof module === 'undefined' ? {} : module;",
    ],
    ['function f() { var a = 1; } const b = 1; let c = 2;', 'function f() { var a = 1; } const b = 1; let c = 2;'],
  ])('%s', (text, expected) => {
    expect(withConstants(text)).toBe(expected);
    expect(withConstants(expected)).toBe(expected);
  });

  it.each([true, false])('are those of its modules, and it does the same (minified: %s)', async (minify) => {
    const { outputFiles } = await build({
      stdin: {
        contents: `import { compile, Machine, prepare } from './packages/evaluator/src/index.ts';
          import { createPolicy } from './packages/policy/src/index.ts';
          const { query } = prepare(compile(createPolicy([{ uri: 'a.polar', text: 'f(x, y) if y = x * 2;' }], { dialect: 'library' })), 'f(21, y)');
          export const answer = new Machine(query!).run();`,
        resolveDir: new URL('../..', import.meta.url).pathname,
        loader: 'ts',
      },
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'node',
      minify,
    });
    const { text } = outputFiles[0]!;
    const written = withConstants(text);
    expect(written.match(/\bconst /g)!.length).toBeGreaterThan(minify ? 20 : 500);
    const run = async (bundle: string): Promise<unknown> => {
      const { answer } = await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(bundle)}`);
      return answer;
    };
    expect(await run(written)).toEqual(await run(text));
  });
});

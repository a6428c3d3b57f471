import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { check, createPolicy } from '@polar-tools/policy';
import { build, transformSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { eager, eagerFunctions, eagerModules } from '../../scripts/eager.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));

const program = `import { sep } from 'node:path';
export const early = double(21);
export function double(by: number): number {
  const twice = (value: number) => value * 2;
  return twice(by);
}
function lazy(): string {
  return sep;
}
class Base {
  private readonly step = 1;
  protected next(from: number): number {
    return from + this.step;
  }
}
export class Counter extends Base {
  override next(from: number): number {
    return super.next(from);
  }
  nextAll(values: readonly number[]): number[] {
    return values.map((value) => this.next(value));
  }
  #tenfold(value: number): number {
    return value * 10;
  }
  *#each(values: readonly number[]): Generator<number> {
    for (const value of values) yield this.#tenfold(value);
  }
  tens(values: readonly number[]): number[] {
    return [...this.#each(values), new (class { #tenfold = 3; three = (): number => this.#tenfold; })().three()];
  }
}
export class Further extends Counter {
  #tenfold(value: number): number {
    return value * 100;
  }
  hundreds(values: readonly number[]): number[] {
    return [...this.tens(values), ...values.map((value) => this.#tenfold(value))];
  }
}
export const table = {
  named(value: number): string {
    return \`\${value}\${lazy().length}\`;
  },
  adder: (to: number) => (value: number) => value + to,
};
`;

/** Where the functions of the program begin that have one of these texts. */
const starts = (...texts: readonly string[]): ReadonlySet<number> =>
  new Set(texts.map((text) => program.indexOf(text)));

async function run(text: string): Promise<Record<string, unknown> & { readonly further: unknown }> {
  const { code } = transformSync(text, { loader: 'ts', format: 'esm' });
  const { early, double, Counter, Further, table } = await import(
    /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`
  );
  return {
    early,
    doubled: double(4),
    counted: new Counter().nextAll([1, 2]),
    further: new Further().hundreds([4, 5]),
    named: table.named(7),
    added: table.adder(2)(5),
  };
}

describe('functions that are compiled with their module', () => {
  it('do what they did, wherever they stand', async () => {
    const all = [
      'function double',
      '(value: number) =>',
      'function lazy',
      'next(from',
      'nextAll',
      '(value) =>',
      'named',
      '#tenfold(value: number): number {\n    return value * 10;',
      '#tenfold(value: number): number {\n    return value * 100;',
      '*#each(values: ',
    ];
    const written = eager(program, starts(...all));
    expect(written.match(/\(function/g)).toHaveLength(9);
    // What has the object of its method keeps it.
    expect(written).toContain('((value) => this.next(value))');
    expect(await run(written)).toEqual(await run(program));
    expect((await run(written)).further).toEqual([40, 50, 3, 400, 500]);
  });

  it('are those that ran, and no others', () => {
    const written = eager(program, starts('function double'));
    expect(written).toContain('export var double = (function double(by: number)');
    expect(written.match(/\(function/g)).toHaveLength(1);
    expect(written).toContain('\nfunction lazy(): string {');
  });

  it('are in a bundle what a check of the examples runs, and find the same', { timeout: 60_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'polar-eager-'));
    try {
      const outfile = join(folder, 'policy.mjs');
      const entryPoints = [join(root, 'packages/policy/src/index.ts')];
      await build({ entryPoints, outfile, bundle: true, format: 'esm', minify: true, plugins: [eagerFunctions()] });
      expect(readFileSync(outfile, 'utf8').match(/=\(function/g)!.length).toBeGreaterThan(200);
      const bundle = await import(/* @vite-ignore */ pathToFileURL(outfile).href);
      for (const example of readdirSync(join(root, 'examples'))) {
        const files = readdirSync(join(root, 'examples', example))
          .filter((name) => name.endsWith('.polar'))
          .map((name) => ({
            uri: name,
            text: `${readFileSync(join(root, 'examples', example, name), 'utf8')}broken(`,
          }));
        expect([...bundle.check(bundle.createPolicy(files))]).toEqual([...check(createPolicy(files))]);
      }
    } finally {
      rmSync(folder, { recursive: true, maxRetries: 5 });
    }
  });

  it('are in the bundle of the command what tests run, too', { timeout: 60_000 }, async () => {
    const entryPoints = [join(root, 'packages/evaluator/src/index.ts')];
    const size = async (what: 'checks' | 'tests'): Promise<number> => {
      const { outputFiles } = await build({
        entryPoints,
        bundle: true,
        write: false,
        format: 'esm',
        plugins: [eagerFunctions(what)],
      });
      return outputFiles[0]!.text.match(/= \(function/g)!.length;
    };
    expect(await size('tests')).toBeGreaterThan((await size('checks')) + 100);
  });
});

describe('modules of a bundle that are compiled with it', () => {
  const modules = {
    one: "exports.name = 'one'; exports.own = this === exports; exports.two = require('two');",
    two: "const { twice } = require('three'); module.exports = [1, 2].map((each) => twice(each));",
    three: 'exports.twice = (value) => value * 2;',
  };
  const bundled = async (minify: boolean): Promise<string> => {
    const built = await build({
      stdin: { contents: "import { name, own, two } from 'one'; export const all = [name, own, two];" },
      bundle: true,
      format: 'esm',
      write: false,
      minify,
      plugins: [
        {
          name: 'modules',
          setup({ onResolve, onLoad }) {
            onResolve({ filter: /^(one|two|three)$/ }, ({ path }) => ({ path, namespace: 'modules' }));
            onLoad({ filter: /.*/, namespace: 'modules' }, ({ path }) => ({
              contents: modules[path as keyof typeof modules],
            }));
          },
        },
      ],
    });
    return built.outputFiles[0]!.text;
  };

  it.each([true, false])('do the same, minified: %s', async (minify) => {
    const text = await bundled(minify);
    const written = eagerModules(text);
    // Unless it is minified, esbuild gives a module its path for a name, and it stays as it is.
    expect(written.match(/\(\(function\(/g)?.length ?? 0).toBe(minify ? 3 : 0);
    const { all } = await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(written)}`);
    expect(all).toEqual(['one', true, [2, 4]]);
  });

  it('leave a bundle without any alone', () => {
    const text = 'var f=(n)=>n;var a=f((b)=>{b()});';
    expect(eagerModules(text)).toBe(text);
  });
});

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { folderOf, polar } from './command.ts';

/** Where npm's `oso` is. */
const reference = createRequire(import.meta.url).resolve('oso');

const models = `
export class Animal { constructor(name) { this.name = name; } }
export class Dog extends Animal {
  constructor(name, tricks = []) { super(name); this.tricks = tricks; }
  get loud() { return this.name.toUpperCase(); }
  can(trick, ...others) { return [trick, others]; }
  async later(value) { await new Promise((resolve) => setTimeout(resolve, 5)); return value; }
  async fails() { throw new RangeError('no ' + this.name); }
  never() { return new Promise(() => {}); }
  *each() { yield* this.tricks; }
  async *eachLater() { yield* this.tricks; }
  say() { console.log('woof'); return true; }
  quit() { process.exit(3); }
  get spins() { for (;;); }
  async spinsLater() { await null; for (;;); }
  get thenable() { return { then(take) { take(this.name ?? 'kept'); } }; }
  get large() { return 'x'.repeat(20_000_000); }
  async leaves() { (await import('node:fs')).closeSync(3); return true; }
}
export const rex = new Dog('rex', ['sit', 'roll']);
export const users = { rex, count: 2 };
export const byName = new Map([['rex', rex]]);
export const large = 2n ** 60n;
export const half = 0.5;
export const loop = [1];
loop.push(loop, loop);
export const nothing = null;
`;
const policy = 'knows(d: Dog, t) if t in d.tricks;\nsays(d: Animal, d.name);\n';

const asked = (query: string, more: readonly string[] = [], files: Readonly<Record<string, string>> = {}) =>
  polar(
    folderOf({ 'models.mjs': models, 'main.polar': policy, ...files }),
    ['query', '--policy', 'main.polar', '--host', 'node:models.mjs', ...more, query],
    // What the application prints is not looked at.
  );

describe.skipIf(process.platform === 'win32')('an application in Node', () => {
  test('an object that has much in it is shown on one line, as far as that is of use', async () => {
    const app = `
      const roles = Array.from({ length: 300 }, (_, id) => ({ id, org: { name: 'n'.repeat(50), of: { it: {} } } }));
      export class User { name = 'ann'; roles = roles; }
      export class Talker { toString() { return ''; } [Symbol.for('nodejs.util.inspect.custom')]() { return 'a\\n  b\\n'.repeat(9000); } }
      export const ann = new User();
      export const talker = new Talker();
    `;
    const folder = folderOf({ 'app.mjs': app, 'main.polar': 'allow(u: User, 1, _) if u.name = "bob"; same(x, x);\n' });
    const run = async (...words: string[]) =>
      (await polar(folder, [words[0]!, '--policy', 'main.polar', '--host', 'node:app.mjs', ...words.slice(1)])).output;
    expect(await run('query', 'same(ann, x)')).toMatch(/^x = User \{ name: 'ann', roles: \[ .{100,600} \] \}\n$/);
    expect(await run('explain', 'allow(ann, 1, 2)')).toMatch(/^ {2}allow\(User \{ name: .*, 1, 2\) fails$/m);
    expect(await run('query', 'same(talker, x)')).toMatch(/^x = (a b ){1000,5000}a b…\n$/);
  });

  test('what extends a built-in class is an instance of that, too', async () => {
    const app = `
      export class Name extends String {}
      export class Full extends Name {}
      export class Level extends Number {}
      export class Names extends Map {}
      export const values = [new Full('a'), new Level(1), new Names()];
    `;
    const names = ['Name', 'Full', 'String', 'Level', 'Float', 'Integer', 'Names', 'List'];
    const policy = names.map((name) => `kind(_: ${name}, "${name}");\n`).join('');
    const folder = folderOf({ 'app.mjs': app, 'main.polar': policy });
    const query = ['query', '--policy', 'main.polar', '--host', 'node:app.mjs'];
    const { output } = await polar(folder, [...query, 'x in values and kind(x, k)']);
    expect(output.match(/(?<=k = ")\w+/g)).toEqual(['Full', 'Name', 'String', 'Level', 'Float', 'Names']);
    const both = await polar(folder, [...query, 'x matches Name and x matches String and x in values']);
    expect(both.output.trim()).toBe("x = [String (Full): 'a']");
  });

  test.each([
    ['rex.name = x', 'x = "rex"'],
    ['rex.loud = x', 'x = "REX"'],
    ['rex.can("sit", 1, [2]) = x', 'x = ["sit", [1, [2]]]'],
    ['rex.later(5) = x', 'x = 5'],
    ['rex.later(rex) = rex', 'true'],
    ['x in rex.each()', 'x = "sit"\nx = "roll"'],
    ['x in rex.eachLater()', 'x = "sit"\nx = "roll"'],
    [
      'x = new Dog("ben", ["run"]) and knows(x, t) and x.name = n',
      `x = Dog { name: 'ben', tricks: [ 'run' ] }, t = "run", n = "ben"`,
    ],
    ['users.rex = rex', 'true'],
    ['users.count = x', 'x = 2'],
    ['byName.get("rex") = x and knows(x, "sit")', `x = Dog { name: 'rex', tricks: [ 'sit', 'roll' ] }`],
    ['rex matches Animal', 'true'],
    ['rex matches Dog{name: "rex"}', 'true'],
    ['says(rex, x)', 'x = "rex"'],
    ['large = x', 'x = 1152921504606846976n'],
    ['half = x', 'x = 0.5'],
    ['loop = x', 'x = <ref *1> [ 1, [Circular *1], [Circular *1] ]'],
    ['loop.length = x', 'x = 3'],
    ['nothing = nil', 'true'],
    ['rex.say()', 'true'],
    ['rex.thenable = x', 'x = "kept"'],
    ['rex.large = rex.large', 'true'],
    ['"é" = x and rex.later(x) = y', 'x = "é", y = "é"'],
  ])('%s', async (query, expected) => {
    const { output, errors } = await asked(query);
    expect({ output: output.trimEnd(), errors }).toEqual({ output: expected, errors: '' });
  });

  test.each([
    ['rex.nope = x', 'nope not found on'],
    ['rex.fails() = x', 'RangeError: no rex'],
    ['rex.fails() = x', 'models.mjs:'],
    ['rex.can(a: 1) = x', 'JavaScript does not support keyword arguments'],
    ['rex.quit() = x', 'The application ended while it was asked'],
    ['x = new Cat()', 'Unregistered class: Cat'],
  ])('%s ends with %s', async (query, message) => {
    const { errors, status } = await asked(query);
    expect(errors).toContain(message);
    expect(status).toBe(2);
  });

  test('a promise that is never kept is given up', async () => {
    const { errors, status } = await asked('rex.never() = x', ['--host-timeout', '200']);
    expect(errors).toContain('The application did not answer within 0.2 s: a promise of never().');
    expect(status).toBe(2);
  });

  test.each(['spins', 'spinsLater()'])('%s, a loop without an end, is ended, and its place is told', async (member) => {
    const { errors, status } = await asked(`rex.${member} = x`, ['--host-timeout', '300']);
    expect(errors).toContain('The application took longer than 0.3 s. Where it was:');
    expect(errors).toMatch(/at (get )?spins(Later)? \(file:.*models\.mjs:\d+:\d+\)/);
    expect(status).toBe(2);
  });

  test('an application that answers no more is ended', async () => {
    const { errors, status } = await asked('rex.leaves() = x and rex.name = y', ['--host-timeout', '200']);
    expect(errors).toMatch(/The application (has not answered for \d+ s, and was ended|ended while it was asked)/);
    expect(status).toBe(2);
  });

  test.each([
    ['throw new TypeError("no database");', 'models.mjs could not be imported: TypeError: no database.'],
    ['import "./nowhere.mjs";', 'Cannot find module'],
    ['export const = 1', 'SyntaxError'],
    ['process.exit(3)', 'ended with exit status 3 while it imported models.mjs'],
  ])('a module with %s', async (text, message) => {
    const { errors, status } = await asked('x = 1', [], { 'models.mjs': text });
    expect(errors).toContain(message);
    expect(status).toBe(2);
  });

  test("what a module registers with npm's oso counts: classes by the names that it gives them, and constants", async () => {
    const setUp = `
import { createRequire } from 'node:module';
const { Oso } = createRequire(import.meta.url)('oso');
export class Dog { constructor(name) { this.name = name; } }
class Cat {}
const oso = new Oso();
oso.registerClass(Dog, { name: 'Hound' });
oso.registerClass(Cat);
oso.registerConstant('rex', 'BEST');
await oso.loadStr('f(1);');
export const rex = new Dog('rex');
`;
    const { output } = await asked('best(rex)', [], {
      'models.mjs': setUp,
      'main.polar': 'best(dog: Hound) if dog.name = BEST and not dog matches Cat;',
      'node_modules/oso/package.json': '{"main": "index.js"}',
      'node_modules/oso/index.js': `module.exports = require(${JSON.stringify(reference)});`,
    });
    expect(output).toBe('true\n');
  });

  test('a function that sets it up is called, which nobody does that imports it', async () => {
    const text = `
import { Oso } from 'oso';
class Dog { constructor(name) { this.name = name; } }
export const rex = new Dog('rex');
export async function main() {
  const oso = new Oso();
  oso.registerClass(Dog, { name: 'Hound' });
  await oso.loadFiles(['nowhere.polar']);
}
`;
    const files = { 'models.mjs': text, 'main.polar': 'p(_: Hound);' };
    const by = (module: string) =>
      polar(folderOf(files), ['query', '--policy', 'main.polar', '--host', `node:${module}`, 'p(rex)']);
    expect((await by('models.mjs:main')).output).toBe('true\n');
    expect((await by('models.mjs:rex')).errors).toContain('The module exports no function rex.');
  });

  describe('where oso is not installed, what a module registers counts nevertheless', () => {
    const body = `
class Dog { constructor(name) { this.name = name; } }
class Cat {}
const oso = new Oso();
oso.registerClass(Dog, { name: 'Hound', fields: { owner: new Relation('one', 'Cat', 'ownerId', 'id') } });
oso.registerClass(Cat);
oso.registerConstant('rex', 'BEST');
oso.registerConstant(class Helper { static greet() { return 'hi'; } }, 'Helper');
`;
    const ends = `await oso.loadFiles(['nowhere.polar']);\nexport const rex = new Dog('rex');\nexport { Dog };\n`;
    const cjs = `oso.loadStr('f(1);').then(() => {});\nmodule.exports = { rex: new Dog('rex'), Dog };\n`;
    const main = 'best(dog: Hound) if dog.name = BEST and not dog matches Cat and Helper.greet() = "hi";';
    test.each<[string, string, Readonly<Record<string, string>>]>([
      ['import', 'models.mjs', { 'models.mjs': `import { Oso, Relation } from 'oso';${body}${ends}` }],
      [
        'default import',
        'models.mjs',
        { 'models.mjs': `import oso_ from 'oso';const { Oso, Relation } = oso_;${body}${ends}` },
      ],
      [
        'dynamic import',
        'models.mjs',
        { 'models.mjs': `const { Oso, Relation } = await import('oso');${body}${ends}` },
      ],
      [
        'its own modules',
        'models.mjs',
        {
          'models.mjs': `import { Oso } from 'oso/dist/src/Oso.js';import { Relation } from 'oso/dist/src/filter.js';${body}${ends}`,
        },
      ],
      ['require', 'models.cjs', { 'models.cjs': `const { Oso, Relation } = require('oso');${body}${cjs}` }],
      [
        'require in a module of the application',
        'models.mjs',
        {
          'models.mjs': `import lib from './lib/set-up.cjs';export const { rex, Dog } = lib;`,
          'lib/set-up.cjs': `const { Oso, Relation } = require('oso');${body}${cjs}`,
        },
      ],
    ])('by %s', async (_, module, files) => {
      const folder = folderOf({ 'main.polar': main, ...files });
      const { output, errors } = await polar(folder, [
        'query',
        '--policy',
        'main.polar',
        '--host',
        `node:${module}`,
        'best(rex)',
      ]);
      expect({ output, errors }).toEqual({ output: 'true\n', errors: '' });
    });

    test.each([
      ['await oso.isAllowed(1, 2, 3);', 'Oso.isAllowed() decides nothing'],
      ['for await (const _ of oso.queryRule("f")) {}', 'Oso.queryRule() decides nothing'],
      ['import "oso-elsewhere";', "Cannot find package 'oso-elsewhere'"],
    ])('%s says why it cannot', async (text, message) => {
      const { errors, status } = await asked('x = 1', [], {
        'models.mjs': `import { Oso } from 'oso';const oso = new Oso();\n${text}`,
      });
      expect(errors).toContain(message);
      expect(status).toBe(2);
    });

    test('an application that only has an Oso has no classes for the policy', async () => {
      const { errors } = await asked('x = new Dog("a")', [], {
        'models.mjs': `import { Oso } from 'oso';new Oso();export class Dog {}`,
      });
      expect(errors).toContain('Unregistered class: Dog');
    });
  });

  test("that an application's own oso refuses its policy is told, and its prompt is left out", async () => {
    const { output } = await asked('rex matches Dog', [], {
      'models.mjs': `
import { Oso } from 'oso';
class Dog {}
const oso = new Oso();
oso.registerClass(Dog);
await oso.loadStr('f(');
await oso.repl();
export const rex = new Dog();
`,
      'node_modules/oso/package.json': '{"main": "index.js"}',
      'node_modules/oso/index.js': `module.exports = require(${JSON.stringify(reference)});`,
    });
    expect(output).toBe('true\n');
  });

  test('what module.exports has can be named, too', async () => {
    const files = { 'models.cjs': 'class User {}\nmodule.exports = { User, ann: new User() };' };
    const folder = folderOf({ 'main.polar': policy, ...files });
    const { output } = await polar(folder, [
      'query',
      '--policy',
      'main.polar',
      '--host',
      'node:models.cjs',
      'ann matches User',
    ]);
    expect(output).toBe('true\n');
  });

  test('why and why not are told over async methods', async () => {
    const folder = folderOf({ 'models.mjs': models, 'main.polar': 'p(d) if d.later(1) = 2;' });
    const { output } = await polar(folder, [
      'explain',
      '--policy',
      'main.polar',
      '--host',
      'node:models.mjs',
      'p(rex)',
    ]);
    expect(output).toContain('p(rex) does not hold.');
    expect(output).toContain('d.later(1) = 2');
  });

  test('the quickstart is answered as its data does', async () => {
    const example = (name: string) =>
      readFileSync(new URL(`../../../examples/quickstart/${name}`, import.meta.url), 'utf8');
    const app = `
      export class User { constructor(name, roles) { this.name = name; this.roles = roles; } }
      export class Repository { constructor(name, isPublic = false) { this.name = name; this.is_public = isPublic; } }
      export class Role { constructor(name, repository) { this.name = name; this.repository = repository; } }
      export const gmail = new Repository('gmail');
      export const react = new Repository('react', true);
      export const larry = new User('larry', [new Role('admin', gmail)]);
      export const anne = new User('anne', [new Role('maintainer', react)]);`;
    const folder = folderOf({ 'app.mjs': app, 'main.polar': example('main.polar'), 'data.json': example('data.json') });
    for (const query of [
      'allow(larry, action, gmail)',
      'allow(anne, action, react)',
      'allow(anne, action, gmail)',
      'allow(larry, action, react)',
    ]) {
      const [data, host] = [
        ['--data', 'data.json'],
        ['--host', 'node:app.mjs'],
      ].map((more) => polar(folder, ['query', '--policy', 'main.polar', ...more, query]));
      expect((await host)?.output).toBe((await data)?.output);
    }
  });
});

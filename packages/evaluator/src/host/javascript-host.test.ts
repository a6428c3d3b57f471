import { createPolicy } from '@polar-tools/policy';
import { Oso } from 'oso';
import { expect, it } from 'vitest';
import { prepare } from '../compiler/prepare.ts';
import { compile } from '../compiler/program.ts';
import { solveAsync } from '../solve.ts';
import { toHost } from '../terms/convert.ts';
import { JavaScriptHost } from './javascript-host.ts';

/** The same application for both engines. */
class Animal {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}
class Dog extends Animal {
  get later(): Promise<string> {
    return Promise.resolve('woof');
  }
  /** The keys that it sees in what it is given. */
  keysOf(value: object): string[] {
    return Object.keys(value);
  }
  fieldOf(value: Readonly<Record<string, unknown>>, key: string): unknown {
    return value[key];
  }
  isSame(value: unknown): boolean {
    return value === this;
  }
}
/** What it was asked shows in what it answers. */
class Counter {
  count = 0;
  get next(): number {
    return ++this.count;
  }
  mark(value: unknown): unknown[] {
    return [++this.count, value];
  }
}
class Settings {
  readonly given: unknown;
  constructor(given: Readonly<Record<string, unknown>>) {
    this.given = given.level;
  }
}
const rex = new Dog('rex');
const constants: Readonly<Record<string, unknown>> = {
  rex,
  promised: Promise.resolve(rex),
  soon: Promise.resolve(3),
  list: Promise.resolve([1, 2]),
  words: new Set(['a', 'b']),
};
/** Each engine has its own. */
const constantsOf = (): Readonly<Record<string, unknown>> => ({ ...constants, counter: new Counter() });
const policy = `
  allow(_, _, _) if 1 = 2;
  kind(_: Animal, 0); kind(_: Dog, 1);
  plain(_: {n: Float});
  named(_: Dog{name: "rex"});
  same(x, x);
`;

type Told = readonly (Readonly<Record<string, unknown>> | 'error')[];

async function ours(query: string): Promise<Told> {
  const host = new JavaScriptHost({ classes: { Animal, Dog, Settings, Counter }, constants: constantsOf() });
  const program = compile(createPolicy([{ uri: 'main.polar', text: policy }], { dialect: 'library' }), host);
  const told: (Record<string, unknown> | 'error')[] = [];
  for await (const solution of solveAsync(prepare(program, query).query!, { host }))
    told.push(
      solution.kind === 'error'
        ? 'error'
        : Object.fromEntries(
            [...solution.answer.bindings].map(([name, value]) => [name, host.toJavaScript(toHost(value))]),
          ),
    );
  return told;
}

async function reference(query: string): Promise<Told> {
  const oso = new Oso();
  for (const one of [Animal, Dog, Settings, Counter]) oso.registerClass(one);
  for (const [name, value] of Object.entries(constantsOf())) oso.registerConstant(value, name);
  const told: (Record<string, unknown> | 'error')[] = [];
  try {
    await oso.loadStr(policy);
    for await (const answer of oso.query(query)) told.push(Object.fromEntries(answer as Map<string, unknown>));
  } catch {
    told.push('error');
  }
  return told;
}

it.each([
  // Built-in classes are values with what they offer.
  'Integer = String',
  'Integer = Float',
  'String = String',
  'x = List and x = Dictionary',
  'not Integer = Boolean',
  'plain([])',
  'plain(rex)',
  'plain({n: Float})',
  'Integer.MAX_SAFE_INTEGER = x',
  'List.isArray([1]) = x',
  'Dictionary.entries({a: 1}) = x',
  'Dictionary.keys({b: 1, a: 2}) = x',
  'String.fromCharCode(65) = x',
  'Integer matches Integer',
  'String matches Dog',
  // A class as an argument.
  'kind(Dog, r)',
  'kind(rex, r)',
  'Dog matches Animal',
  'Dog.name = x',
  // A dictionary reaches the application as an object with its keys as properties.
  'rex.keysOf({b: 1, a: [2]}) = x',
  'rex.fieldOf({level: 3}, "level") = x',
  'rex.fieldOf({fields: 1}, "fields") = x',
  'new Settings({level: 3}).given = x',
  'rex.fieldOf({a: {b: 1}}, "a") = {b: x}',
  // Promises are awaited.
  'rex.later = x',
  'rex.later = "woof"',
  'promised.name = x',
  'promised matches Dog',
  'promised matches Settings',
  'named(promised)',
  'kind(promised, r)',
  'promised = rex',
  'promised == rex',
  'soon = 3',
  'soon > 2',
  'soon > 3',
  'soon == 3',
  'x in list',
  '2 in list',
  'rex.isSame(promised) = x',
  'same(promised, rex)',
  'not soon = 3',
  'x in words',
  // The order in which the application is asked; and it is asked once, also where a query is begun anew by the exact machine.
  '[counter.next, counter.next] = x',
  '{b: counter.next, a: counter.next} = x',
  'x = counter.mark({b: counter.next, a: [counter.next]})',
  'counter.mark(1.5) = x and y > 1 and y = 2',
  'counter.mark({a: 1.5}) = x and y > 1 and y = 2',
  'counter.mark(z) = x and z = 3 and y > 1 and y = 2',
  'counter.mark([z, {a: w}]) = x and z = 3 and w = 4 and y > 1 and y = 2',
  'new Settings({level: {a: counter.next}}).given = x and y > 1 and y = 2',
  'counter.next = x and not (y > 1 and y = counter.next)',
  // Half of a character.
  '"a😀".slice(0, 2) = x',
  '"😀".charAt(0) = "😀".charAt(1)',
])('live objects, as in the reference: %s', async (query) => {
  expect(await ours(query)).toEqual(await reference(query));
});

it('the application may say what an instance of a class is', async () => {
  const isInstance = { Dog: (value: unknown) => value instanceof Animal && value.name.startsWith('r') };
  const host = new JavaScriptHost({
    classes: { Animal, Dog },
    constants: { ran: new Animal('ran'), tom: new Animal('tom') },
    isInstance,
  });
  const program = compile(createPolicy([{ uri: 'main.polar', text: policy }], { dialect: 'library' }), host);
  const answers: number[] = [];
  for (const query of ['ran matches Dog', 'tom matches Dog', 'tom matches Animal']) {
    let found = 0;
    for await (const solution of solveAsync(prepare(program, query).query!, { host }))
      if (solution.kind === 'answer') found++;
    answers.push(found);
  }
  expect(answers).toEqual([1, 0, 1]);
});

import { check, createPolicy } from '@polar-tools/policy';
import { describe, expect, test } from 'vitest';
import { FactStore } from '../../facts/fact-store.ts';
import { type Fact, printFact, printValue } from '../../facts/value.ts';
import { compileCloud } from './program.ts';
import { prepareCloud } from './query.ts';
import { type CloudError, CloudRun, type CloudRunOptions } from './run.ts';

const folders = `
actor User {}
resource Folder {
  roles = ["reader", "writer"];
  permissions = ["read"];
  relations = { parent: Folder };
  role if role on "parent";
  "reader" if "writer";
  "read" if "reader";
}
`;

/** A fact as it is written on the command line: `has_role User:anne admin Folder:a`. */
function fact(text: string): Fact {
  const [predicate, ...values] = text.split(' ');
  return {
    predicate: predicate!,
    arguments: values.map((value) => {
      const [type, id] = value.split(':');
      return id === undefined ? { type: 'String', id: type! } : { type: type!, id };
    }),
  };
}

/** The answers of a query, or its error, as text. */
function ask(
  policy: string,
  facts: readonly string[],
  query: string,
  options: Partial<CloudRunOptions> = {},
): string[] {
  const store = new FactStore();
  for (const each of facts) store.add(fact(each));
  const program = compileCloud(createPolicy([{ uri: 'main.polar', text: policy }], { dialect: 'cloud' }), store.values);
  const prepared = prepareCloud(program, query);
  if (prepared.query === undefined) return prepared.errors.map(({ message }) => `error: ${message}`);
  const run = new CloudRun(prepared.query, { facts: store, ...options });
  const lines: string[] = [];
  for (;;) {
    const outcome = run.run(1000);
    if (outcome.kind === 'paused') continue;
    if (outcome.kind === 'done') return lines;
    if (outcome.kind === 'error') return [...lines, `error: ${outcome.error.code}`];
    const { answer } = outcome;
    const bindings = [...answer.bindings].map(([name, value]) => `${name} = ${printValue(value)}`);
    lines.push(answer.fact === undefined ? bindings.join(', ') : printFact(answer.fact));
  }
}

describe('A query of a Cloud policy', () => {
  const cycle = [
    'has_relation Folder:a parent Folder:b',
    'has_relation Folder:b parent Folder:c',
    'has_relation Folder:c parent Folder:a',
    'has_role User:anne writer Folder:b',
  ];

  test('ends on facts that go in a circle', () => {
    expect(ask(folders, cycle, 'allow(User:anne, "read", Folder:_)')).toEqual([
      'allow(User:anne, String:read, Folder:a)',
      'allow(User:anne, String:read, Folder:b)',
      'allow(User:anne, String:read, Folder:c)',
    ]);
    expect(ask(folders, cycle, 'allow(User:bob, "read", Folder:_)')).toEqual([]);
  });

  test('is answered with a wildcard where the rules leave a position free, and nothing is subsumed', () => {
    const policy = `
      actor User {}
      resource Field {}
      allow_field(_: User, "read", _: Field);
      allow_field(User{"anne"}, "read", Field{"name"});
    `;
    expect(ask(policy, [], 'allow_field(User:anne, "read", Field:_)')).toEqual([
      'allow_field(User:anne, String:read, Field:name)',
      'allow_field(User:anne, String:read, Field:_)',
    ]);
  });

  test('with a type is for that type exactly, though rules hold for what extends theirs', () => {
    const policy = `
      actor User {}
      resource File {}
      resource Document extends File {}
      has_permission(user: User, "read", file: File) if is_owner(user, file);
    `;
    const facts = ['is_owner User:anne Document:plan', 'is_owner User:anne File:notes'];
    expect(ask(policy, facts, 'allow(User:anne, "read", File:_)')).toEqual([
      'allow(User:anne, String:read, File:notes)',
    ]);
    expect(ask(policy, facts, 'allow(User:anne, "read", _)')).toHaveLength(2);
    expect(ask(policy, facts, 'allow(User:anne, "read", Document:plan)')).toHaveLength(1);
  });

  test('sees derived facts under not', () => {
    const policy = `
      actor User {}
      resource Doc {}
      banned(user: User) if in_group(user, group) and bad(group);
      has_permission(user: User, "read", doc: Doc) if invited(user, doc) and not banned(user);
    `;
    const facts = ['invited User:anne Doc:a', 'invited User:bob Doc:a', 'in_group User:bob Group:x', 'bad Group:x'];
    expect(ask(policy, facts, 'allow(user, "read", Doc:a)')).toEqual(['allow(User:anne, String:read, Doc:a)']);
  });

  test('compares integers, and the time that it is given', () => {
    const policy = `
      actor User {}
      active(user: User) if until(user, time) and time > @current_unix_time;
    `;
    const facts = ['until User:anne Integer:100', 'until User:bob Integer:50', 'until User:eve String:900'];
    expect(ask(policy, facts, 'active(user)', { now: 60 })).toEqual(['active(User:anne)']);
    expect(ask(policy, facts, 'active(user)', { now: 20 })).toEqual(['active(User:anne)', 'active(User:bob)']);
  });

  test('says where a variable has no value', () => {
    const policy = 'small(x: Integer) if x < 10;';
    expect(ask(policy, [], 'small(3)')).toEqual(['small(Integer:3)']);
    expect(ask(policy, [], 'small(x)')).toEqual(['error: unbound-variable']);
  });

  test('gives what it finds before it says that something has no value', () => {
    const policy = `
      actor User {}
      resource Doc {}
      allow(user: User, "read", doc: Doc) if invited(user, doc);
      allow(user: User, "read", doc: Doc) if is_public(doc) and not banned(user);
    `;
    const facts = ['invited User:bob Doc:a', 'is_public Doc:a'];
    expect(ask(policy, facts, 'allow(user, "read", Doc:a)')).toEqual([
      'allow(User:bob, String:read, Doc:a)',
      'error: unbound-variable',
    ]);
    expect(ask(policy, facts, 'allow(User:eve, "read", Doc:a)')).toHaveLength(1);
  });

  test('takes the value of a variable under not from the question alone, which no check minds', () => {
    const policy = `
      actor User {}
      resource Scan {}
      allow(_: User, "read", scan: Scan) if not is_locked(scan);
    `;
    const facts = ['is_locked Scan:a'];
    expect(check(createPolicy([{ uri: 'main.polar', text: policy }], { dialect: 'cloud' })).get('main.polar')).toEqual(
      [],
    );
    expect(ask(policy, facts, 'allow(User:bob, "read", Scan:a)')).toEqual([]);
    expect(ask(policy, facts, 'allow(User:bob, "read", Scan:b)')).toHaveLength(1);
    expect(ask(policy, facts, 'allow(User:bob, "read", scan: Scan)')).toEqual(['error: unbound-variable']);
  });

  test('may be any condition', () => {
    const query = 'has_role(User:anne, role, folder) and not folder = Folder:a';
    expect(ask(folders, cycle, query)).toEqual([
      'role = String:reader, folder = Folder:b',
      'role = String:reader, folder = Folder:c',
      'role = String:writer, folder = Folder:b',
      'role = String:writer, folder = Folder:c',
    ]);
  });

  test('stops at its limits, and tells which', () => {
    const facts = Array.from({ length: 100 }, (_, i) => `has_relation Folder:${i} parent Folder:${(i + 1) % 100}`);
    facts.push('has_role User:anne writer Folder:0');
    const query = 'allow(User:anne, "read", Folder:_)';
    expect(ask(folders, facts, query, { limits: { facts: 50 } })).toEqual(['error: fact-limit']);
    expect(ask(folders, facts, query, { limits: { answers: 3 } }).slice(-2)[1]).toBe('error: solution-limit');
    let time = 0;
    const clock = () => time++ * 1000;
    expect(ask(folders, facts, query, { limits: { time: 500 }, clock })).toEqual(['error: query-timeout']);
  });

  test('has no answer where nothing in the policy or the facts is of its name', () => {
    expect(ask(folders, cycle, 'unheard_of(User:anne)')).toEqual([]);
    expect(ask('', cycle, 'allow(User:anne, "read", Folder:a)')).toEqual([]);
  });
});

describe('What no policy should say', () => {
  test('is told where a rule depends on its own absence, whatever the order of the rules', () => {
    const rules = [
      'odd(x: User) if known(x) and not even(x);',
      'even(x: User) if known(x) and not odd(x);',
      'fine(x: User) if known(x) and not unknown(x);',
    ];
    for (const text of [rules.join('\n'), [...rules].reverse().join('\n')]) {
      const policy = `actor User {}\n${text}`;
      expect(ask(policy, ['known User:anne'], 'odd(User:anne)')).toEqual(['error: unstratified-negation']);
      // The others run.
      expect(ask(policy, ['known User:anne'], 'fine(User:anne)')).toHaveLength(1);
    }
  });

  test('is told in the words of the check, at one of its places', () => {
    const text = `actor User {}
      odd(x: User) if known(x) and not even(x);
      even(x: User) if known(x) and not odd(x);`;
    const policy = createPolicy([{ uri: 'main.polar', text }], { dialect: 'cloud' });
    const told = [...check(policy).values()].flat().filter(({ code }) => code === 'unstratified-negation');
    const store = new FactStore();
    store.add(fact('known User:anne'));
    const { query } = prepareCloud(compileCloud(policy, store.values), 'odd(User:anne)');
    const outcome = new CloudRun(query!, { facts: store }).run();
    const { message, start } = (outcome as { readonly error: CloudError }).error;
    expect(told.map((each) => [each.message, each.start])).toContainEqual([message, start]);
  });

  test('gives each of many answers once, however many ways lead to it', () => {
    const facts = Array.from({ length: 2000 }, (_, i) => `has_relation Folder:f${i} parent Folder:top`);
    for (let i = 0; i < 2000; i++) facts.push(`has_role User:anne writer Folder:f${i}`);
    facts.push('has_role User:anne writer Folder:top');
    expect(new Set(ask(folders, facts, 'allow(User:anne, "read", Folder:_)')).size).toBe(2001);
    expect(ask(folders, facts, 'allow(User:anne, "read", Folder:_)')).toHaveLength(2001);
    // Values that are new to the query come after the first answers, too.
    expect(ask(folders, facts, 'has_role(User:anne, role, _)', { order: 'found' })).toHaveLength(4002);
  });

  test.each([
    // What is left of the rule asks facts of many objects, which are grouped; of few, which are not.
    { nodes: 3_000, chord: 7 },
    { nodes: 40, chord: 7 },
  ])(
    'reaches everything once, over facts with circles, with any budget and either order ($nodes nodes)',
    ({ nodes, chord }) => {
      const policy = `resource N { relations = { next: N, other: N }; }
reach(a: N, c: N) if has_relation(a, "next", c);
reach(a: N, c: N) if reach(a, b) and has_relation(b, "next", c);
odd(a: N, c: N) if reach(a, b) and has_relation(c, "other", b);`;
      const facts = Array.from({ length: nodes }, (_, at) => [
        `has_relation N:${at} next N:${(at + 1) % nodes}`,
        `has_relation N:${at} next N:${(at * chord) % nodes}`,
        ...(at % 2 === 1 ? [`has_relation N:${at} other N:${(at + 3) % nodes}`] : []),
        // Of another type than the rules want.
        `has_relation N:${at} next String:${at}`,
      ]).flat();
      const all = Array.from({ length: nodes }, (_, at) => at);
      const expected = (of: readonly number[]): string[] => of.map((at) => `N:${at}`).sort();
      for (const order of ['sorted', 'found'] as const) {
        const found = (query: string): string[] =>
          ask(policy, facts, query, { order })
            .map((line) => /, (N:\d+)\)$/.exec(line)?.[1] ?? line)
            .sort();
        expect(found('reach(N:0, x)')).toEqual(expected(all));
        expect(found('odd(N:5, x)')).toEqual(expected(all.filter((at) => at % 2 === 1)));
      }
      const limited = ask(policy, facts, 'reach(N:0, x)', { limits: { facts: nodes - 10 }, order: 'found' });
      expect(limited.at(-1)).toBe('error: fact-limit');
      expect(limited.length).toBeLessThan(nodes);
    },
  );

  test.each([
    ['before', (wide: string, values: string) => wide + values],
    ['after', (wide: string, values: string) => values + wide],
  ])('goes on with a wildcard that stands %s many values', (_, rules) => {
    const policy = `actor User {} resource Group {} resource Document {}
${rules('seen(user: User, _group: Group) if is_super(user);\n', 'seen(user: User, group: Group) if member(user, group);\n')}
reads(user: User, document: Document) if seen(user, group) and owned(group, document);
reads(user: User, document: Document) if seen(user, group) and lent(document, group);`;
    const facts = Array.from({ length: 1_000 }, (_, i) => [
      `member User:anne Group:g${i}`,
      `owned Group:g${i} Document:own${i}`,
      `owned Group:other${i} Document:other${i}`,
      `lent Document:lent${i} Group:g${i}`,
      `lent Document:elsewhere${i} Group:other${i}`,
    ]).flat();
    for (const order of ['sorted', 'found'] as const) {
      expect(ask(policy, facts, 'reads(User:anne, x)', { order })).toHaveLength(2_000);
      expect(ask(policy, [...facts, 'is_super User:anne'], 'reads(User:anne, x)', { order })).toHaveLength(4_000);
    }
  });

  test('overflows no stack: a chain of 50,000 folders', () => {
    const facts = Array.from({ length: 50_000 }, (_, i) => `has_relation Folder:${i} parent Folder:${i + 1}`);
    facts.push('has_role User:anne writer Folder:50000');
    expect(ask(folders, facts, 'allow(User:anne, "read", Folder:0)')).toHaveLength(1);
  });
});

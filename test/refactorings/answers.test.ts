import { compile, loadData, prepare, printTerm, runTests, sampleData, solve } from '@polar-tools/evaluator';
import { type Block, rangeOf } from '@polar-tools/language';
import { check, createPolicy, type Dialect, organizeBlocks, type Policy, refactorings } from '@polar-tools/policy';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applied } from './applied.ts';
import { goalAt, type Text, texts } from './texts.ts';

const runs = Number(process.env.POLAR_REFACTORING_RUNS ?? 1_500);
const seed = Number(process.env.POLAR_REFACTORING_SEED ?? 1);

/** What a policy answers: over data made for it, or by its tests. */
type Answers = (policy: Policy) => readonly string[];

function askedOf(policy: Policy): Answers | undefined {
  if (policy.dialect === 'cloud') {
    if (policy.tests.length === 0) return undefined;
    return (other) => runTests(other).map(({ name, status }) => `${name}: ${status}`);
  }
  const sample = sampleData(policy);
  if (sample.queries.length === 0) return undefined;
  const { data } = loadData(sample.text);
  const names = data.names.slice(0, 4);
  const predicate = policy.predicates.has('allow') ? 'allow' : 'has_permission';
  return (other) => {
    const program = compile(other, data.host);
    const answers = new Set<string>();
    for (const actor of names) {
      for (const resource of names) {
        const { query } = prepare(program, `${predicate}(${actor}, action, ${resource})`);
        if (query === undefined) return ['not loaded'];
        let count = 0;
        for (const outcome of solve(query, { host: data.host, limits: { depth: 500, memory: 50_000 } })) {
          // Which error comes first may depend on the order of clauses.
          const action = outcome.kind === 'error' ? 'error' : printTerm(outcome.answer.bindings.get('action')!, {});
          answers.add(`${actor} ${action} ${resource}`);
          if (++count > 50) break;
        }
      }
    }
    return [...answers].sort();
  };
}

test('a policy answers the same after any refactoring, and has no new error', { timeout: 600_000 }, () => {
  const known = new Map<Text, { policy: Policy; asked: Answers; before: readonly string[] } | undefined>();
  const done = new Map<string, number>();
  const property = fc.property(fc.nat(), fc.nat(), fc.nat(40), fc.nat(), (which, where, length, choice) => {
    const file = texts[which % texts.length]!;
    if (!known.has(file)) {
      const policy = createPolicy([{ uri: 'main.polar', text: file.text }], { dialect: file.dialect });
      const asked = askedOf(policy);
      known.set(file, asked && { policy, asked, before: asked(policy) });
    }
    const about = known.get(file);
    if (about === undefined) return;
    const { text } = file;
    const goal = goalAt(text, where % text.length, length);
    const offered = refactorings(about.policy, 'main.polar', goal.start, goal.end);
    if (offered.length === 0) return;
    const chosen = offered[choice % offered.length]!;
    const changed = applied({ 'main.polar': text }, chosen)['main.polar']!;
    const after = createPolicy([{ uri: 'main.polar', text: changed }], { dialect: file.dialect });
    const kind = chosen.title.split(' ').slice(0, 2).join(' ');
    done.set(kind, (done.get(kind) ?? 0) + 1);
    expect(about.asked(after), `${file.name}: ${chosen.title}\n${changed}`).toEqual(about.before);
    expect(newErrors(about.policy, after), `${file.name}: ${chosen.title}\n${changed}`).toEqual([]);
  });
  fc.assert(property, { numRuns: runs, seed });
  console.log(`Refactorings done: ${[...done].map(([kind, count]) => `${kind} ${count}`).join(', ')}.`);
  expect(done.size).toBeGreaterThan(4);
});

test('a policy answers the same after its blocks are organised, which is done then', { timeout: 600_000 }, () => {
  let done = 0;
  const property = fc.property(fc.nat(texts.length - 1), fc.infiniteStream(fc.nat()), (which, numbers) => {
    const { name, text: written, dialect } = texts[which]!;
    const text = shuffled(written, dialect, () => numbers.next().value!);
    const before = createPolicy([{ uri: 'main.polar', text }], { dialect });
    const organized = organizeBlocks(before, 'main.polar');
    const asked = askedOf(before);
    if (organized === undefined || asked === undefined) return;
    const changed = applied({ 'main.polar': text }, organized)['main.polar']!;
    const after = createPolicy([{ uri: 'main.polar', text: changed }], { dialect });
    done++;
    expect(asked(after), `${name}\n${changed}`).toEqual(asked(before));
    expect(newErrors(before, after), `${name}\n${changed}`).toEqual([]);
    expect(organizeBlocks(after, 'main.polar'), changed).toBeUndefined();
    const words = (each: string) => each.split(/\s+/).sort().join(' ');
    expect(words(changed)).toBe(words(text));
  });
  fc.assert(property, { numRuns: Math.min(runs, 300), seed });
  console.log(`Policies organised: ${done}.`);
  expect(done).toBeGreaterThan(20);
});

/** A policy whose blocks have their members in another order. */
function shuffled(text: string, dialect: Dialect, next: () => number): string {
  const policy = createPolicy([{ uri: 'main.polar', text }], { dialect });
  let result = text;
  for (const { tree, errors } of [...policy.files.get('main.polar')!.statements].reverse()) {
    if (tree?.$type !== 'Block' || errors.length > 0) continue;
    const spans = (tree as Block).members.map((member) => rangeOf(member));
    const order = spans.map((span) => ({ span, key: next() })).sort((a, b) => a.key - b.key);
    const written = order.map(({ span }) => text.slice(span.start, span.end));
    for (const [at, { start, end }] of [...spans.entries()].reverse())
      result = result.slice(0, start) + written[at] + result.slice(end);
  }
  return result;
}

/** The kinds of errors that a policy did not have before. A rule that has one may be copied with it. */
function newErrors(before: Policy, after: Policy): readonly string[] {
  const known = new Set(errorsIn(before));
  return errorsIn(after).filter((code) => !known.has(code));
}

const errorsIn = (policy: Policy): string[] =>
  [...check(policy).values()]
    .flat()
    .filter(({ severity }) => severity === 'error')
    .map(({ code }) => code);

/** Rules that pass on any role, or that do not; each with none or some of the others. */
const ROLE_RULES = [
  'has_role(u: User, r: String, x: Folder) if has_relation(x, "parent", y) and has_role(u, r, y);',
  'has_role(u: User, r: String, x: Folder) if r in ["reader"] and has_role(u, "owner", x);',
  'has_role(u: User, _r: String, x: Folder) if has_relation(x, "admin", u);',
  'allow(u: User, "see", x: Folder) if has_role(u, _r, x);',
  'has_permission(u: User, "see", x: Folder) if is_empty(x) and has_role(u, "reader", x);',
  'has_permission(u: User, "see", x: Folder) if is_empty(x) and not has_role(u, "reader", x);',
  'has_role(u: User, "del_role", x: Folder) if has_relation(x, "admin", u);',
];
const ROLE_SHORTHANDS = [
  'role if role on "parent";',
  '"reader" if "owner";',
  '"see" if role;',
  'role if global "boss";',
  '"del" if "reader" on "parent";',
];

test('a policy answers the same once a role is introduced between, whatever passes on roles', {
  timeout: 120_000,
}, () => {
  let done = 0;
  const asked = ['anne', 'bob', 'carol'].flatMap((user) =>
    ['del', 'see'].flatMap((permission) =>
      ['top', 'sub', 'leaf'].map((folder) => `allow(User{"${user}"}, "${permission}", Folder{"${folder}"})`),
    ),
  );
  const tests = asked.map((query, i) => `test "${i}" { setup { fixture all; } assert ${query}; }`).join('\n');
  const some = fc.tuple(fc.subarray(ROLE_RULES), fc.subarray(ROLE_SHORTHANDS));
  const property = fc.property(some, ([rules, shorthands]) => {
    const text = `actor User {}
global { roles = ["boss"]; }
resource Folder {
  roles = ["owner", "reader"];
  permissions = ["del", "see"];
  relations = { parent: Folder, admin: User };
  ${shorthands.join('\n  ')}
  "see" if "reader";
  "del" if "owner" and is_empty(resource);
}
${rules.join('\n')}
test fixture all {
  has_role(User{"anne"}, "owner", Folder{"top"});
  has_role(User{"bob"}, "reader", Folder{"sub"});
  has_relation(Folder{"leaf"}, "admin", User{"carol"});
  has_role(User{"carol"}, "boss");
  has_relation(Folder{"sub"}, "parent", Folder{"top"});
  has_relation(Folder{"leaf"}, "parent", Folder{"sub"});
  is_empty(Folder{"top"});
  is_empty(Folder{"leaf"});
}
${tests}`;
    const policy = createPolicy([{ uri: 'main.polar', text }], { dialect: 'cloud' });
    const results = (of: Policy): readonly string[] =>
      runTests(of).map(({ name, status }) => `${asked[Number(name)]}: ${status}`);
    const at = text.indexOf('"del" if "owner"') + 2;
    for (const one of refactorings(policy, 'main.polar', at, at)) {
      if (!one.title.startsWith('Introduce')) continue;
      const changed = applied({ 'main.polar': text }, one)['main.polar']!;
      const after = createPolicy([{ uri: 'main.polar', text: changed }], { dialect: 'cloud' });
      expect(results(after), changed).toEqual(results(policy));
      expect(newErrors(policy, after), changed).toEqual([]);
      done++;
    }
  });
  fc.assert(property, { numRuns: Math.min(runs, 200), seed });
  expect(done).toBeGreaterThan(5);
});

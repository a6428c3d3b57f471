/** What heads of rules take: resources as actors, plain values, and whatever a head without a type allows. */
import {
  CloudRun,
  type CloudValue,
  cloudCall,
  cloudDifferences,
  compileCloud,
  FactStore,
  Values,
} from '@polar-tools/evaluator';
import { createPolicy, type Policy } from '@polar-tools/policy';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const types = `actor User {} resource F { roles = ["r"]; permissions = ["v"]; "v" if "r"; } resource D extends F {}
global { roles = ["g"]; permissions = ["z"]; "z" if "g"; }
`;
const policyOf = (text: string): Policy => createPolicy([{ uri: 'p.polar', text: types + text }], { dialect: 'cloud' });

const string = (id: string): CloudValue => ({ type: 'String', id });
const universe: readonly CloudValue[] = [
  ...['User', 'F', 'D'].flatMap((type) => ['a', 'b'].map((id) => ({ type, id }))),
  string('b'),
  string('x'),
  { type: 'Integer', id: '5' },
  ...['true', 'false'].map((id) => ({ type: 'Boolean', id })),
];

/** The questions that two policies answer differently over no facts. */
function differing(policies: readonly [Policy, Policy]): readonly string[] {
  const values = new Values();
  const programs = policies.map((policy) => compileCloud(policy, values));
  const found: string[] = [];
  for (const actor of universe)
    for (const action of ['x', 'v', 'other'])
      for (const resource of universe) {
        const [before, after] = programs.map((program) => {
          const query = cloudCall(program, 'allow', [actor, string(action), resource]);
          return new CloudRun(query, { facts: new FactStore(values) }).run().kind;
        });
        if (before !== after) found.push(`${actor.type}:${actor.id} "${action}" ${resource.type}:${resource.id}`);
      }
  return found;
}

test.each([
  ['allow(_: Resource, "x", _: F);', 'allow(_: Actor, "x", _: F);'],
  ['allow(_, "x", _);', 'allow(_: Actor, "x", _: Resource);'],
  ['allow(_: User, "x", _);', 'allow(_: User, "x", _: F); allow(_: User, "x", _: User);'],
  ['allow(_: User, "x", _: String);', 'allow(_: User, "x", _: Integer);'],
  ['allow(_: User, "x", _: String);', 'allow(_: User, "x", "b");'],
  ['allow(_: User, "x", _: Boolean);', 'allow(_: User, "x", true);'],
  ['has_permission(_: Resource, "x", _: F);', 'has_permission(_: Actor, "x", _: F);'],
  ['has_permission(_: User, "x", _: String);', 'has_permission(_: User, "x", _: F);'],
  ['allow(u, "x", r) if u matches Resource and r matches F;', 'allow(u, "x", r) if u matches Actor and r matches F;'],
  [
    'allow(u: User, "x", r) if is_fit(u, r); is_fit(_: User, _);',
    'allow(u: User, "x", r) if is_fit(u, r); is_fit(_: User, _: Resource);',
  ],
  ['allow(_, a, _: F) if a in ["x", "v"];', 'allow(_: Actor, a, _: F) if a in ["x", "v"];'],
])('a difference is found: %s → %s', (old, changed) => {
  const policies = [policyOf(old), policyOf(changed)] as const;
  expect(differing(policies)).not.toEqual([]);
  expect(cloudDifferences(...policies).differences).not.toEqual([]);
});

test.each([
  ['allow(_: User, _, _: F);', 'allow(_: User, _: String, _: F);'],
  ['allow(_: User, 5, _: F);', 'allow(_: User, 6, _: F);'],
  ['allow(u: User, a, _: F) if a matches Integer;', 'allow(_: User, a, _: F) if a matches Boolean;'],
])('what is not asked is told: actions that are no strings: %s → %s', (old, changed) => {
  const { differences, leftOut } = cloudDifferences(policyOf(old), policyOf(changed));
  expect({ differences, leftOut }).toEqual({
    differences: [],
    leftOut: expect.arrayContaining(['Actions that are no strings were not asked.']),
  });
});

const type = fc.constantFrom(
  '_',
  '_: User',
  '_: F',
  '_: D',
  '_: Actor',
  '_: Resource',
  '_: String',
  '_: Integer',
  '"b"',
);
const head = fc
  .tuple(fc.constantFrom('allow', 'has_permission'), type, fc.constantFrom('"x"', '"v"'), type)
  .map(([name, actor, action, resource]) => `${name}(${actor}, ${action}, ${resource});`);
/** Two lists of heads; often the second has one more, or the same in another order. */
const pairs = fc
  .tuple(fc.array(head, { minLength: 1, maxLength: 3 }), head, fc.constantFrom('other', 'more', 'turned'))
  .map(([old, one, how]) => [
    old.join(' '),
    (how === 'other' ? [...old.slice(1), one] : how === 'more' ? [...old, one] : [...old].reverse()).join(' '),
  ]);

test('where none is told and everything was asked, no question over objects and plain values has another answer', () => {
  const counts = { none: 0, complete: 0, differing: 0 };
  fc.assert(
    fc.property(pairs, ([old, changed]) => {
      const policies = [policyOf(old!), policyOf(changed!)] as const;
      const { differences, searched, leftOut } = cloudDifferences(...policies, { first: true });
      if (differences.length > 0) counts.differing++;
      else {
        counts.none++;
        if (searched.isComplete && searched.unanswered === 0 && leftOut.every((one) => one.startsWith('Numbers'))) {
          counts.complete++;
          expect(differing(policies)).toEqual([]);
        }
      }
    }),
    { numRuns: 150 },
  );
  expect(counts.complete).toBeGreaterThan(5);
  expect(counts.differing).toBeGreaterThan(50);
});

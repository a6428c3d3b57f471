import { runTests } from '@polar-tools/evaluator';
import { createPolicy } from '@polar-tools/policy';
import { expect, it } from 'vitest';
import { consoleOf, debugging } from './debug-run.ts';

const POLICY = `actor User {}
resource Doc {
  relations = { parent: Doc };
  roles = ["r"];
  permissions = ["read", "edit"];
  "read" if "r";
  "edit" if "r";
}
`;

it.each<[string, boolean]>([
  ['assert allow(User{"u"}, x: String, Doc{"a"}) iff x in ["read"]', false],
  ['assert allow(User{"u"}, x: String, Doc{"a"}) iff x in ["read", "edit"]', true],
  ['assert allow(User{"u"}, x: String, Doc{"a"}) iff x in ["read", "edit", "zap"]', false],
  ['assert allow(User{"u"}, x: String, Doc{"a"}) iff x in ["zap"]', false],
  ['assert allow(User{"u"}, x: String, Doc{"a"}) iff x = "read"', false],
  ['assert allow(User{"v"}, x: String, Doc{"a"}) iff x in []', true],
  ['assert allow(User{"v"}, x: String, Doc{"a"}) iff x in ["read"]', false],
  ['assert_not allow(User{"u"}, x: String, Doc{"a"}) iff x in ["zap"]', true],
  ['assert_not allow(User{"u"}, x: String, Doc{"a"}) iff x in ["edit", "read"]', false],
  ['assert allow(User{"u"}, "read", d: Doc) iff d in [Doc{"a"}, Doc{"b"}]', true],
  ['assert allow(User{"u"}, "read", d: Doc) iff d in [Doc{"c"}]', false],
  ['assert allow(User{"u"}, "read", d: Doc) iff has_role(User{"u"}, "r", d)', true],
  ['assert allow(User{"u"}, "read", d: Doc) iff has_role(User{"u"}, "x", d)', false],
  ['assert allow(u: User, "read", d: Doc) iff d in [Doc{"a"}]', false],
  ['assert allow(User{"u"}, "read", Doc{"a"})', true],
  ['assert_not allow(User{"u"}, "read", Doc{"a"})', false],
])('a debugged test passes where it passes in a run of the tests: %s', async (assertion, passes) => {
  const policy = `${POLICY}test "it" {
  setup { has_role(User{"u"}, "r", Doc{"a"}); has_role(User{"u"}, "r", Doc{"b"}); }
  ${assertion};
}`;
  const [result] = runTests(createPolicy([{ uri: 'main.polar', text: policy }], { dialect: 'cloud' }));
  expect(result!.status === 'passed').toBe(passes);
  const client = await debugging({ policy, query: '', launch: { query: undefined, test: 'it' } });
  await client.next('terminated');
  const [verdict, why] = consoleOf(client);
  expect(verdict).toBe(
    passes ? 'The test passes: its assertion holds.' : 'The test fails: its assertion does not hold.',
  );
  if (!passes) expect(why).toContain(result!.assertions[0]!.message);
});

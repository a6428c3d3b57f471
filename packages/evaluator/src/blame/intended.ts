import type { Call, Expression, Node, Not } from '@polar-tools/language';
import { type Policy, type PolicyTest, unwrap } from '@polar-tools/policy';
import type { CloudProgram } from '../dialect/cloud/program.ts';
import { assertionQuery } from '../dialect/cloud/query.ts';
import type { FactStore } from '../facts/fact-store.ts';
import { writeFact } from '../facts/value.ts';
import { type Host, isNamed } from '../host/host.ts';
import { goalText } from '../proof/goal-text.ts';
import { factOf } from '../tests/setup.ts';
import type { Reply } from './next-step.ts';

/** What tests say of goals, as replies to the questions about them; see `Replies`. A test says what is meant whether it passes or not. */
export type Intended = ReadonlyMap<string, Reply>;

/** What the assertions of a test say over its own facts. */
export function intendedBy(test: PolicyTest, program: CloudProgram): Intended {
  const said = new Map<string, Reply>();
  for (const assertion of test.assertions) {
    const { asked } = assertionQuery(program, assertion, test.uri);
    // What is said of some values, or of each of a list, is not about one goal.
    if (assertion.iff !== undefined || asked?.arguments.some(({ id }) => id === undefined) !== false) continue;
    said.set(writeFact(asked), assertion.negated ? 'no' : 'yes');
  }
  return said;
}

/** The same for whoever asks over facts: what those tests say that have the very same. */
export function intendedOver(facts: FactStore, policy: Policy, program: CloudProgram): Intended {
  const said = new Map<string, Reply>();
  for (const test of policy.tests) {
    const own = test.facts.map(({ fact }) => factOf(fact));
    const isSame = own.every((fact) => fact !== undefined && facts.has(fact)) && sizeOf(own) === facts.size;
    if (isSame) for (const [goal, reply] of intendedBy(test, program)) said.set(goal, reply);
  }
  return said;
}

const sizeOf = (facts: readonly (Parameters<typeof writeFact>[0] | undefined)[]): number =>
  new Set(facts.map((fact) => (fact === undefined ? '' : writeFact(fact)))).size;

/** What the inline queries of a Library policy say: goals, without variables, that are to hold, or not to. */
export function intendedByQueries(policy: Policy, host: Host | undefined): Intended {
  const said = new Map<string, Reply>();
  const say = (node: Expression, reply: 'yes' | 'no'): void => {
    const goal = unwrap<Expression>(node);
    if (goal.$type === 'And' && reply === 'yes') for (const one of goal.operands) say(one, 'yes');
    else if (goal.$type === 'Not') say((goal as Not).operand, reply === 'yes' ? 'no' : 'yes');
    else if (goal.$type === 'Call' && (goal as Call).arguments.every((one) => isKnown(one, host)))
      said.set(goalText(goal), reply);
  };
  for (const { query } of policy.queries) say(query.query, 'yes');
  return said;
}

function isKnown(node: Node, host: Host | undefined): boolean {
  if (node.$type === 'Variable') return isNamed(host, (node as Node & { readonly name: string }).name);
  return /Literal$/.test(node.$type);
}

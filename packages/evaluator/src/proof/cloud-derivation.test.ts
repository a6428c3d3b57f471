import { createPolicy } from '@polar-tools/policy';
import { expect, test } from 'vitest';
import { compileCloud, explainCloudQuery, FactStore, prepareCloud, readFact } from '../index.ts';

/** The heads of the rules by which something is proved, and what they rest on. */
function proved(text: string, facts: readonly string[], query: string): readonly string[] {
  const policy = createPolicy([{ uri: 'p.polar', text }], { dialect: 'cloud' });
  const program = compileCloud(policy);
  const store = new FactStore(program.values);
  for (const fact of facts) store.add(readFact(fact)!);
  const { query: prepared } = prepareCloud(program, query);
  const explanation = explainCloudQuery(prepared!, { facts: store })!;
  const told: string[] = [];
  const tell = (steps: typeof explanation.failure): void => {
    for (const { goal, rules } of steps) {
      told.push(goal);
      for (const { goals } of rules) tell(goals);
    }
  };
  tell(explanation.answers[0]?.steps ?? []);
  return told;
}

test.each([
  ['a fact', ['locked(File{"f"})'], ''],
  ['a rule', ['locked_by(File{"f"}, User{"eve"})'], 'locked(file: File) if locked_by(file, _);'],
])('a proof goes by no rule that denies what holds by %s', (_, facts, rule) => {
  const policy = `actor User {} resource File {}
may(user: User, file: File) if writer(user, file) and not locked(file);
may(user: User, file: File) if writer(user, file) and holds_lock(user, file);
${rule}`;
  const all = [...facts, 'writer(User{"eve"}, File{"f"})', 'holds_lock(User{"eve"}, File{"f"})'];
  expect(proved(policy, all, 'may(User:eve, File:f)')).toEqual([
    'may(User{"eve"}, File{"f"})',
    'writer(User{"eve"}, File{"f"})',
    'holds_lock(User{"eve"}, File{"f"})',
  ]);
});

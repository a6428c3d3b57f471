import { sampleData } from '@polar-tools/evaluator';
import { createPolicy, type Policy, type Refactoring, refactorings } from '@polar-tools/policy';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unfinished } from '../conformance/case.ts';
import { loadOracle } from '../conformance/oracle.ts';
import { applied } from './applied.ts';
import { goalAt, type Text, texts } from './texts.ts';

/**
 * The reference engine's own answers to a refactored policy: what our evaluator takes for the same might be two for it.
 *
 *   POLAR_REFACTORING_REFERENCE_RUNS=3000 npx vitest run test/refactorings/reference.test.ts
 */
const runs = Number(process.env.POLAR_REFACTORING_REFERENCE_RUNS ?? 300);
const seed = Number(process.env.POLAR_REFACTORING_SEED ?? 1);

/** Objects of the sample that are asked about, as actors and as resources. */
const MOST_OBJECTS = 3;

/** What is asked of a policy, and the application's data. */
interface Asked {
  readonly policy: Policy;
  readonly data: object;
  readonly queries: readonly string[];
  readonly before: readonly string[];
}

/** Each query with each of its answers, once; undefined where the reference did not load it, or did not come to an end. */
async function answersOf(
  policy: string,
  data: object,
  queries: readonly string[],
): Promise<readonly string[] | undefined> {
  const session = await loadOracle({ policy, data, queries });
  if (session.fault !== undefined) return undefined;
  try {
    const found = new Set<string>();
    for (const query of queries) {
      const outcome = await session.ask(query);
      if (unfinished(outcome)) return undefined;
      for (const answer of outcome.answers) found.add(`${query}: ${answer}`);
      // Which error comes first, and after which answers, may depend on the order of clauses.
      if (outcome.error !== undefined) found.add(`${query}: error`);
    }
    return [...found].sort();
  } finally {
    session.free();
  }
}

async function askedOf({ text }: Text): Promise<Asked | undefined> {
  const policy = createPolicy([{ uri: 'main.polar', text }], { dialect: 'library' });
  const sample = sampleData(policy);
  if (sample.queries.length === 0) return undefined;
  const data = JSON.parse(sample.text) as { readonly objects?: object };
  const names = Object.keys(data.objects ?? {}).slice(0, MOST_OBJECTS);
  const predicate = policy.predicates.has('allow') ? 'allow' : 'has_permission';
  const queries = names.flatMap((actor) => names.map((resource) => `${predicate}(${actor}, action, ${resource})`));
  const before = await answersOf(text, data, queries);
  return before === undefined ? undefined : { policy, data, queries, before };
}

/** What is offered at a place, or at the first of some others where something is. */
function offeredFrom(text: string, policy: Policy, where: number, length: number): readonly Refactoring[] {
  for (let at = 0; at < 20; at++) {
    const { start, end } = goalAt(text, (where + at * 97) % text.length, length);
    const offered = refactorings(policy, 'main.polar', start, end);
    if (offered.length > 0) return offered;
  }
  return [];
}

test('the reference answers the same after any refactoring of a Library policy', { timeout: 600_000 }, async () => {
  const all = texts.filter(({ dialect }) => dialect === 'library');
  // Our own, and of the others as many as there is time for: with another seed others.
  const library = all.filter(({ name }, at) => name === 'own' || (at + seed) % Math.ceil(3_000 / runs) === 0);
  const known = new Map<Text, Asked | undefined>();
  const done = new Map<string, number>();
  const property = fc.asyncProperty(fc.nat(), fc.nat(), fc.nat(40), fc.nat(), async (which, where, length, choice) => {
    const file = library[which % library.length]!;
    if (!known.has(file)) known.set(file, await askedOf(file));
    const about = known.get(file);
    if (about === undefined) return;
    const offered = offeredFrom(file.text, about.policy, where, length);
    if (offered.length === 0) return;
    const chosen = offered[choice % offered.length]!;
    const changed = applied({ 'main.polar': file.text }, chosen)['main.polar']!;
    const after = await answersOf(changed, about.data, about.queries);
    expect(after, `${file.name}: ${chosen.title}\n${changed}`).toEqual(about.before);
    const kind = chosen.title.split(' ').slice(0, 2).join(' ');
    done.set(kind, (done.get(kind) ?? 0) + 1);
  });
  await fc.assert(property, { numRuns: runs, seed });
  const asked = [...known.values()].filter((each) => each !== undefined);
  const answers = asked.reduce((sum, { before }) => sum + before.length, 0);
  console.log(
    `${asked.length} of ${known.size} policies with ${answers} answers; refactorings: ${[...done].map(([kind, count]) => `${kind} ${count}`).join(', ')}.`,
  );
  expect(answers).toBeGreaterThan(0);
  expect(done.size).toBeGreaterThan(4);
});

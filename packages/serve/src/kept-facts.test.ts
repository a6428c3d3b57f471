import { type Fact, type FactStore, printFact } from '@polar-tools/evaluator';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type FactRequest, KeptFacts } from './kept-facts.ts';

const ids = fc.constantFrom('a', 'b', 'c');
const fact = fc.record({
  predicate: fc.constantFrom('p', 'q'),
  arguments: fc.tuple(
    ids.map((id) => ({ type: 'User', id })),
    ids.map((id) => ({ type: 'Org', id })),
  ),
});
const wildcard = fc.constantFrom({ type: undefined }, { type: 'User' }, { type: 'Org' });
const request: fc.Arbitrary<FactRequest> = fc.oneof(
  { weight: 3, arbitrary: fact.map((inserted): FactRequest => ({ kind: 'insert', fact: inserted })) },
  fc.tuple(fact, fc.option(wildcard, { nil: undefined }), fc.option(wildcard, { nil: undefined })).map(
    ([
      {
        predicate,
        arguments: [one, other],
      },
      first,
      second,
    ]): FactRequest => ({
      kind: 'delete',
      pattern: { predicate, arguments: [first ?? one, second ?? other] },
    }),
  ),
);

const printed = (store: FactStore): string[] => [...store.facts()].map(printFact).sort();

/** What changes come to, one fact at a time. */
function made(facts: ReadonlyMap<string, Fact>, requests: readonly FactRequest[]): Map<string, Fact> {
  const after = new Map(facts);
  for (const each of requests) {
    if (each.kind === 'insert') {
      after.set(printFact(each.fact), each.fact);
      continue;
    }
    for (const [key, { predicate, arguments: values }] of after) {
      const fits = each.pattern.arguments.every(
        ({ type, id }, at) =>
          (type ?? values[at]!.type) === values[at]!.type && (id ?? values[at]!.id) === values[at]!.id,
      );
      if (predicate === each.pattern.predicate && fits) after.delete(key);
    }
  }
  return after;
}

test('batches are made whole or not at all, and any moment can be seen again', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          requests: fc.array(request, { maxLength: 6 }),
          isKept: fc.boolean(),
          isSeen: fc.boolean(),
          isCleared: fc.integer({ max: 9, min: 0 }).map((one) => one === 0),
        }),
        { maxLength: 12 },
      ),
      (batches) => {
        const kept = new KeptFacts();
        let expected = new Map<string, Fact>();
        const moments: { moment: number; facts: string[]; snapshot: FactStore | undefined }[] = [];
        for (const { requests, isKept, isSeen, isCleared } of batches) {
          const snapshot = isSeen ? kept.snapshot() : undefined;
          moments.push({ moment: kept.moment, facts: [...expected.keys()].sort(), snapshot });
          if (isCleared) {
            kept.clear();
            expected = new Map();
          }
          const after = made(expected, requests);
          const isChange = requests.length > 0;
          try {
            kept.change(requests, () => {
              if (!isKept) throw new Error('the disk is full');
            });
            expected = after;
          } catch {
            expect(isChange && !isKept).toBe(true);
          }
          kept.tidy();
          expect(printed(kept.store)).toEqual([...expected.keys()].sort());
        }
        for (const { moment, facts, snapshot } of moments) {
          expect(printed(kept.asOf(moment)!)).toEqual(facts);
          if (snapshot !== undefined) expect(printed(snapshot)).toEqual(facts);
        }
        expect(printed(kept.store)).toEqual([...expected.keys()].sort());
      },
    ),
  );
});

test('a fact that comes and goes takes no more room each time', () => {
  const kept = new KeptFacts();
  const one: Fact = { predicate: 'p', arguments: [{ type: 'User', id: 'a' }] };
  let rows = 0;
  for (let turn = 0; turn < 20_000; turn++) {
    kept.change([{ kind: 'insert', fact: one }], () => {});
    kept.change([{ kind: 'delete', pattern: one }], () => {});
    kept.tidy();
    rows = Math.max(rows, kept.store.relation('p', 1)?.rows ?? 0);
  }
  expect(rows).toBeLessThan(2_000);
  expect(kept.store.size).toBe(0);
});

test('values that only questions have named are forgotten', () => {
  const kept = new KeptFacts();
  kept.change([{ kind: 'insert', fact: { predicate: 'p', arguments: [{ type: 'User', id: 'a' }] } }], () => {});
  for (let id = 0; id < 600_000; id++) kept.store.values.number({ type: 'User', id: `asked ${id}` });
  kept.tidy();
  expect(kept.store.values.size).toBe(1);
  expect(printed(kept.store)).toEqual(['p(User:a)']);
});

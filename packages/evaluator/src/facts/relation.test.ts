import { createPolicy } from '@polar-tools/policy';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileCloud } from '../dialect/cloud/program.ts';
import { cloudCall, type QueryArgument } from '../dialect/cloud/query.ts';
import { CloudRun } from '../dialect/cloud/run.ts';
import { FactStore } from './fact-store.ts';
import { type CloudValue, type Fact, printFact } from './value.ts';

/** What is asked of each argument: this value, any, or any of the first one's type. */
type Asked = 'given' | 'any' | 'typed';

const objects = (type: string, most: number) => fc.nat(most).map((id): CloudValue => ({ type, id: `${id}` }));
const words = fc.constantFrom('reader', 'writer', 'owner').map((id): CloudValue => ({ type: 'String', id }));

/** Some hundreds of facts, of which some objects have many and most have few. */
const facts = fc
  .array(
    fc.tuple(
      fc.oneof(objects('User', 200), objects('Group', 3)),
      words,
      fc.oneof(objects('Folder', 300), objects('Org', 2)),
    ),
    { minLength: 300, maxLength: 700, size: 'max' },
  )
  .map((rows) => rows.map((row): Fact => ({ predicate: 'has_role', arguments: row })));

test('facts are found by whatever is given of them, before and after changes', () => {
  fc.assert(
    fc.property(
      facts,
      fc.array(
        fc.tuple(
          fc.nat(699),
          fc.array(fc.constantFrom<Asked>('given', 'any', 'typed'), { minLength: 3, maxLength: 3 }),
        ),
        {
          minLength: 5,
          maxLength: 20,
        },
      ),
      fc.boolean(),
      (all, questions, isLayered) => {
        const base = new FactStore();
        const [late, early] = [all.slice(0, 20), all.slice(20)];
        for (const fact of early) base.add(fact);
        const store = isLayered ? base.layer() : base;
        const program = compileCloud(createPolicy([], { dialect: 'cloud' }), store.values);
        const told = new Map(early.map((fact) => [printFact(fact), fact]));
        const checkAll = (): void => {
          for (const [number, asked] of questions) {
            const example = all[number % all.length]!.arguments;
            const pattern = example.map((value, i): QueryArgument => {
              if (asked[i] === 'given') return value;
              return { type: asked[i] === 'typed' ? value.type : undefined };
            });
            const expected = [...told.values()].filter((fact) =>
              fact.arguments.every(({ type, id }, i) => {
                if (asked[i] === 'any') return true;
                return type === example[i]!.type && (asked[i] === 'typed' || id === example[i]!.id);
              }),
            );
            const run = new CloudRun(cloudCall(program, 'has_role', pattern), { facts: store });
            const found: string[] = [];
            for (let outcome = run.run(); outcome.kind === 'answer'; outcome = run.run())
              found.push(printFact(outcome.answer.fact!));
            expect(found.sort()).toEqual(expected.map(printFact).sort());
          }
        };
        checkAll();
        for (const fact of late) {
          store.add(fact);
          told.set(printFact(fact), fact);
        }
        checkAll();
        for (const fact of all.slice(10, 30)) {
          // What lies below another store stays.
          if (store.remove(fact)) told.delete(printFact(fact));
        }
        checkAll();
        expect(store.size).toBe(told.size);
      },
    ),
    { numRuns: 20 },
  );
});

import { createPolicy } from '@polar-tools/policy';
import { expect, test } from 'vitest';
import { compileCloud } from '../dialect/cloud/program.ts';
import { FactStore } from '../facts/fact-store.ts';
import { CloudDebuggee } from './cloud-debuggee.ts';
import { debuggedQuery } from './debugged.ts';

const policy = createPolicy(
  [
    {
      uri: 'main.polar',
      text: `resource N { relations = { next: N }; }
reach(a: N, b: N) if has_relation(a, "next", b);
reach(a: N, c: N) if has_relation(a, "next", b) and reach(b, c);
reach_only(a: N, b: N) if reach(a, b) and not has_relation(a, "next", b);`,
    },
  ],
  { dialect: 'cloud' },
);

/** A query over a ring of so many. */
function begun(query: string, length: number, blocks?: number): CloudDebuggee {
  const facts = new FactStore();
  const node = (id: number) => ({ type: 'N', id: String(id % length) });
  for (let i = 0; i < length; i++)
    facts.add({ predicate: 'has_relation', arguments: [node(i), { type: 'String', id: 'next' }, node(i + 1)] });
  const prepared = debuggedQuery(compileCloud(policy, facts.values), query, facts);
  if ('errors' in prepared) throw new Error(prepared.errors[0]?.message);
  return new CloudDebuggee(prepared.setup, blocks === undefined ? {} : { blocks });
}

function toTheEnd(run: CloudDebuggee): number {
  let answers = 0;
  for (let outcome = run.forward(); outcome.kind !== 'done'; outcome = run.forward()) {
    expect(outcome.kind).toBe('answer');
    answers++;
  }
  return answers;
}

const seen = (run: CloudDebuggee, event: number): unknown => {
  run.jump(event);
  const { port, activation, depth, predicate } = run.view;
  return [port, activation, depth, predicate, run.depth, run.frames(0, 3).map(({ id, predicate }) => [id, predicate])];
};

test('what is too long ago to be kept is seen as it was', () => {
  const whole = begun('reach(N:0, x)', 240);
  const short = begun('reach(N:0, x)', 240, 2);
  expect(toTheEnd(short)).toBe(toTheEnd(whole));
  expect(short.lastEvent).toBe(whole.lastEvent);
  expect(short.lastEvent).toBeGreaterThan(2 * 16_384);
  for (const event of [1, 2, 77, 16_384, 16_385, 20_000, 300, short.lastEvent])
    expect(seen(short, event), String(event)).toEqual(seen(whole, event));
});

test('stepping back passes the events of going on, each once', () => {
  const run = begun('reach_only(N:0, x)', 5);
  const on: number[] = [];
  while (run.forward(() => true).kind !== 'done') on.push(run.event);
  expect(on.length).toBeGreaterThan(20);
  const back: number[] = [];
  while (run.backward(() => true).kind === 'stop' && run.event > 0) back.push(run.event);
  expect(back.toReversed()).toEqual(on);
});

test('a run over its limits ends with an error that says which', () => {
  const run = new CloudDebuggee(begun('reach(N:0, x)', 50).setting, { facts: 100 });
  let outcome = run.forward();
  while (outcome.kind === 'answer') outcome = run.forward();
  expect(outcome.kind === 'error' && outcome.error.message).toContain('derives more than 100 facts');
  expect(run.view.port).toBe('exception');
});

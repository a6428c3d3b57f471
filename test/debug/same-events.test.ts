import { compile, type DataHost, loadData, type PreparedQuery, prepare } from '@polar-tools/evaluator';
import { createPolicy } from '@polar-tools/policy';
import { expect, it } from 'vitest';
import { CompiledRun } from '../../packages/evaluator/src/compiled/run.ts';
import type { CompiledQuery } from '../../packages/evaluator/src/compiler/prepare.ts';
import { ExactRun } from '../../packages/evaluator/src/exact/run.ts';
import { generatedCases } from '../conformance/generate.ts';
import { deepCases } from '../conformance/generate-deep.ts';
import { generatedQueries } from './generated-queries.ts';

/** More than these are not compared: programs may search for long. */
const MOST_EVENTS = 2_000;
const PORTS = ['', 'call', 'unify', 'exit', 'redo', 'fail'];

/** What happens in a run, up to where its machine gives up. */
interface Events {
  readonly met: readonly string[];
  /** False where only the other machine can go on. */
  readonly isWhole: boolean;
}

function eventsOf(query: PreparedQuery, host: DataHost, exactly: boolean): Events {
  const Machine = exactly ? ExactRun : CompiledRun;
  const machine = new Machine(query as CompiledQuery, { host }, true);
  const met: string[] = [];
  machine.attendAt = 0;
  machine.attend = (port, goal, clause) => {
    const node = goal === null ? '' : machine.space.code.sites[goal.site]!.node.$start;
    met.push(`${PORTS[port]} ${node} called at ${goal?.event}, ${goal?.depth} deep, rule ${clause}`);
    return met.length >= MOST_EVENTS;
  };
  try {
    for (;;) {
      const outcome = machine.run();
      if (outcome.kind === 'paused') return { met, isWhole: true };
      if (outcome.kind === 'question') throw new Error('The host answers at once.');
      machine.event++;
      met.push(outcome.kind === 'error' ? `error ${outcome.error.code}` : outcome.kind);
      if (outcome.kind !== 'answer') return { met, isWhole: true };
      if (met.length >= MOST_EVENTS) return { met, isWhole: true };
    }
  } catch (thrown) {
    if ((thrown as Error).constructor.name !== 'ConstraintMet') throw thrown;
    return { met, isWhole: false };
  }
}

const WRITTEN = `
  actor User {}
  actor Admin {}
  resource Repo { roles = ["reader"]; permissions = ["read"]; "read" if "reader"; }
  has_role(user: User, "reader", _: Repo) if user = ann;
  who(x: Actor) if x matches Actor;
  which(x: Resource, _: Resource) if x matches Resource;
  cuts(x) if x in [1, 2, 3] and (x > 1 and (cut or x = 5) or x = 3);
  among(x) if [x, 1] in [[1, 2], [2, 1], [3, 1.0]] and rest = [2, "a", [2]] and 2 in [1, *rest];
  nothing() if not cuts(4) and forall(x in [1, 2], x in [1, 2, 3]);
`;

it.each([
  'who(ann)',
  'who(bob)',
  'which(ann, repo)',
  'has_permission(ann, "read", repo)',
  'ann matches Resource and bob matches Actor',
  'cuts(x)',
  'among(x)',
  'nothing()',
  '[1, 2] in {a: 1} or x in {a: 1, b: 2} or {a: 1, b: 2}.(x) = 2',
])('both machines pass the same events, as far as the quick one goes (%s)', (text) => {
  const data = {
    classes: { User: {}, Admin: { extends: ['User'] }, Repo: {} },
    objects: { ann: { $class: 'User' }, bob: { $class: 'Admin' }, repo: { $class: 'Repo' } },
  };
  const { host } = loadData(JSON.stringify(data)).data;
  const program = compile(createPolicy([{ uri: 'p.polar', text: WRITTEN }], { dialect: 'library' }), host);
  const query = prepare(program, text).query!;
  const compiled = eventsOf(query, host, false);
  expect(compiled.isWhole).toBe(true);
  expect(eventsOf(query, host, true).met).toEqual(compiled.met);
});

it.each([
  ['something of everything', generatedCases],
  ['what is rarer, and has more constraints', deepCases],
] as const)(
  'both machines pass the same events, as far as the quick one goes (%s)',
  (_, cases) => {
    let [whole, begun] = [0, 0];
    const numRuns = Number(process.env.EVENTS_POLICIES ?? 60);
    const sample = { seed: Number(process.env.EVENTS_SEED ?? 11), numRuns };
    for (const { query, host, about } of generatedQueries(cases, sample)) {
      const compiled = eventsOf(query, host, false);
      const exact = eventsOf(query, host, true);
      if (compiled.isWhole) whole++;
      else begun++;
      const length = compiled.isWhole ? exact.met.length : compiled.met.length;
      expect(exact.met.slice(0, length), about).toEqual(compiled.met);
    }
    expect(whole).toBeGreaterThan(numRuns);
    expect(begun).toBeGreaterThan(numRuns);
  },
  300_000,
);

import { type CloudAnswer, CloudDebuggee, debuggedQuery, type EventView } from '@polar-tools/evaluator';
import { expect, test } from 'vitest';
import { askedPrograms } from './asked-programs.ts';
import { Random } from './generate.ts';

/** More on demand: POLAR_CLOUD_CHANGED=20000 POLAR_CLOUD_SEED=1 npx vitest run test/cloud/debugged-changes.test.ts */
const programs = Number(process.env.POLAR_CLOUD_CHANGED ?? 300);
const seed = Number(process.env.POLAR_CLOUD_SEED ?? 2711);
/** Longer runs are left out: each is gone through four times. */
const MOST_EVENTS = 400;

const told = ({ event, port, depth, activation, predicate }: EventView): string =>
  `${event} ${port} ${depth} ${activation} ${predicate}`;

/** Every event until the end, or until there are too many. */
function eventsOf(run: CloudDebuggee): readonly string[] | undefined {
  const seen: string[] = [];
  for (;;) {
    const { kind } = run.forward(() => true);
    if (seen.length > MOST_EVENTS) return undefined;
    if (run.event > seen.length) seen.push(told(run.view));
    if (kind === 'done' || kind === 'error') return seen;
  }
}

type Bindings = CloudAnswer['bindings'];

/** Whether an answer says the same, or more: a wildcard is any value of its type, `_` any value. */
const covers = (one: Bindings, other: Bindings): boolean =>
  [...one].every(([name, { type, id }]) => {
    const value = other.get(name)!;
    if (type === undefined) return true;
    return type === value.type && (id === undefined || id === value.id);
  });

test(`what is changed in runs of ${programs} generated programs leaves what came before, and adds no answer where nothing is denied`, {
  timeout: 60_000 + programs * 100,
}, () => {
  const random = new Random(seed + 13);
  const counts = { runs: 0, failed: 0, bound: 0, refused: 0, fewer: 0 };
  for (const { query, text, compiled, facts, context } of askedPrograms(random, programs, 2)) {
    const prepared = debuggedQuery(compiled, query, facts);
    if ('errors' in prepared) throw new Error(context);
    const before = new CloudDebuggee(prepared.setup);
    const events = eventsOf(before);
    if (events === undefined || events.length < 3) continue;
    counts.runs++;

    const at = 1 + random.below(events.length - 2);
    const run = new CloudDebuggee(prepared.setup);
    run.forward(({ event }) => event === at);
    while (run.event < at) run.forward(({ event }) => event === at);
    const { activation, port } = run.view;
    const open = run.frames(0, 1)[0]?.variables.find(({ bound }) => !bound);
    const value = run.frames().flatMap(({ variables }) => variables.filter(({ bound }) => bound))[0]?.value;
    let since: number;
    if (open !== undefined && value !== undefined && ['call', 'unify', 'exit'].includes(port)) {
      if (run.bind(0, open.name, value) !== undefined) {
        counts.refused++;
        continue;
      }
      counts.bound++;
      since = at;
      expect(run.event, context).toBe(at);
      expect(run.frames(0, 1)[0]!.variables.find(({ name }) => name === open.name)?.bound, context).toBe(true);
    } else {
      if (!['call', 'unify', 'exit', 'redo'].includes(port) || activation === 0) continue;
      run.forceFail();
      counts.failed++;
      since = activation;
      expect(run.event, context).toBe(activation + 1);
      expect(run.view.port, context).toBe('fail');
      expect(run.wasLetFail(activation), context).toBe(true);
    }

    // The new history, from its beginning to its end and back.
    run.jump(0);
    const after: string[] = [];
    for (let outcome = run.forward(() => true); ; outcome = run.forward(() => true)) {
      if (run.event > after.length) after.push(told(run.view));
      if (outcome.kind === 'done' || outcome.kind === 'error') break;
    }
    expect(after.slice(0, since), context).toEqual(events.slice(0, since));
    for (let event = after.length - 1; event > 0; event--) {
      run.backward(() => true);
      expect(told(run.view), context).toBe(after[event - 1]);
    }
    run.jump(after.length);
    if (/\bnot\b|!=/.test(text) || before.error !== undefined) continue;
    const all = before.rawAnswers.map(({ bindings }) => bindings);
    for (const { bindings } of run.rawAnswers) {
      const known = all.some((one) => covers(one, bindings));
      expect(known, `${JSON.stringify([...bindings])}\n${context}`).toBe(true);
    }
    if (run.rawAnswers.length < all.length) counts.fewer++;
  }
  console.log(JSON.stringify(counts));
  expect(counts.failed).toBeGreaterThan(programs / 10);
  expect(counts.bound).toBeGreaterThan(programs / 30);
  expect(counts.fewer).toBeGreaterThan(0);
});

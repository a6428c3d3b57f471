import {
  type AsyncHost,
  compile,
  type DataHost,
  Debuggee,
  type EventView,
  type Host,
  loadData,
  prepare,
  printTerm,
  type Question,
  type Reply,
} from '@polar-tools/evaluator';
import { createPolicy } from '@polar-tools/policy';
import { describe, expect, it } from 'vitest';
import { libraryDialect } from '../dialect/library.ts';
import { type Place, placesOf } from './places.ts';
import type { Stop } from './run.ts';
import { Runtime } from './runtime.ts';

const POLICY = `
allow(user, action, repo) if
  role in user.roles and
  role.repo = repo and
  grants(role, action);
grants(role: Role, "read") if role.name = "reader";
grants(role: Role, action) if role.name = "admin" and action in ["read", "push"];
`;
const DATA = JSON.stringify({
  classes: { User: {}, Role: {}, Repo: {} },
  objects: {
    ann: {
      $class: 'User',
      roles: [
        { $class: 'Role', name: 'reader', repo: { $ref: 'web' } },
        { $class: 'Role', name: 'admin', repo: { $ref: 'web' } },
      ],
    },
    web: { $class: 'Repo' },
  },
});

/** An application that takes a turn of the event loop for each answer, and notes what it was asked. */
class SlowHost {
  readonly asked: Question['kind'][] = [];
  /** Waits for this before it answers. */
  gate: Promise<void> = Promise.resolve();
  readonly #data: DataHost;
  readonly host: AsyncHost;

  constructor(data: DataHost, answer: (question: Question) => Reply = (question) => data.answer(question)) {
    this.#data = data;
    this.host = {
      classes: data.classes,
      builtinClasses: data.builtinClasses,
      constants: data.constants,
      classObject: (name) => this.#data.classObject(name),
      describe: (object) => this.#data.describe(object),
      inspect: (object) => this.#data.inspect(object),
      answer: async (question) => {
        this.asked.push(question.kind);
        await this.gate;
        await new Promise((resolve) => setImmediate(resolve));
        return answer(question);
      },
    };
  }
}

interface Met {
  readonly stops: Stop[];
  readonly answers: string[];
  readonly logs: string[];
  readonly endings: string[];
  over: boolean;
}

function start(
  text: string,
  application: (data: DataHost) => { answers: 'at once'; host: Host } | { answers: 'later'; host: AsyncHost },
  more: { stopOnEntry?: boolean; stopOnResult?: boolean } = {},
): { runtime: Runtime; met: Met; next: () => Promise<Stop | undefined>; place: (piece: string) => { place: Place } } {
  const { host: data } = loadData(DATA).data as { host: DataHost };
  const uri = 'file:///p.polar';
  const policy = createPolicy([{ uri, text }]);
  const { query } = prepare(compile(policy, data), 'allow(ann, action, web)');
  const asked = application(data);
  const met: Met = { stops: [], answers: [], logs: [], endings: [], over: false };
  let wake: () => void = () => {};
  const runtime = new Runtime(
    {
      dialect: libraryDialect,
      begin: (setting) =>
        new Debuggee(query!, {
          ...setting,
          limits: { time: 0 },
          ...(asked.answers === 'at once' && { host: asked.host }),
        }),
      application: asked,
      record: true,
      stopOnEntry: more.stopOnEntry === true,
      stopOnResult: more.stopOnResult === true,
      free: false,
    },
    { breathe: () => new Promise((resolve) => setImmediate(resolve)), now: () => performance.now() },
    {
      stopped: (stop) => {
        met.stops.push(stop);
        wake();
      },
      answered: ({ bindings }) =>
        met.answers.push([...bindings].map(([name, value]) => `${name} = ${printTerm(value)}`).join()),
      printed: () => {},
      logged: (message: string, _view: EventView) => met.logs.push(message),
      finished: (ending) => {
        met.endings.push(ending.kind === 'done' ? `${ending.answers}` : ending.error.message);
      },
      working: () => {},
      noticed: () => {},
      broke: (fault) => {
        throw fault;
      },
      ended: () => {
        met.over = true;
        wake();
      },
    },
  );
  let seen = 0;
  const next = async (): Promise<Stop | undefined> => {
    if (met.stops.length === seen && !met.over) await new Promise<void>((resolve) => (wake = resolve));
    return met.stops[seen++];
  };
  const places = placesOf(policy).get(uri)!;
  const place = (piece: string) => ({ place: places.find(({ start, end }) => text.slice(start, end) === piece)! });
  return { runtime, met, next, place };
}

const later = (slow: (data: DataHost) => SlowHost) => {
  let made: SlowHost | undefined;
  return {
    application: (data: DataHost) => {
      made = slow(data);
      return { answers: 'later', host: made.host } as const;
    },
    slow: () => made!,
  };
};

const EFFORT = { signal: new AbortController().signal, goesOn: () => {} };

describe('a run whose application takes its time', () => {
  it('finds the answers that one finds which answers at once', async () => {
    const { application, slow } = later((data) => new SlowHost(data));
    const waiting = start(POLICY, application);
    const atOnce = start(POLICY, (host) => ({ answers: 'at once', host }));
    for (const { runtime, next } of [waiting, atOnce]) {
      runtime.start();
      await next();
    }
    expect(waiting.met.answers).toEqual(['action = "read"', 'action = "read"', 'action = "push"']);
    expect(waiting.met).toEqual(atOnce.met);
    expect(slow().asked.length).toBeGreaterThan(5);
  });

  it('is asked nothing again by going back and on', async () => {
    const { application, slow } = later((data) => new SlowHost(data));
    const { runtime, met, next } = start(POLICY, application, { stopOnResult: true });
    runtime.start();
    const first = await next();
    const asked = slow().asked.length;
    runtime.stepBack('statement');
    await next();
    expect(runtime.event).toBeLessThan(first!.view.event);
    runtime.goTo(0);
    await next();
    runtime.resume();
    expect((await next())?.view.event).toBe(first!.view.event);
    expect(slow().asked.length).toBe(asked);
    expect(met.answers).toEqual(['action = "read"']);
  });

  it('is asked what conditions, log points and the console ask', async () => {
    const { application } = later((data) => new SlowHost(data));
    const { runtime, met, next, place } = start(POLICY, application);
    runtime.shown = (evaluation) => (evaluation.kind === 'value' ? printTerm(evaluation.value) : evaluation.kind);
    const at = place('grants(role, action)');
    runtime.breakpoints.setSource('file:///p.polar', [
      { id: 1, ...at, log: [{ text: 'as ' }, { expression: 'role.name' }] },
      { id: 2, ...at, condition: 'role.name = "admin"' },
    ]);
    runtime.start();
    expect((await next())?.breakpoints).toEqual([2]);
    const value = await runtime.evaluate('user.roles', 0, { solutions: 1, time: 1_000, ...EFFORT });
    expect(value.kind === 'value' && printTerm(value.value)).toContain('[');
    const goal = await runtime.evaluate('grants(role, what)', 0, { solutions: 9, time: 1_000, ...EFFORT });
    expect(goal.kind === 'answers' && goal.answers.length).toBe(2);
    // Called for the one, come back to, called for the other.
    expect(met.logs).toEqual(['as "reader"', 'as "reader"', 'as "admin"']);
  });

  it('can be paused while the application thinks, and goes on with what it says', async () => {
    const { application, slow } = later((data) => new SlowHost(data));
    const { runtime, met, next } = start(POLICY, application);
    let open: () => void = () => {};
    slow().gate = new Promise((resolve) => {
      open = resolve;
    });
    runtime.start();
    await new Promise((resolve) => setImmediate(resolve));
    runtime.pause();
    expect((await next())?.reason).toBe('pause');
    expect(slow().asked).toHaveLength(1);
    open();
    runtime.resume();
    await next();
    expect(met.answers).toHaveLength(3);
    const { application: other, slow: unpaused } = later((data) => new SlowHost(data));
    const whole = start(POLICY, other);
    whole.runtime.start();
    await whole.next();
    expect(slow().asked).toEqual(unpaused().asked);
  });

  it('ends with an error where the application fails, as an error of its own', async () => {
    const { application } = later(
      (data) =>
        new SlowHost(data, () => {
          throw new Error('the database is away');
        }),
    );
    const { runtime, met, next } = start(POLICY, application);
    runtime.breakpoints.setFilters(new Map([['error', []]]));
    runtime.start();
    expect((await next())?.filter).toBe('error');
    expect(met.endings).toEqual(['the database is away']);
  });

  it('is over at once when it is disposed of, whatever the application does', async () => {
    const { application, slow } = later((data) => new SlowHost(data));
    const { runtime, met } = start(POLICY, application);
    slow().gate = new Promise(() => {});
    runtime.start();
    await new Promise((resolve) => setImmediate(resolve));
    runtime.dispose();
    expect(met.over).toBe(true);
  });

  it('lets a goal fail though what follows asks the application', async () => {
    const { application } = later((data) => new SlowHost(data));
    const { runtime, met, next, place } = start(POLICY, application);
    const at = place('role in user.roles');
    runtime.breakpoints.setSource('file:///p.polar', [
      { id: 1, ...place('role.name = "reader"') },
      { id: 2, ...at },
    ]);
    runtime.start();
    await next();
    runtime.resume();
    expect((await next())?.breakpoints).toEqual([1]);
    runtime.breakpoints.setSource('file:///p.polar', []);
    runtime.forceFail();
    expect((await next())?.view.port).toBe('fail');
    runtime.resume();
    await next();
    expect(met.answers).toEqual(['action = "read"', 'action = "push"']);
  });
});

/** Requests that editors send seldom, and the project's own: what each gives, and when and how it refuses. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { describe, expect, it } from 'vitest';
import { debugging, stopText } from './debug-run.ts';
import type { InProcessClient } from './in-process-client.ts';

const POLICY = `f(x) if
  g(x, y) and
  y > 1;
g(x, y) if
  y in [1, 2, 3] and
  h(x);
h(_);
r("a") if s("b");
resource R { roles = ["a", "b"]; "a" if "b"; }
has_role(u: U, "b", _: R) if u = u;
actor U {}
s(_);
`;

type Body = DebugProtocol.Response['body'];

/** Stopped at the first goal of a query. */
async function stopped(query = 'f(1)', launch: object = {}): Promise<InProcessClient> {
  const client = await debugging({ policy: POLICY, query, launch: { stopOnEntry: true, ...launch } });
  await client.next('stopped');
  return client;
}

/** Where it stops next. */
async function after(client: InProcessClient, command: string, args: object = { threadId: 1 }): Promise<string> {
  const { success, message } = await client.request(command, args);
  if (!success) return `refused: ${message}`;
  const { event, body } = await client.next('stopped', 'terminated');
  return event === 'stopped' ? stopText(body) : event;
}

const body = async (client: InProcessClient, command: string, args?: object): Promise<Body> => {
  const response = await client.request(command, args);
  expect(response.message).toBeUndefined();
  return response.body;
};

const refusal = async (client: InProcessClient, command: string, args?: object): Promise<string | undefined> => {
  const { success, message } = await client.request(command, args);
  expect(success).toBe(false);
  return message;
};

/** Steps in until it stands at an event. */
async function stepTo(client: InProcessClient, text: string): Promise<void> {
  const seen: string[] = [];
  while (seen.at(-1) !== 'terminated') {
    const stop = await after(client, 'stepIn');
    if (stop.startsWith(text)) return;
    seen.push(stop);
  }
  throw new Error(`It never came to ${text}: ${seen.join(', ')}`);
}

describe('polar/retry', () => {
  it('goes back to the call of a goal that is in progress', async () => {
    const client = await stopped();
    await stepTo(client, 'call h/1');
    const { choicePoints } = await body(client, 'polar/choicePoints');
    expect(await after(client, 'polar/retry', { activation: choicePoints[0].activation })).toBe(
      'call y in [1, 2, 3]: y in [1, 2, 3]',
    );
  });

  it.each([
    ['a goal of the future', 9_999],
    ['a number of no event', -1],
  ])('refuses %s', async (_name, activation) => {
    const message = `No goal in progress was called at event ${activation}.`;
    expect(await refusal(await stopped(), 'polar/retry', { activation })).toBe(message);
  });

  it('refuses without a recording', async () => {
    const client = await stopped('f(1)', { record: false });
    const message = 'There is no recording to go back in. Set "record": true.';
    expect(await refusal(client, 'polar/retry', { activation: 1 })).toBe(message);
  });
});

describe('polar/showLonghand', () => {
  it('shows, hides, or changes which of both', async () => {
    const client = await stopped();
    const shown = async (args?: object): Promise<boolean> => (await body(client, 'polar/showLonghand', args)).shown;
    expect(await shown({ shown: true })).toBe(true);
    expect(await shown({ shown: true })).toBe(true);
    expect(await shown({ shown: false })).toBe(false);
    expect(await shown({ shown: false })).toBe(false);
    expect(await shown()).toBe(true);
    expect(await shown({})).toBe(false);
  });
});

describe('a hover over a name', () => {
  const hover = { context: 'hover' };
  const frame = async (client: InProcessClient): Promise<number> =>
    (await body(client, 'stackTrace', { threadId: 1 })).stackFrames[0].id;

  it.each([
    ['a variable with a value', 'x', '1'],
    ['a variable without one', 'y', 'unbound'],
  ])('tells %s', async (_name, expression, result) => {
    const client = await stopped();
    await stepTo(client, 'call g/2');
    const frameId = await frame(client);
    expect((await body(client, 'evaluate', { expression, frameId, ...hover })).result).toBe(result);
  });

  it('says of another that it is not there', async () => {
    const client = await stopped();
    await stepTo(client, 'call g/2');
    const frameId = await frame(client);
    const message = 'There is no variable z here.';
    expect(await refusal(client, 'evaluate', { expression: 'z', frameId, ...hover })).toBe(message);
  });
});

describe('what stopped it', () => {
  it('is told of a goal that is tried again', async () => {
    const client = await stopped();
    await body(client, 'polar/setPorts', { ports: ['redo'] });
    expect(await after(client, 'stepIn')).toMatch(/^redo /);
    expect(await body(client, 'exceptionInfo', { threadId: 1 })).toEqual({
      exceptionId: 'Redone goal',
      description: 'The search came back to this goal for another solution.',
      breakMode: 'always',
    });
  });

  it('is not told of a call', async () => {
    expect(await refusal(await stopped(), 'exceptionInfo', { threadId: 1 })).toBe(
      'It did not stop because of an error or a failure.',
    );
  });
});

describe('the events of a goal that one can go to', () => {
  const MANY =
    'p(x) if x in [1, 2, 3, 4, 5, 6, 7, 8, 9] and\n  q(x) and\n  x > 9;\nq(x) if x in [1, 2, 3, 4, 5, 6, 7, 8, 9];\n';
  const ended = async (policy: string, query: string): Promise<InProcessClient> => {
    const client = await debugging({ policy, query, filters: ['none'] });
    expect((await client.next('stopped')).body.description).toBe('end');
    return client;
  };
  const targets = async (client: InProcessClient, line: number, column: number): Promise<DebugProtocol.GotoTarget[]> =>
    (await body(client, 'gotoTargets', { source: { path: '/w/main.polar' }, line, column })).targets;

  it('are the latest first, with their values', async () => {
    const found = await targets(await ended(MANY, 'p(x)'), 2, 3);
    const events = found.map(({ id }) => id);
    expect(events).toEqual([...events].sort((a, b) => b - a));
    expect(found.map(({ label }) => label.replace(/^event \d+: /, ''))).toContain('q(9)');
    expect(found.every(({ line, column }) => line === 2 && column === 3)).toBe(true);
  });

  it('are 50 at most', async () => {
    const goals = 'p(x) if x in [1, 2, 3, 4, 5, 6, 7, 8] and\n  y in [1, 2, 3, 4, 5, 6, 7, 8] and\n  y > 9;\n';
    const found = await targets(await ended(goals, 'p(x)'), 3, 3);
    expect(found).toHaveLength(50);
    expect(new Set(found.map(({ id }) => id)).size).toBe(50);
  });

  it.each([
    ['a line without a goal', 4, 1],
    ['a line beyond the end', 99, 1],
  ])('are none at %s', async (_name, line, column) => {
    const client = await ended('p(x) if\n  x = 1 and\n  x = 2;\n', 'p(x)');
    expect(await targets(client, line, column)).toEqual([]);
  });
});

it.each([
  [9_999, /^There is no event 9999\. The recording has the events 0 to \d+\.$/],
  [-1, /^There is no event -1\./],
])('going to event %d is refused', async (targetId, message) => {
  expect(await refusal(await stopped(), 'goto', { threadId: 1, targetId })).toMatch(message);
});

describe('the choice points inside a negation', () => {
  it('are listed with those outside, the newest first', async () => {
    const policy = 'f(x) if\n  x in [1, 2] and\n  not (y in [3, 4] and g(y));\ng(9);\ng(y) if y > 5;\n';
    const client = await debugging({ policy, query: 'f(x)', launch: { stopOnEntry: true } });
    await client.next('stopped');
    await stepTo(client, 'call y > 5');
    const { choicePoints, total } = await body(client, 'polar/choicePoints');
    const rows = choicePoints.map(({ kind, goal, depth, line, column, clauses }: Body) => ({
      kind,
      goal,
      depth,
      at: `${line}:${column}`,
      left: clauses?.map(({ text }: Body) => text),
    }));
    expect({ rows, total }).toMatchInlineSnapshot(`
      {
        "rows": [
          {
            "at": "3:8",
            "depth": 3,
            "goal": "y in [3, 4]",
            "kind": "in",
            "left": [],
          },
          {
            "at": "3:3",
            "depth": 2,
            "goal": "not (y in [3, 4] and g(y))",
            "kind": "not",
            "left": [],
          },
          {
            "at": "2:3",
            "depth": 2,
            "goal": "x in [1, 2]",
            "kind": "in",
            "left": [],
          },
        ],
        "total": 3,
      }
    `);
  });
});

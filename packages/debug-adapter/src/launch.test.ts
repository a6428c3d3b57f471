import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkLaunch } from './launch.ts';

const problems = (raw: unknown): readonly string[] => {
  const checked = checkLaunch(raw);
  return 'problems' in checked ? checked.problems : [];
};

describe('a launch configuration', () => {
  it('needs no more than a query', () => {
    expect(checkLaunch({ query: 'f(x)' })).toEqual({
      value: {
        policies: undefined,
        query: 'f(x)',
        recording: undefined,
        data: undefined,
        stopOnEntry: false,
        stopOnFail: false,
        stopOnResult: false,
        limits: {},
        record: true,
        noDebug: false,
      },
    });
  });

  it.each([
    // VS Code, "Launch.json attributes" of its guide to debugging, and what it adds by itself.
    ...['name', 'type', 'request', 'noDebug', 'presentation', 'preLaunchTask', 'postDebugTask', 'debugServer'],
    ...['internalConsoleOptions', 'serverReadyAction', 'suppressMultipleSessionWarning', 'windows', 'osx', 'linux'],
    ...['__sessionId', '__configurationTarget', '__restart'],
    // Zed.
    ...['adapter', 'label', 'build', 'cwd', 'tcp_connection'],
  ])("may have the editor's field %s, whatever it says", (field) => {
    for (const value of [true, 'x', 3, { order: 1 }, null])
      expect(problems({ query: 'f()', [field]: value })).toEqual([]);
  });

  it("may have the editor's own fields, which are left alone", () => {
    expect(problems({ query: 'f()', name: 'x', type: 'polar', request: 'launch', __sessionId: '1' })).toEqual([]);
  });

  it.each([
    [{}, 'The launch configuration has no "query". Add one, such as "query": "allow(larry, action, gmail)".'],
    [{ query: ' ' }, 'The launch configuration has no "query"'],
    [{ query: 'f()', polices: 'a.polar' }, 'unknown field "polices". Did you mean "policies"?'],
    [{ query: 'f()', colour: 1 }, 'unknown field "colour". It may have: policies, query, data'],
    [{ query: 3 }, '"query" must be a query such as'],
    [{ query: { file: 'a.polar' } }, '"query" must be'],
    [{ query: { file: 'a.polar', line: 0 } }, '"query" must be'],
    [{ query: 'f()', policies: 3 }, '"policies" must be a file, a folder or a pattern'],
    [{ query: 'f()', policies: ['a', 3] }, '"policies" must be'],
    [{ query: 'f()', policies: [] }, '"policies" must be'],
    [{ query: 'f()', data: ['x'] }, '"data" must be the path of a JSON file with objects; it is ["x"].'],
    [{ query: 'f()', stopOnEntry: 'yes' }, '"stopOnEntry" must be true or false; it is "yes".'],
    [
      { query: 'f()', startAt: { line: 3 } },
      '"startAt" must be the number of an event, or {"file": …, "line": …, "column": …, "goal": …} of a goal, or a list of these; it is {"line":3}.',
    ],
    [
      { query: 'f()', startAt: [] },
      '"startAt" must be the number of an event, or {"file": …, "line": …, "column": …, "goal": …} of a goal, or a list of these; it is [].',
    ],
    [{ query: 'f()', record: 1 }, '"record" must be true or false; it is 1.'],
    [{ query: 'f()', limits: 5 }, '"limits" must be an object'],
    [{ query: 'f()', limits: { tiem: 5 } }, '"limits" has an unknown field "tiem". Did you mean "time"?'],
    [{ query: 'f()', limits: { depth: 0 } }, '"limits.depth" must be a whole number above 0; it is 0.'],
    ['f()', 'must be an object with a "query"'],
    [null, 'must be an object with a "query"'],
  ])('%j is refused with what to do', (raw, message) => {
    expect(problems(raw).join('\n')).toContain(message);
  });

  it('names every fault at once', () => {
    expect(problems({ stopOnEntry: 1, data: 2, x: 3 })).toHaveLength(4);
  });

  it('survives whatever JSON it is given', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (raw) => {
        const checked = checkLaunch(raw);
        expect('value' in checked || checked.problems.length > 0).toBe(true);
      }),
      { seed: 3, numRuns: 300 },
    );
  });
});

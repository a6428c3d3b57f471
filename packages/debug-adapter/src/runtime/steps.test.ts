import type { EventView, Port } from '@polar-tools/evaluator';
import { describe, expect, it } from 'vitest';
import { DEFAULT_STEP_PORTS, type StepFrom, stepIn, stepOut, stepOver } from './steps.ts';

/** `call 1` … as `port depth line`. */
const view = (text: string): EventView & { line: string } => {
  const [port, depth, line = ''] = text.split(' ');
  return {
    event: 0,
    port: port as Port,
    depth: Number(depth),
    goal: undefined,
    clause: undefined,
    predicate: undefined,
    arity: 0,
    activation: 0,
    frame: 0,
    line,
  };
};
const from = (text: string, rest: Partial<StepFrom> = {}): StepFrom => ({
  view: view(text),
  granularity: 'statement',
  ports: DEFAULT_STEP_PORTS,
  lineOf: (one) => (one as EventView & { line: string }).line,
  ...rest,
});
const first = (condition: (one: EventView) => boolean, events: string[]): string | undefined =>
  events.find((text) => condition(view(text)));

describe('a step', () => {
  const inside = ['unify 1', 'call 2', 'exit 2', 'exit 1', 'call 1', 'fail 1'];

  it('into a goal goes to the head of the rule', () => {
    expect(first(stepIn(from('call 1')), inside)).toBe('unify 1');
  });

  it('into a goal that no rule answers goes to its failure', () => {
    expect(first(stepIn(from('call 1')), ['fail 1'])).toBe('fail 1');
  });

  it('over a goal goes to the next one of the same rule', () => {
    expect(first(stepOver(from('call 1')), inside)).toBe('call 1');
  });

  it('over a head goes to the first goal of that rule', () => {
    expect(first(stepOver(from('unify 1')), ['call 2', 'exit 2'])).toBe('call 2');
  });

  it('over the last goal of a rule goes to the caller', () => {
    expect(first(stepOver(from('call 2')), ['unify 2', 'exit 2', 'exit 1', 'call 1'])).toBe('call 1');
  });

  it('out goes to the exit or failure of the goal that called the rule', () => {
    expect(first(stepOut(from('call 2')), ['fail 2', 'redo 2', 'exit 2', 'exit 1'])).toBe('exit 1');
    expect(first(stepOut(from('unify 1')), ['call 2', 'fail 2', 'fail 1'])).toBe('fail 1');
  });

  it('by line goes past goals on the same line', () => {
    const events = ['call 1 7', 'call 1 7', 'call 1 8'];
    expect(first(stepOver(from('call 1 7', { granularity: 'line' })), events)).toBe('call 1 8');
  });

  it('by unification goes to the very next event', () => {
    expect(first(stepIn(from('call 1', { granularity: 'instruction' })), ['exit 3'])).toBe('exit 3');
  });

  it('stops at the ports that were chosen, and at an error always', () => {
    const ports = new Set(['exit'] as const);
    expect(first(stepIn(from('call 1', { ports })), ['unify 1', 'call 2', 'exit 2'])).toBe('exit 2');
    expect(first(stepIn(from('call 1', { ports })), ['unify 1', 'exception 2'])).toBe('exception 2');
  });
});

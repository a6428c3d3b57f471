import { inspect } from 'node:util';
import { createPolicy } from '@polar-tools/policy';
import { expect, it } from 'vitest';
import { CompiledRun } from '../compiled/run.ts';
import type { CompiledQuery } from '../compiler/prepare.ts';
import { compile, prepare } from '../index.ts';
import { CALL_PORT } from '../run/ports.ts';
import { Box, CONS, list } from '../terms/term.ts';
import { markReachable } from './reachable.ts';

/** A machine that stands at the first call of `here`. */
function stopped(text: string, query: string): CompiledRun {
  const program = compile(createPolicy([{ uri: 'file:///main.polar', text }]));
  const machine = new CompiledRun(prepare(program, query).query as CompiledQuery, {}, true);
  machine.attendAt = 0;
  machine.attend = (port, activation) => {
    const { node } = machine.space.code.sites[activation!.site]!;
    return port === CALL_PORT && 'name' in node && (node.name as { readonly text: string }).text === 'here';
  };
  machine.run();
  return machine;
}

/** Every list cell that there is a way to from the machine, used or not. */
function cellsKnown(machine: CompiledRun): Box[] {
  const known = new Set<object>([machine]);
  for (const each of known) {
    const parts = each instanceof Map ? [...each.values()] : Object.values(each);
    for (const part of parts) if (typeof part === 'object' && part !== null) known.add(part);
  }
  return [...known].filter((each): each is Box => each instanceof Box && each.kind === CONS);
}

/** How many of them are reached. */
function cellsReached(machine: CompiledRun): number | undefined {
  const cells = cellsKnown(machine);
  let reached: number | undefined;
  markReachable(machine, 10_000, (isReached) => {
    reached = cells.filter(isReached).length;
  });
  return reached;
}

const build = 'built(0, []) if cut; built(n, [n, *rest]) if n > 0 and m = n - 1 and built(m, rest); here();';

it('what a variable in progress is bound to is reached', () => {
  const machine = stopped(`p() if built(20, x) and here() and x = x; ${build}`, 'p()');
  expect(cellsReached(machine)).toBeGreaterThanOrEqual(20);
});

it('what only a rule that is over has known is not', () => {
  const machine = stopped(`p() if q() and here(); q() if built(20, _x); ${build}`, 'p()');
  machine.registers.fill(false);
  expect(cellsKnown(machine).length).toBeGreaterThan(0);
  expect(cellsReached(machine)).toBe(0);
});

it('what a choice point would go back to is', () => {
  const machine = stopped(`p() if q(_) and here(); q(_) if built(20, x) and (1 = 1 or x = []); ${build}`, 'p()');
  machine.registers.fill(false);
  expect(cellsReached(machine)).toBeGreaterThanOrEqual(20);
});

it('is given up where there is too much of it', () => {
  const machine = stopped('here();', 'here()');
  const last = list([16]) as Box;
  machine.registers[0] = list([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], last);
  const seen: boolean[] = [];
  markReachable(machine, 10, (isReached) => seen.push(isReached(last)));
  expect(seen).toEqual([]);
  markReachable(machine, 1_000, (isReached) => seen.push(isReached(last)));
  expect(seen).toEqual([true]);
});

it('leaves no mark, given up or not', () => {
  const machine = stopped(`p() if built(20, x) and (here() or x = []); ${build}`, 'p()');
  const before = inspect(machine, { depth: 100 });
  for (const most of [0, 1, 5, 50, 10_000]) {
    markReachable(machine, most, () => {});
    expect(inspect(machine, { depth: 100 })).toBe(before);
  }
});

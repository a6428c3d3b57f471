import { createPolicy } from '@polar-tools/policy';
import { expect, it } from 'vitest';
import { compile, Machine, prepare } from '../index.ts';
import { CALL_PORT } from '../machine/ports.ts';
import { Box, CONS, deref, list } from '../terms/term.ts';
import { reachable } from './reachable.ts';

/** A machine that stands at the first call of `here`. */
function stopped(text: string, query: string): Machine {
  const program = compile(createPolicy([{ uri: 'file:///main.polar', text }]));
  const machine = new Machine(prepare(program, query).query!, {}, true);
  machine.attendAt = 0;
  machine.attend = (port, activation) => {
    const { node } = machine.space.code.sites[activation!.site]!;
    return port === CALL_PORT && 'name' in node && (node.name as { readonly text: string }).text === 'here';
  };
  machine.run();
  return machine;
}

const listCells = (found: ReadonlySet<object> | undefined): number =>
  [...(found ?? [])].filter((each) => each instanceof Box && each.kind === CONS).length;

const build = 'built(0, []) if cut; built(n, [n, *rest]) if n > 0 and m = n - 1 and built(m, rest); here();';

it('what a variable in progress is bound to can be reached', () => {
  const machine = stopped(`p() if built(20, x) and here() and x = x; ${build}`, 'p()');
  expect(listCells(reachable(machine, 10_000))).toBeGreaterThanOrEqual(20);
});

it('what only a rule that is over has known cannot', () => {
  const machine = stopped(`p() if q() and here(); q() if built(20, _x); ${build}`, 'p()');
  machine.registers.fill(false);
  expect(listCells(reachable(machine, 10_000))).toBe(0);
});

it('what a choice point would go back to can', () => {
  const machine = stopped(`p() if q(_) and here(); q(_) if built(20, x) and (1 = 1 or x = []); ${build}`, 'p()');
  machine.registers.fill(false);
  expect(listCells(reachable(machine, 10_000))).toBeGreaterThanOrEqual(20);
});

it('is given up where there is too much of it', () => {
  const machine = stopped('here();', 'here()');
  machine.registers[0] = list([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);
  expect(reachable(machine, 10)).toBeUndefined();
  expect(reachable(machine, 1_000)?.has(deref(machine.registers[0]) as Box)).toBe(true);
});

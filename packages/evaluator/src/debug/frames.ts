import type { Clause } from '@polar-tools/policy';
import type { ClauseCode } from '../compiler/program.ts';
import * as choices from '../machine/choice.ts';
import { ACTIVATION, type Activation, type Frame as MachineFrame } from '../machine/frame.ts';
import type { Machine } from '../machine/machine.ts';
import { deref, isUnbound, type Term } from '../terms/term.ts';
import { argumentsOf } from './arguments.ts';
import { type CurrentEvent, siteOf } from './event-view.ts';
import type { ChoicePointView, Frame, VariableView } from './view.ts';

/** A frame as it is shown, and the machine's own. */
export interface LiveFrame extends Frame {
  readonly machineFrame: MachineFrame | null;
  readonly clauseIndex: number;
}

/** The rules in progress at an event, the innermost first; the query is the last. */
export function liveFrames(machine: Machine, event: CurrentEvent): readonly LiveFrame[] {
  const { space } = machine;
  const found: { frame: MachineFrame | null; goal: Activation | null; clause: number }[] = [];
  let goal: Activation | null = event.current;
  let frame: MachineFrame | null;
  if (event.port === 'unify') {
    found.push({ frame: machine.frame, goal: null, clause: event.clauseIndex });
    frame = goal?.frame ?? null;
  } else frame = goal === null ? machine.frame : goal.frame;
  if (goal === null) {
    const isAnswer = event.port === 'answer';
    return [show(machine, isAnswer ? machine.frame : null, null, machine.queryClause.index, 1)];
  }
  while (goal !== null) {
    found.push({ frame, goal, clause: space.code.sites[goal.site]!.clause });
    // The goal that called this clause: goals within negations stand in the same frame.
    const caller: Activation | null = frame === null ? null : (frame[ACTIVATION] as Activation | null);
    goal = caller;
    frame = caller?.frame ?? null;
  }
  return found.map((each, i) => show(machine, each.frame, each.goal, each.clause, found.length - i));
}

function show(
  machine: Machine,
  frame: MachineFrame | null,
  goal: Activation | null,
  clauseIndex: number,
  depth: number,
): LiveFrame {
  const { space, query } = machine;
  const code: ClauseCode = space.clauses[clauseIndex]!;
  const { clause } = code;
  const caller = frame === null ? null : (frame[ACTIVATION] as Activation | null);
  return {
    id: caller?.event ?? 0,
    clause,
    rule: clause?.rule,
    uri: clause?.uri ?? query.uri,
    predicate: clause?.predicate,
    arity: clause?.arity ?? 0,
    arguments: caller === null ? [] : argumentsOf(space, caller),
    goal: goal === null ? undefined : siteOf(space, goal.site, query.uri),
    variables: variablesOf(machine, frame, code),
    depth,
    machineFrame: frame,
    clauseIndex,
  };
}

function variablesOf(machine: Machine, frame: MachineFrame | null, code: ClauseCode): readonly VariableView[] {
  const slots = machine.space.code.frameSlots(code.index);
  const order = new Map(code.lowered.variables.map(({ name, index }) => [name, index]));
  return slots
    .map(({ name, slot }): VariableView => {
      const given = frame === null ? machine.registers[order.get(name) ?? 0]! : (frame[slot] as Term);
      const value = deref(given);
      return { name, value, bound: !isUnbound(value) };
    })
    .sort((left, right) => order.get(left.name)! - order.get(right.name)!);
}

/** The alternatives left, the newest first. */
export function liveChoicePoints(machine: Machine): readonly ChoicePointView[] {
  const { space, query } = machine;
  const shown: ChoicePointView[] = [];
  for (let choice = machine.choice; choice !== null; choice = choice.previous) {
    const kind = kindOf(choice);
    if (kind === undefined) continue;
    const { activation } = choice;
    const left: readonly (Clause | undefined)[] =
      choice.kind === choices.CLAUSES
        ? (choice.list as readonly ClauseCode[]).slice(choice.index).map(({ clause }) => clause)
        : [];
    shown.push({
      activation: activation?.event ?? 0,
      kind,
      goal: activation === null ? undefined : siteOf(space, activation.site, query.uri),
      clauses: left.filter((clause) => clause !== undefined),
      depth: activation?.depth ?? 0,
    });
  }
  return shown;
}

function kindOf(choice: choices.Choice): ChoicePointView['kind'] | undefined {
  switch (choice.kind) {
    case choices.CLAUSES:
      return 'clauses';
    case choices.ALTERNATIVE:
      return 'or';
    case choices.MEMBERS:
    case choices.ITERATION:
      return 'in';
    case choices.NEGATION:
      return choice.index === 1 ? 'forall' : 'not';
    case choices.GOALS:
      return 'other';
    default:
      return undefined;
  }
}

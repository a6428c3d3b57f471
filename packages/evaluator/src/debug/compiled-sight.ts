import * as choices from '../compiled/choice.ts';
import { ACTIVATION, type Activation, type Frame } from '../compiled/frame.ts';
import type { CompiledRun } from '../compiled/run.ts';
import type { ClauseCode } from '../compiler/program.ts';
import type { Surroundings } from '../run/surroundings.ts';
import { copyTerm } from '../terms/copy.ts';
import { type Box, deref, isUnbound, type Term, Box as TermBox, UNBOUND, VAR } from '../terms/term.ts';
import { argumentsOf } from './arguments.ts';
import type { OpenChoice, RuleInProgress, Sight } from './sight.ts';
import type { ChoicePointView, VariableView } from './view.ts';

/** The variables that got their values after a choice point: going back to it takes those away. */
class BoundSince {
  readonly #store: CompiledRun['store'];
  readonly #variables = new Set<Term>();
  #top: number;

  constructor({ store }: CompiledRun) {
    this.#store = store;
    this.#top = store.top;
  }

  /** Choice points are gone back to from the newest one on. */
  goBackTo({ top }: choices.Choice): void {
    while (this.#top > top) this.#variables.add(this.#store.trail[--this.#top]!);
  }

  /** A value as it is without them. */
  readonly deref = (term: Term): Term => {
    let value = term;
    while (isUnbound(value) && value.a !== UNBOUND) {
      if (this.#variables.has(value)) return new TermBox(VAR, UNBOUND, 0);
      value = value.a as Term;
    }
    return value;
  };
}

/** Where a variable is kept: in its frame, or before that is made in a register. */
interface Kept {
  readonly name: string;
  readonly slot: number;
  readonly register: number;
}

/** What is seen of a machine that runs a program compiled for debugging. */
export class CompiledSight implements Sight {
  readonly #machine: CompiledRun;
  /** What was done while standing still: goals that bindings woke, or a failure, come as soon as it goes on. */
  #unsettled: 'fits' | 'fails' | undefined;

  /** Where the variables of each clause that was shown are kept. */
  readonly #kept = new Map<number, readonly Kept[]>();

  constructor(machine: CompiledRun) {
    this.#machine = machine;
  }

  get activation(): Activation | null {
    return this.#machine.activation;
  }

  get entered(): RuleInProgress {
    return this.#machine.frame;
  }

  get answered(): RuleInProgress {
    return this.#machine.frame;
  }

  get decided(): boolean {
    for (let each = this.#machine.negations; each !== null; each = each.parent) if (each.isSolved) return true;
    return false;
  }

  ruleOf(goal: Activation): RuleInProgress {
    return goal.frame;
  }

  callerOf(rule: Frame | null): Activation | null {
    return rule === null ? null : (rule[ACTIVATION] as Activation | null);
  }

  argumentsOf(goal: Activation): readonly Term[] {
    return argumentsOf(this.#machine.space, goal);
  }

  variablesOf(rule: Frame | null, clause: number): readonly VariableView[] {
    let kept = this.#kept.get(clause);
    if (kept === undefined) {
      kept = keptIn(this.#machine, clause);
      this.#kept.set(clause, kept);
    }
    return kept.map(({ name, slot, register }) => {
      const value = deref(rule === null ? this.#machine.registers[register]! : (rule[slot] as Term));
      return { name, value, bound: !isUnbound(value) };
    });
  }

  surroundings(rule: Frame | null, clause: number, names: ReadonlySet<string>): Surroundings {
    // To copy a long list takes long: only what is named is copied.
    return copied(this.#named(rule, clause, names));
  }

  surroundingsOfCall(
    goal: Activation,
    clause: number,
    parameters: ReadonlyMap<string, number>,
    names: ReadonlySet<string>,
  ): Surroundings {
    const args = this.argumentsOf(goal);
    const passed = [...parameters].filter(([name]) => names.has(name)).map(([name, at]) => [name, args[at]!] as const);
    // The later one of a name counts.
    return copied([...this.#named(goal.frame, clause, names), ...passed]);
  }

  #named(rule: Frame | null, clause: number, names: ReadonlySet<string>): (readonly [string, Term])[] {
    return this.variablesOf(rule, clause)
      .filter(({ name }) => names.has(name))
      .map(({ name, value }) => [name, value]);
  }

  *choices(): Iterable<OpenChoice> {
    const { space } = this.#machine;
    const since = new BoundSince(this.#machine);
    for (let { choice } = this.#machine; choice !== null; choice = choice.previous) {
      const kind = kindOf(choice);
      since.goBackTo(choice);
      if (kind === undefined) continue;
      const { activation, index, list } = choice;
      yield {
        kind,
        activation,
        arguments: () => (activation === null ? [] : argumentsOf(space, activation, since.deref)),
        clauses: () =>
          kind === 'clauses' ? (list as readonly ClauseCode[]).slice(index).flatMap(({ clause }) => clause ?? []) : [],
      };
    }
  }

  bind(rule: Frame | null, clause: number, name: string, value: Term): void {
    const { space, store } = this.#machine;
    const slot = space.code.frameSlots(clause).find((one) => one.name === name)?.slot;
    if (rule === null || slot === undefined) return;
    const variable = deref(rule[slot] as Term);
    if (!isUnbound(variable)) return;
    this.#unsettled = store.unify(variable, value) && this.#unsettled !== 'fails' ? 'fits' : 'fails';
  }

  fail(): void {
    this.#unsettled = 'fails';
  }

  settle(): void {
    const machine = this.#machine;
    if (this.#unsettled === 'fails') machine.pc = machine.space.stubs.fail;
    else if (this.#unsettled === 'fits' && machine.store.woken.length > 0)
      machine.solveThen(machine.takeWoken(), machine.pc);
    this.#unsettled = undefined;
  }

  moved(): void {
    this.#unsettled = undefined;
  }
}

/** Copies of values, for a query that runs apart. Unbound variables of several of them stay the same one. */
function copied(values: readonly (readonly [string, Term])[]): Surroundings {
  const fresh = new Map<Box, Box>();
  const copy = (variable: Box): Box => {
    let made = fresh.get(variable);
    if (made === undefined) {
      made = new TermBox(VAR, UNBOUND, 0);
      fresh.set(variable, made);
    }
    return made;
  };
  return { values: new Map(values.map(([name, value]) => [name, copyTerm(value, copy)])), constraints: [] };
}

/** The variables that a clause names, in the order in which they first appear. */
function keptIn({ space }: CompiledRun, clause: number): readonly Kept[] {
  const order = new Map(space.clauses[clause]!.lowered.variables.map(({ name, index }) => [name, index]));
  return space.code
    .frameSlots(clause)
    .map(({ name, slot }) => ({ name, slot, register: order.get(name) ?? 0 }))
    .sort((left, right) => left.register - right.register);
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
      return (['not', 'forall'] as const)[choice.index];
    case choices.GOALS:
      return 'other';
    default:
      return undefined;
  }
}

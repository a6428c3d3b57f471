import type { ClauseFrame, GoalActivation } from '../exact/activation.ts';
import { Incompatible } from '../exact/bindings.ts';
import type { Earlier, Entry, Place } from '../exact/known.ts';
import { namesOf } from '../exact/match.ts';
import { argsOf, isVariable, rebuild } from '../exact/operations.ts';
import type { ExactRun } from '../exact/run.ts';
import { simplify } from '../exact/simplify.ts';
import type { Surroundings } from '../run/surroundings.ts';
import { Box, isUnbound, type Term, UNBOUND, VAR } from '../terms/term.ts';
import { shownVariable } from './known.ts';
import type { OpenChoice, RuleInProgress, Sight } from './sight.ts';
import type { VariableView } from './view.ts';

const THIS = new Box(VAR, UNBOUND, '_this');

/** What is seen of a machine that keeps constraints as the reference does. */
export class ExactSight implements Sight {
  readonly #run: ExactRun;

  constructor(run: ExactRun) {
    this.#run = run;
  }

  get activation(): GoalActivation | null {
    return this.#run.activation;
  }

  get entered(): RuleInProgress {
    return this.#run.entered ?? null;
  }

  get answered(): RuleInProgress {
    return this.#run.queryFrame;
  }

  get decided(): boolean {
    const { search, waiting } = this.#run;
    return [search, ...waiting].some(({ negation }) => negation !== undefined && negation.solutions !== null);
  }

  ruleOf(goal: GoalActivation): RuleInProgress {
    return goal.frame;
  }

  callerOf(rule: ClauseFrame | null): GoalActivation | null {
    return rule === null ? null : rule.caller;
  }

  argumentsOf(goal: GoalActivation): readonly Term[] {
    return this.#argumentsOf(goal);
  }

  #argumentsOf({ site, term, frame }: GoalActivation, earlier?: Earlier): readonly Term[] {
    const { args } = this.#run.space.code.sites[site]!;
    return args === undefined ? [] : argsOf(term as Box).map((arg) => this.#show(arg, frame, earlier));
  }

  variablesOf(rule: ClauseFrame | null): readonly VariableView[] {
    const frame = rule ?? this.#run.queryFrame;
    return frame.scope.named().map(([name, variable]) => {
      const value = this.#show(variable, frame);
      return { name, value, bound: !isUnbound(value) };
    });
  }

  surroundings(rule: ClauseFrame | null, _clause: number, names: ReadonlySet<string>): Surroundings {
    return this.#copied((rule ?? this.#run.queryFrame).scope.named().filter(([name]) => names.has(name)));
  }

  surroundingsOfCall(
    { term, frame }: GoalActivation,
    _clause: number,
    parameters: ReadonlyMap<string, number>,
    names: ReadonlySet<string>,
  ): Surroundings {
    const args = argsOf(term as Box);
    const passed = [...parameters].map(([name, at]) => [name, args[at]!] as const);
    // The later one of a name counts.
    return this.#copied([...frame.scope.named(), ...passed].filter(([name]) => names.has(name)));
  }

  /** Copies of values with all that is known of the variables in them, for a query that runs apart. */
  #copied(terms: Iterable<readonly [string, Term]>): Surroundings {
    const { bindings } = this.#run;
    const fresh = new Map<Box, Box>();
    const constraints = new Set<Box>();
    /** Variables whose values are being copied: a term may contain itself. */
    const around = new Set<Box>();
    const copy = (term: Term): Term =>
      rebuild(term, (part) => {
        if (!isVariable(part)) return undefined;
        const known = fresh.get(part);
        if (known !== undefined) return known;
        const state = bindings.state(part);
        if (state.kind === 'bound' && !around.has(part)) {
          around.add(part);
          const value = copy(bindings.resolve(part));
          around.delete(part);
          return value;
        }
        const made = new Box(VAR, UNBOUND, 0);
        fresh.set(part, made);
        if (state.kind === 'cycle') for (const same of state.variables) fresh.set(same, made);
        if (state.kind === 'partial') constraints.add(state.constraints.expression);
        return made;
      });
    const values = new Map<string, Term>();
    for (const [name, term] of terms) values.set(name, copy(bindings.resolve(term)));
    const copied: Term[] = [];
    // Those of connected variables come to light as these are copied.
    for (const each of constraints) copied.push(...argsOf(each).map(copy));
    return { values, constraints: copied };
  }

  *choices(): Iterable<OpenChoice> {
    const { bindings } = this.#run;
    // What was bound after a choice point is taken away by going back to it.
    const earlier = new Map<Place, Entry | undefined>();
    const entries = bindings.newestFirst()[Symbol.iterator]();
    let newest = entries.next();
    for (const { shown, place, next, mark } of this.#run.openChoices()) {
      for (; newest.done !== true && newest.value.time > mark.time; newest = entries.next())
        earlier.set(newest.value.place, newest.value.before);
      if (shown === undefined) continue;
      const { activation } = place;
      yield {
        kind: shown.kind,
        activation,
        arguments: () => (activation === null ? [] : this.#argumentsOf(activation, earlier)),
        clauses: () => shown.clauses?.(next) ?? [],
      };
    }
  }

  bind(rule: ClauseFrame | null, _clause: number, name: string, value: Term): void {
    const variable = rule?.scope.named().find(([one]) => one === name)?.[1];
    if (variable === undefined || this.#run.bindings.valueOf(variable) !== undefined) return;
    try {
      // What is known to equal it has the value at once, too, as a person who looks at it expects.
      for (const one of [variable, ...namesOf(this.#run, variable)]) {
        if (this.#run.bindings.valueOf(one) !== undefined) continue;
        const goal = this.#run.bindings.bind(one, value);
        if (goal !== undefined && typeof goal !== 'function')
          this.#run.push({ kind: 'query', term: goal, source: undefined });
      }
    } catch (thrown) {
      if (!(thrown instanceof Incompatible)) throw thrown;
      this.#run.fail();
    }
  }

  fail(): void {
    this.#run.fail();
  }

  settle(): void {}

  moved(): void {}

  /** A term with all that is known filled in. */
  #show(term: Term, frame: ClauseFrame, earlier?: Earlier): Term {
    const { bindings } = this.#run;
    const shown = new Map<Box, Box>();
    return rebuild(bindings.resolve(term, earlier), (part) => {
      if (!isVariable(part)) return undefined;
      let box = shown.get(part);
      if (box === undefined) {
        box = shownVariable(this.#constraintsOn(part, frame, earlier));
        shown.set(part, box);
      }
      return box;
    });
  }

  /** What is known of a variable, as an answer would say it of the variables of a rule. */
  #constraintsOn(variable: Box, frame: ClauseFrame, earlier: Earlier | undefined): Term | undefined {
    const state = this.#run.bindings.state(variable, earlier);
    if (state.kind !== 'partial') return undefined;
    const names = new Map<Box, Box>();
    for (const [name, box] of frame.scope.named()) names.set(box, new Box(VAR, UNBOUND, name));
    const outputs = new Set([...names.keys(), variable]);
    const others = new Map<Box, Box>();
    return rebuild(simplify(variable, state.constraints.expression, outputs), (part) => {
      if (part === variable) return THIS;
      if (!isVariable(part)) return undefined;
      const known = names.get(part) ?? others.get(part) ?? shownVariable(undefined);
      others.set(part, known);
      return known;
    });
  }
}

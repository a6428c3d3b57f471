import type { New, Node } from '@polar-tools/language';
import type { Clause } from '@polar-tools/policy';
import {
  type Goal,
  hasEvents,
  type LoweredClause,
  mentions,
  type Negates,
  type Value,
  type Variable,
} from '../compiler/goal.ts';
import { lowerQuery, lowerRule, withoutParentheses } from '../compiler/lower.ts';
import type { CompiledQuery } from '../compiler/prepare.ts';
import type { CompiledProgram, Space } from '../compiler/program.ts';
import { Keywords } from '../terms/keywords.ts';
import { Box, CONS, call, dictionary, expression, FIELDS, instancePattern, REST, type Term } from '../terms/term.ts';
import { ClauseFrame, type GoalActivation } from './activation.ts';
import type { Goal as RunGoal } from './goals.ts';
import { isGround } from './operations.ts';
import type { Source, Sources } from './sources.ts';
import { Written } from './written.ts';

/** A rule as terms. */
export interface Rule {
  readonly clause: Clause;
  readonly lowered: LoweredClause;
  readonly written: Written;
  /** Its number among the clauses that are compiled for debugging; -1 where nobody debugs. */
  readonly index: number;
  /** For each parameter: its value where it has no variables and no specializer. */
  readonly grounds: readonly (Term | undefined)[];
  /** True where every parameter is such a value. */
  readonly isGround: boolean;
  /** True where every parameter is a variable that the head has only there, without a specializer. */
  readonly takesAnything: boolean;
  /** Where each parameter's value is written, and each specializer. */
  readonly sources: Head['sources'];
}

/** The rules of a name and arity, in the order in which they are written. */
export interface Predicate {
  readonly rules: readonly Rule[];
  /** The parameters for which a rule has a value without variables. */
  readonly tested: readonly number[];
}

/** What a rule is once its variables are new ones. */
export interface Head {
  readonly values: readonly Term[];
  readonly specializers: readonly (Term | undefined)[];
  /** Where each value is written, and each specializer. */
  readonly sources: readonly { readonly value: Source; readonly specializer: Source | undefined }[];
}

/** A term and where it is written. */
interface Placed {
  readonly term: Term;
  readonly source: Source | undefined;
  /** The goal's number among those that are compiled for debugging; `NO_SITE` for what has no events. */
  readonly site: number;
}

export const NO_SITE = -1;

/** What a debugger knows of an operation that is made of goals as they are written. */
export interface Marks {
  /** The number of each of its goals among those that are compiled for debugging; -1 for one that has no events. */
  readonly sites: readonly number[];
  readonly frame: ClauseFrame;
  /** What a negation is made for, where that is a `forall`. */
  readonly of?: Negates;
}

/** Who makes variables, and gives those that stand for constants their values, for good. */
interface Variables {
  variable(name: string): Box;
  define(variable: Box, value: Term): void;
}

const NO_CONSTANTS = (): undefined => undefined;

interface Lowered {
  readonly lowered: LoweredClause;
  readonly nodes: ReadonlyMap<Value, Node>;
}

/** What hangs on nothing but a rule's text: many runs, over many policies that have it, use the same. */
const loweredRules = new WeakMap<Clause['rule'], Lowered & { readonly rests: readonly string[] }>();

/** `isConstant`: whether a name is one, which matters after a star. */
function loweredOf({ rule }: Clause, isConstant: (name: string) => boolean): Lowered {
  let known = loweredRules.get(rule);
  if (known === undefined) {
    const rests: string[] = [];
    const isNone = (name: string): boolean => {
      rests.push(name);
      return false;
    };
    known = { ...lower(rule, isNone), rests };
    loweredRules.set(rule, known);
  }
  return known.rests.some(isConstant) ? lower(rule, isConstant) : known;
}

function lower(rule: Clause['rule'], isConstant: (name: string) => boolean): Lowered {
  const nodes = new Map<Value, Node>();
  return { lowered: lowerRule(rule, NO_CONSTANTS, nodes, isConstant), nodes };
}

/**
 * A program as terms: rules whose variables get new names at each use, as the reference runs them. The names of constants are variables
 * that always have a value here: in a constraint they are variables to the reference too.
 */
export class TermProgram {
  readonly #program: CompiledProgram;
  readonly #rules = new Map<string, Predicate>();
  readonly #constants = new Map<string, Box | undefined>();
  readonly sources: Sources;
  readonly variables: Variables;
  /** The program compiled for debugging, whose goals have the same numbers here; undefined where nobody debugs. */
  readonly #space: Space | undefined;
  readonly #marks = new WeakMap<Box, Marks>();
  readonly #sites = new Map<Goal, number>();
  /** How many variables got a name of their own. */
  named = 0;

  constructor(program: CompiledProgram, variables: Variables, sources: Sources, space?: Space) {
    this.#program = program;
    this.variables = variables;
    this.sources = sources;
    this.#space = space;
  }

  /** The rules of a name and arity in the order in which they are written; undefined where there is no rule of that name. */
  rulesOf(name: string, arity: number): Predicate | undefined {
    const key = `${name}/${arity}`;
    const known = this.#rules.get(key);
    if (known !== undefined) return known;
    const predicate = this.#program.policy.predicates.get(name);
    if (predicate === undefined || predicate.clauses.length === 0) return undefined;
    const rules = predicate.clauses.filter((clause) => clause.arity === arity).map((clause) => this.#rule(clause));
    const positions = Array.from({ length: arity }, (_, at) => at);
    const made = { rules, tested: positions.filter((at) => rules.some(({ grounds }) => grounds[at] !== undefined)) };
    this.#rules.set(key, made);
    return made;
  }

  /** A variable with a name that nothing else has. */
  fresh(name: string): Box {
    this.named++;
    return this.variables.variable(name === '_' ? `_${this.named}` : `_${name}_${this.named}`);
  }

  /** What a debugger knows of an operation; undefined where nobody debugs, or where it was not written. */
  marksOf(term: Box): Marks | undefined {
    return this.#space && this.#marks.get(term);
  }

  /** Says of an operation what a debugger is to know of it. */
  mark(term: Box, marks: Marks | undefined): Box {
    if (marks !== undefined) this.#marks.set(term, marks);
    return term;
  }

  head(rule: Rule): Head {
    return this.#head(rule, new Scope(this, rule.written));
  }

  /** Head and body with the same new variables. `caller`: the goal in progress, under a debugger. */
  instance(
    rule: Rule,
    caller: GoalActivation | null,
  ): Head & { readonly body: Box; readonly frame: ClauseFrame | undefined } {
    const scope = new Scope(this, rule.written);
    if (this.#space !== undefined) scope.frame = new ClauseFrame(caller, rule.index, scope);
    const { values, specializers, sources } = this.#head(rule, scope);
    const { body: goals, bodyNode } = rule.lowered;
    const body = this.#operation('and', this.#goals(goals, scope), goals, bodyNode, scope);
    return { values, specializers, sources, body, frame: scope.frame };
  }

  /** A query, whose variables keep their names: those it names, and the goal. `index`: its number among the compiled clauses. */
  query(
    query: CompiledQuery,
    index: number,
  ): {
    readonly variables: ReadonlyMap<string, Box>;
    readonly goal: RunGoal;
    readonly frame: ClauseFrame | undefined;
  } {
    const nodes = new Map<Value, Node>();
    const lowered = lowerQuery(query.expression, query.ownConstant, nodes);
    const scope = new Scope(this, new Written(undefined, nodes), true);
    if (this.#space !== undefined) scope.frame = new ClauseFrame(null, index, scope);
    const goals = this.#goals(lowered.body, scope);
    const isConjunction = withoutParentheses(query.expression).$type === 'And';
    const variables = new Map<string, Box>();
    for (const variable of lowered.variables) {
      if (variable.written && this.constant(variable.name) === undefined)
        variables.set(variable.name, scope.box(variable));
    }
    const whole = scope.written.at(query.expression);
    const only = goals.length === 1 && !isConjunction ? goals[0]! : undefined;
    const { frame } = scope;
    const marks = only && frame && { sites: [only.site], frame };
    return {
      variables,
      goal:
        only === undefined
          ? { kind: 'query', term: this.#conjunction(goals, whole, scope), source: whole }
          : goalFor(only.term, only.source, marks, 0),
      frame,
    };
  }

  /** The variable that stands for a constant of the application. */
  constant(name: string): Box | undefined {
    if (this.#constants.has(name)) return this.#constants.get(name);
    const value = this.#program.constantOf(name);
    const variable = value === undefined ? undefined : this.variables.variable(name);
    this.#constants.set(name, variable);
    if (variable !== undefined) this.variables.define(variable, value!);
    return variable;
  }

  #rule(clause: Clause): Rule {
    const { lowered, nodes } = loweredOf(clause, (name) => this.constant(name) !== undefined);
    const { parameters } = lowered;
    const grounds = parameters.map(({ value, specializer }) =>
      specializer === undefined && value.kind === 'constant' && isGround(value.term) ? value.term : undefined,
    );
    const names = parameters.map(({ value }) =>
      value.kind === 'variable' && this.constant(value.variable.name) === undefined ? value.variable : undefined,
    );
    const written = new Written(clause, nodes);
    return {
      clause,
      lowered,
      written,
      index: this.#indexOf(clause),
      grounds,
      isGround: grounds.every((ground) => ground !== undefined),
      takesAnything: parameters.every(
        ({ specializer }, i) =>
          specializer === undefined &&
          names[i] !== undefined &&
          parameters.every(({ value }, j) => i === j || !mentions(value, names[i]!)) &&
          parameters.every((other) => other.specializer === undefined || !mentions(other.specializer, names[i]!)),
      ),
      sources: parameters.map(({ value, specializer }) => ({
        value: written.value(value),
        specializer: specializer && written.value(specializer),
      })),
    };
  }

  #head(rule: Rule, scope: Scope): Head {
    const { parameters } = rule.lowered;
    return {
      values: parameters.map(({ value }) => valueIn(value, scope)),
      specializers: parameters.map(({ specializer }) =>
        specializer === undefined ? undefined : valueIn(specializer, scope),
      ),
      sources: rule.sources,
    };
  }

  #indexOf(clause: Clause): number {
    const space = this.#space;
    if (space === undefined) return -1;
    const { clauses } = space.predicates[space.predicate(clause.predicate, clause.arity)]!;
    return clauses.find((code) => code.clause === clause)!.index;
  }

  /** The number of a goal for a debugger: what is made of goals alone has none. */
  #siteOf(goal: Goal, { frame }: Scope): number {
    if (frame === undefined || !hasEvents(goal)) return NO_SITE;
    const known = this.#sites.get(goal);
    if (known !== undefined) return known;
    const args = goal.kind === 'predicate' ? goal.args : undefined;
    const site = this.#space!.code.site(goal.node, frame.clause, goal.piece, args);
    this.#sites.set(goal, site);
    return site;
  }

  /** An operation on goals, which are made of those `of` a rule, and written at `node`. */
  #operation(operator: string, goals: readonly Placed[], of: object, node: Node | undefined, scope: Scope): Box {
    const made = operationOn(operator, goals);
    const parts = (): Source => scope.written.at(node, sourcesOf(goals));
    return this.#marked(this.sources.give(made, scope.written.operation(of, parts)), goals, scope);
  }

  /** A conjunction of what is not written as one. */
  #conjunction(conjuncts: readonly Placed[], at: Source | undefined, scope: Scope): Box {
    const made = operationOn('and', conjuncts);
    return this.#marked(this.sources.give(made, at, sourcesOf(conjuncts)), conjuncts, scope);
  }

  #marked(made: Box, goals: readonly Placed[], { frame }: Scope): Box {
    return this.mark(made, frame && { sites: goals.map(({ site }) => site), frame });
  }

  /** Goals as terms; those that one goal as written became are nested as the reference nests them. */
  #goals(goals: readonly Goal[], scope: Scope): Placed[] {
    const placed: Placed[] = [];
    for (let i = 0; i < goals.length; ) {
      const { piece } = goals[i]!;
      if (piece === undefined) {
        placed.push(this.#goal(goals[i++]!, scope));
        continue;
      }
      let end = i + 1;
      while (end < goals.length && !goals[end - 1]!.piece!.last) end++;
      const group = goals.slice(i, end).map((goal) => this.#goal(goal, scope));
      placed.push(this.#nest(group, goals[i]!.node === piece.of, scope));
      i = end;
    }
    return placed;
  }

  #nest(group: readonly Placed[], writtenFirst: boolean, scope: Scope): Placed {
    const join = (left: Placed, right: Placed): Placed => ({
      term: this.#conjunction([left, right], left.source, scope),
      source: left.source,
      site: NO_SITE,
    });
    if (writtenFirst) return group.reduce(join);
    return group.reduceRight((right, left) => join(left, right));
  }

  #goal(goal: Goal, scope: Scope): Placed {
    const site = this.#siteOf(goal, scope);
    if (goal.kind === 'condition')
      return { term: valueIn(goal.value, scope), source: scope.written.value(goal.value), site };
    const term = this.#term(goal, scope);
    const known = this.sources.of(term);
    if (known !== undefined) return { term, source: known, site };
    const source = scope.written.goal(goal);
    this.sources.give(term, source);
    return { term, source, site };
  }

  #term(goal: Exclude<Goal, { readonly kind: 'condition' }>, scope: Scope): Box {
    const value = (of: Value): Term => valueIn(of, scope);
    const inner = (operator: string, goals: readonly Goal[], of: object = goals): Box =>
      this.#operation(
        operator,
        goals.map((each) => this.#goal(each, scope)),
        of,
        goal.node,
        scope,
      );
    switch (goal.kind) {
      case 'and': {
        const placed = this.#goals(goal.goals, scope);
        const [only] = placed;
        return placed.length === 1 &&
          only!.term instanceof Box &&
          withoutParentheses(goal.node as never).$type !== 'And'
          ? only!.term
          : this.#operation('and', placed, goal.goals, goal.node, scope);
      }
      case 'or':
        return inner('or', goal.goals);
      case 'not':
        if (goal.of === 'forall' && goal.goal.kind === 'and') {
          const [condition, demand] = goal.goal.goals;
          if (condition !== undefined && demand?.kind === 'not') return inner('forall', [condition, demand.goal], goal);
        }
        return inner('not', [goal.goal], goal);
      case 'predicate':
        return call(goal.name, goal.args.map(value));
      case 'unify':
        return expression('=', [value(goal.left), value(goal.right)]);
      case 'assign':
        return expression(':=', [value(goal.left), value(goal.right)]);
      case 'compare':
        return expression(goal.operator, [value(goal.left), value(goal.right)]);
      case 'arithmetic':
        return expression(goal.operator, [value(goal.left), value(goal.right), scope.box(goal.result)]);
      case 'in':
      case 'matches':
        return expression(goal.kind, [value(goal.left), value(goal.right)]);
      case 'lookup':
        return expression('.', [value(goal.object), value(goal.key), scope.box(goal.result)]);
      case 'method':
        return expression('.', [value(goal.object), callWithKeywords(goal.call, scope), scope.box(goal.result)]);
      case 'new':
        return expression('new', [
          this.sources.give(callWithKeywords(goal.call, scope), scope.written.at(madeBy(goal.node as New))),
          scope.box(goal.result),
        ]);
      case 'print':
      case 'debug':
        return expression(goal.kind, goal.args.map(value));
      case 'cut':
        return expression('cut', []);
    }
  }
}

const operationOn = (operator: string, goals: readonly Placed[]): Box =>
  expression(
    operator,
    goals.map(({ term }) => term),
  );

const sourcesOf = (goals: readonly Placed[]): (Source | undefined)[] => goals.map(({ source }) => source);

/** One of the goals of an operation, to be run as a debugger is to see it. */
export function goalFor(term: Term, source: Source | undefined, marks: Marks | undefined, index: number): RunGoal {
  const site = marks?.sites[index] ?? NO_SITE;
  return site === NO_SITE ? { kind: 'query', term, source } : { kind: 'call', term, source, site, frame: marks!.frame };
}

/** The variables of one rule in one use of it. */
export class Scope {
  readonly #program: TermProgram;
  /** By the number of each. */
  readonly #boxes: (Box | undefined)[] = [];
  readonly #variables: Variable[] = [];
  /** In a query variables keep their names. */
  readonly #keepsNames: boolean;
  readonly written: Written;
  /** The rule as a debugger sees it; undefined where nobody debugs. */
  frame: ClauseFrame | undefined;

  constructor(program: TermProgram, written: Written, keepsNames = false) {
    this.#program = program;
    this.written = written;
    this.#keepsNames = keepsNames;
  }

  /** The variables that the text names, in the order in which they first appear. */
  named(): readonly (readonly [string, Box])[] {
    return this.#variables
      .filter(({ written, name }) => written && this.#program.constant(name) === undefined)
      .sort((left, right) => left.index - right.index)
      .map(({ name, index }) => [name, this.#boxes[index]!]);
  }

  box(variable: Variable): Box {
    const known = this.#boxes[variable.index];
    if (known !== undefined) return known;
    const made =
      (variable.written ? this.#program.constant(variable.name) : undefined) ??
      (this.#keepsNames && variable.written
        ? this.#program.variables.variable(variable.name)
        : this.#program.fresh(nameOf(variable, this.#keepsNames)));
    this.#boxes[variable.index] = made;
    this.#variables.push(variable);
    return made;
  }

  /** A value that was made, with where it is written. */
  place(made: Box, value: Value): Box {
    return this.#program.sources.give(made, this.written.value(value));
  }

  /** A constant, which is the same at each use: where it is written is told once. */
  constant(term: Term, value: Value): Term {
    if (typeof term === 'object' && this.#program.sources.of(term) === undefined)
      this.written.constant(term, this.written.value(value).node, this.#tell);
    return term;
  }

  /** The same for the constant end of a list. */
  end(term: Term, list: Value, cellsBefore: number): Term {
    if (typeof term === 'object' && this.#program.sources.of(term) === undefined)
      this.written.end(list, cellsBefore, term, this.#tell);
    return term;
  }

  readonly #tell = (box: Box, source: Source): void => {
    this.#program.sources.give(box, source);
  };
}

/** A variable that the rewriting made up is numbered once when a rule is loaded, and again when it is used. */
function nameOf({ name, written, index }: Variable, inQuery: boolean): string {
  // After a star stands a variable, also where its name is a constant's.
  if (written) return name.replace(/^\*/, '');
  const bare = name === '_' ? '_' : name.slice(1);
  if (inQuery) return bare;
  return bare === '_' ? `_${index}` : `_${bare}_${index}`;
}

function valueIn(value: Value, scope: Scope): Term {
  switch (value.kind) {
    case 'constant':
      return scope.constant(value.term, value);
    case 'variable':
      return scope.box(value.variable);
    case 'cons': {
      const cells: Extract<Value, { readonly kind: 'cons' }>[] = [];
      let rest: Value = value;
      while (rest.kind === 'cons') {
        cells.push(rest);
        rest = rest.tail;
      }
      const elements = cells.map((cell) => valueIn(cell.head, scope));
      let list = rest.kind === 'constant' ? scope.end(rest.term, value, cells.length) : valueIn(rest, scope);
      for (let i = cells.length - 1; i >= 0; i--) list = scope.place(new Box(CONS, elements[i], list), cells[i]!);
      return list;
    }
    case 'rest':
      return scope.place(new Box(REST, valueIn(value.rest, scope), undefined), value);
    case 'dictionary':
      return scope.place(dictionary(fieldsIn(value.fields, scope)), value);
    case 'fields':
      return scope.place(dictionary(fieldsIn(value.fields, scope), FIELDS), value);
    case 'instance':
      return scope.place(instancePattern(value.name, new Map(fieldsIn(value.fields, scope))), value);
    case 'call': {
      const args = value.args.map((arg) => valueIn(arg, scope));
      return scope.place(call(value.name, args), value);
    }
  }
}

const fieldsIn = (fields: readonly (readonly [string, Value])[], scope: Scope): [string, Term][] =>
  fields.map(([key, value]) => [key, valueIn(value, scope)]);

/** `Class(…)` of `new Class(…)`: where what it makes is written. */
const madeBy = (node: New): Node => ({ ...node, $start: node.name.$start });

function callWithKeywords(
  { name, args, keywords }: Extract<Goal, { readonly kind: 'method' | 'new' }>['call'],
  scope: Scope,
): Box {
  const given = args.map((arg) => valueIn(arg, scope));
  return call(name, keywords.length === 0 ? given : [...given, new Keywords(new Map(fieldsIn(keywords, scope)))]);
}

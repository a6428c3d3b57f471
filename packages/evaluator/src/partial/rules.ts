import type { New, Node } from '@polar-tools/language';
import type { Clause } from '@polar-tools/policy';
import { type Goal, type LoweredClause, mentions, type Value, type Variable } from '../compiler/goal.ts';
import { lowerQuery, lowerRule, withoutParentheses } from '../compiler/lower.ts';
import type { CompiledQuery } from '../compiler/prepare.ts';
import type { CompiledProgram } from '../compiler/program.ts';
import { Keywords } from '../terms/keywords.ts';
import {
  Box,
  CONS,
  call,
  dictionary,
  expression,
  FIELDS,
  instancePattern,
  type Term,
  UNBOUND,
  VAR,
} from '../terms/term.ts';
import { conjunction, isGround } from './operations.ts';
import { type Source, Sources } from './sources.ts';
import { Written } from './written.ts';

/** A rule as terms. */
export interface Rule {
  readonly clause: Clause;
  readonly lowered: LoweredClause;
  readonly written: Written;
  /** For each parameter: its value where it has no variables and no specializer. */
  readonly grounds: readonly (Term | undefined)[];
  /** True where every parameter is such a value. */
  readonly isGround: boolean;
  /** For each parameter: true for a variable that the head has only here, without a specializer. */
  readonly takesAnything: readonly boolean[];
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
}

const NO_CONSTANTS = (): undefined => undefined;

/**
 * A program as terms: rules whose variables get new names at each use, as the reference runs them. The names of constants are variables
 * that always have a value here: in a constraint they are variables to the reference too.
 */
export class TermProgram {
  readonly #program: CompiledProgram;
  readonly #rules = new Map<string, readonly Rule[]>();
  readonly #constants = new Map<string, Box | undefined>();
  readonly sources = new Sources();
  readonly #onConstant: (variable: Box, value: Term) => void;
  #named = 0;

  /** `onConstant` is told of each constant before it is used. */
  constructor(program: CompiledProgram, onConstant: (variable: Box, value: Term) => void) {
    this.#program = program;
    this.#onConstant = onConstant;
  }

  /** The rules of a name and arity in the order in which they are written; undefined where there is no rule of that name. */
  rulesOf(name: string, arity: number): readonly Rule[] | undefined {
    const key = `${name}/${arity}`;
    const known = this.#rules.get(key);
    if (known !== undefined) return known;
    const predicate = this.#program.policy.predicates.get(name);
    if (predicate === undefined || predicate.clauses.length === 0) return undefined;
    const rules = predicate.clauses.filter((clause) => clause.arity === arity).map((clause) => this.#rule(clause));
    this.#rules.set(key, rules);
    return rules;
  }

  /** A variable with a name that nothing else has. */
  fresh(name: string): Box {
    this.#named++;
    return new Box(VAR, UNBOUND, name === '_' ? `_${this.#named}` : `_${name}_${this.#named}`);
  }

  head(rule: Rule): Head {
    return this.#head(rule, new Scope(this, rule.written));
  }

  /** Head and body with the same new variables. */
  instance(rule: Rule): Head & { readonly body: Term } {
    const scope = new Scope(this, rule.written);
    const head = this.#head(rule, scope);
    const { body, bodyNode } = rule.lowered;
    return { ...head, body: this.#conjunction(this.#goals(body, scope), bodyNode && rule.written.at(bodyNode)) };
  }

  /** A query, whose variables keep their names: those it names, and the goal. */
  query(query: CompiledQuery): {
    readonly variables: ReadonlyMap<string, Box>;
    readonly goal: Term;
    readonly source: Source | undefined;
  } {
    const nodes = new Map<Value, Node>();
    const lowered = lowerQuery(query.expression, NO_CONSTANTS, nodes);
    const scope = new Scope(this, new Written(undefined, nodes), true);
    const goals = this.#goals(lowered.body, scope);
    const isConjunction = withoutParentheses(query.expression).$type === 'And';
    const variables = new Map<string, Box>();
    for (const variable of lowered.variables) {
      if (variable.written && this.constant(variable.name) === undefined)
        variables.set(variable.name, scope.box(variable));
    }
    const whole = scope.written.at(query.expression);
    const only = goals.length === 1 && !isConjunction ? goals[0]! : undefined;
    return {
      variables,
      goal: only === undefined ? this.#conjunction(goals, whole) : only.term,
      source: only === undefined ? whole : only.source,
    };
  }

  /** The variable that stands for a constant of the application. */
  constant(name: string): Box | undefined {
    if (this.#constants.has(name)) return this.#constants.get(name);
    const value = this.#program.constantOf(name);
    const variable = value === undefined ? undefined : new Box(VAR, UNBOUND, name);
    this.#constants.set(name, variable);
    if (variable !== undefined) this.#onConstant(variable, value!);
    return variable;
  }

  #rule(clause: Clause): Rule {
    const nodes = new Map<Value, Node>();
    const lowered = lowerRule(clause.rule, NO_CONSTANTS, nodes);
    const { parameters } = lowered;
    const grounds = parameters.map(({ value, specializer }) =>
      specializer === undefined && value.kind === 'constant' && isGround(value.term) ? value.term : undefined,
    );
    const names = parameters.map(({ value }) =>
      value.kind === 'variable' && this.constant(value.variable.name) === undefined ? value.variable : undefined,
    );
    return {
      clause,
      lowered,
      written: new Written(clause, nodes),
      grounds,
      isGround: grounds.every((ground) => ground !== undefined),
      takesAnything: parameters.map(
        ({ specializer }, i) =>
          specializer === undefined &&
          names[i] !== undefined &&
          parameters.every(({ value }, j) => i === j || !mentions(value, names[i]!)) &&
          parameters.every((other) => other.specializer === undefined || !mentions(other.specializer, names[i]!)),
      ),
    };
  }

  #head(rule: Rule, scope: Scope): Head {
    const { parameters } = rule.lowered;
    return {
      values: parameters.map(({ value }) => valueIn(value, scope)),
      specializers: parameters.map(({ specializer }) =>
        specializer === undefined ? undefined : valueIn(specializer, scope),
      ),
      sources: parameters.map(({ value, specializer }) => ({
        value: rule.written.value(value),
        specializer: specializer && rule.written.value(specializer),
      })),
    };
  }

  #conjunction(conjuncts: readonly Placed[], at: Source | undefined): Box {
    return this.sources.give(
      conjunction(conjuncts.map(({ term }) => term)),
      at,
      conjuncts.map(({ source }) => source),
    );
  }

  /** Goals as terms; those that one goal as written became are nested as the reference nests them. */
  #goals(goals: readonly Goal[], scope: Scope): Placed[] {
    const placed: Placed[] = [];
    for (let i = 0; i < goals.length; ) {
      const { piece } = goals[i]!;
      let end = i + 1;
      if (piece !== undefined) while (end < goals.length && !goals[end - 1]!.piece!.last) end++;
      const group = goals.slice(i, end).map((goal) => this.#goal(goal, scope));
      placed.push(this.#nest(group, piece !== undefined && goals[i]!.node === piece.of));
      i = end;
    }
    return placed;
  }

  #nest(group: readonly Placed[], writtenFirst: boolean): Placed {
    const join = (left: Placed, right: Placed): Placed => ({
      term: this.#conjunction([left, right], left.source),
      source: left.source,
    });
    if (writtenFirst) return group.reduce(join);
    return group.reduceRight((right, left) => join(left, right));
  }

  #goal(goal: Goal, scope: Scope): Placed {
    if (goal.kind === 'condition') return { term: valueIn(goal.value, scope), source: scope.written.value(goal.value) };
    const term = this.#term(goal, scope);
    const known = this.sources.of(term);
    if (known !== undefined) return { term, source: known };
    const source = scope.written.goal(goal);
    this.sources.give(term, source);
    return { term, source };
  }

  #term(goal: Exclude<Goal, { readonly kind: 'condition' }>, scope: Scope): Box {
    const value = (of: Value): Term => valueIn(of, scope);
    const inner = (operator: string, goals: readonly Goal[]): Box => {
      const placed = goals.map((each) => this.#goal(each, scope));
      return this.sources.give(
        expression(
          operator,
          placed.map(({ term }) => term),
        ),
        scope.written.at(goal.node),
        placed.map(({ source }) => source),
      );
    };
    switch (goal.kind) {
      case 'and': {
        const placed = this.#goals(goal.goals, scope);
        const [only] = placed;
        return placed.length === 1 &&
          only!.term instanceof Box &&
          withoutParentheses(goal.node as never).$type !== 'And'
          ? only!.term
          : this.#conjunction(placed, scope.written.at(goal.node));
      }
      case 'or':
        return inner('or', goal.goals);
      case 'not':
        if (goal.forall && goal.goal.kind === 'and') {
          const [condition, action] = goal.goal.goals;
          if (condition !== undefined && action?.kind === 'not' && action.forall)
            return inner('forall', [condition, action.goal]);
        }
        return inner('not', [goal.goal]);
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
          this.sources.give(callWithKeywords(goal.call, scope), scope.written.at((goal.node as New).name)),
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

/** The variables of one rule in one use of it. */
class Scope {
  readonly #program: TermProgram;
  readonly #boxes = new Map<Variable, Box>();
  /** In a query variables keep their names. */
  readonly #keepsNames: boolean;
  readonly written: Written;

  constructor(program: TermProgram, written: Written, keepsNames = false) {
    this.#program = program;
    this.written = written;
    this.#keepsNames = keepsNames;
  }

  box(variable: Variable): Box {
    const known = this.#boxes.get(variable);
    if (known !== undefined) return known;
    const made =
      (variable.written ? this.#program.constant(variable.name) : undefined) ??
      (this.#keepsNames && variable.written
        ? new Box(VAR, UNBOUND, variable.name)
        : this.#program.fresh(nameOf(variable, this.#keepsNames)));
    this.#boxes.set(variable, made);
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
  if (written) return name;
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

function callWithKeywords(
  { name, args, keywords }: Extract<Goal, { readonly kind: 'method' | 'new' }>['call'],
  scope: Scope,
): Box {
  const given = args.map((arg) => valueIn(arg, scope));
  return call(name, keywords.length === 0 ? given : [...given, new Keywords(new Map(fieldsIn(keywords, scope)))]);
}

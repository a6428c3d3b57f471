import type { Node } from '@polar-tools/language';
import type { Clause } from '@polar-tools/policy';
import type { Goal, LoweredClause, Value, Variable } from '../compiler/goal.ts';
import { lowerQuery, lowerRule, withoutParentheses } from '../compiler/lower.ts';
import type { CompiledQuery } from '../compiler/prepare.ts';
import type { CompiledProgram } from '../compiler/program.ts';
import { Keywords } from '../terms/keywords.ts';
import {
  Box,
  CONS,
  call,
  dictionary,
  EXPRESSION,
  expression,
  FIELDS,
  instancePattern,
  type Term,
  UNBOUND,
  VAR,
} from '../terms/term.ts';
import { conjunction, isGround } from './operations.ts';

/** Where a goal is written. */
export interface Source {
  readonly node: Node;
  /** Undefined for the query. */
  readonly clause: Clause | undefined;
}

/** A rule as terms. */
export interface Rule {
  readonly clause: Clause;
  readonly lowered: LoweredClause;
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
  readonly #sources = new WeakMap<Box, Source>();
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

  sourceOf(term: Term): Source | undefined {
    return typeof term === 'object' ? this.#sources.get(term) : undefined;
  }

  /** Gives a term that was made of another one its place in the text. */
  withSource(made: Box, from: Term): Box {
    const source = this.sourceOf(from);
    if (source !== undefined) this.#sources.set(made, source);
    return made;
  }

  head(rule: Rule): Head {
    return this.#head(rule, new Scope(this));
  }

  /** Head and body with the same new variables. */
  instance(rule: Rule): Head & { readonly body: Term } {
    const scope = new Scope(this);
    const head = this.#head(rule, scope);
    const body = conjunction(this.#goals(rule.lowered.body, scope, rule.clause));
    const node = rule.lowered.bodyNode;
    if (node !== undefined) this.#sources.set(body, { node, clause: rule.clause });
    return { ...head, body };
  }

  /** A query, whose variables keep their names: those it names, and the goal. */
  query(query: CompiledQuery): { readonly variables: ReadonlyMap<string, Box>; readonly goal: Term } {
    const lowered = lowerQuery(query.expression, NO_CONSTANTS);
    const scope = new Scope(this, true);
    const goals = this.#goals(lowered.body, scope, undefined);
    const isConjunction = withoutParentheses(query.expression).$type === 'And';
    const variables = new Map<string, Box>();
    for (const variable of lowered.variables) {
      if (variable.written && this.constant(variable.name) === undefined)
        variables.set(variable.name, scope.box(variable));
    }
    const only = goals.length === 1 && !isConjunction ? goals[0]! : conjunction(goals);
    if (only instanceof Box && !this.#sources.has(only) && only.kind === EXPRESSION)
      this.#sources.set(only, { node: query.expression, clause: undefined });
    return { variables, goal: only };
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
    const lowered = lowerRule(clause.rule, NO_CONSTANTS);
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
    };
  }

  /** Goals as terms; those that one goal as written became are nested as the reference nests them. */
  #goals(goals: readonly Goal[], scope: Scope, clause: Clause | undefined): Term[] {
    const terms: Term[] = [];
    for (let i = 0; i < goals.length; ) {
      const { piece } = goals[i]!;
      let end = i + 1;
      if (piece !== undefined) while (end < goals.length && !goals[end - 1]!.piece!.last) end++;
      const group = goals.slice(i, end).map((goal) => this.#goal(goal, scope, clause));
      terms.push(this.#nest(group, piece !== undefined && goals[i]!.node === piece.of));
      i = end;
    }
    return terms;
  }

  #nest(group: readonly Term[], writtenFirst: boolean): Term {
    const join = (left: Term, right: Term): Term => this.withSource(conjunction([left, right]), left);
    if (writtenFirst) return group.reduce(join);
    return group.reduceRight((right, left) => join(left, right));
  }

  #goal(goal: Goal, scope: Scope, clause: Clause | undefined): Term {
    const made = this.#term(goal, scope, clause);
    if (typeof made === 'object' && made.kind !== VAR && !this.#sources.has(made))
      this.#sources.set(made, { node: goal.node, clause });
    return made;
  }

  #term(goal: Goal, scope: Scope, clause: Clause | undefined): Term {
    const value = (of: Value): Term => valueIn(of, scope);
    switch (goal.kind) {
      case 'and': {
        const terms = this.#goals(goal.goals, scope, clause);
        return terms.length === 1 && withoutParentheses(goal.node as never).$type !== 'And'
          ? terms[0]!
          : conjunction(terms);
      }
      case 'or':
        return expression(
          'or',
          goal.goals.map((each) => this.#goal(each, scope, clause)),
        );
      case 'not':
        if (goal.forall && goal.goal.kind === 'and') {
          const [condition, action] = goal.goal.goals;
          if (condition !== undefined && action?.kind === 'not' && action.forall)
            return expression('forall', [this.#goal(condition, scope, clause), this.#goal(action.goal, scope, clause)]);
        }
        return expression('not', [this.#goal(goal.goal, scope, clause)]);
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
        return expression('new', [callWithKeywords(goal.call, scope), scope.box(goal.result)]);
      case 'print':
      case 'debug':
        return expression(goal.kind, goal.args.map(value));
      case 'cut':
        return expression('cut', []);
      case 'condition':
        return value(goal.value);
    }
  }
}

/** The variables of one rule in one use of it. */
class Scope {
  readonly #program: TermProgram;
  readonly #boxes = new Map<Variable, Box>();
  /** In a query variables keep their names. */
  readonly #keepsNames: boolean;

  constructor(program: TermProgram, keepsNames = false) {
    this.#program = program;
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
      return value.term;
    case 'variable':
      return scope.box(value.variable);
    case 'cons': {
      const elements: Term[] = [];
      let rest: Value = value;
      while (rest.kind === 'cons') {
        elements.push(valueIn(rest.head, scope));
        rest = rest.tail;
      }
      let list = valueIn(rest, scope);
      for (let i = elements.length - 1; i >= 0; i--) list = new Box(CONS, elements[i], list);
      return list;
    }
    case 'dictionary':
      return dictionary(fieldsIn(value.fields, scope));
    case 'fields':
      return dictionary(fieldsIn(value.fields, scope), FIELDS);
    case 'instance':
      return instancePattern(value.name, new Map(fieldsIn(value.fields, scope)));
    case 'call':
      return call(
        value.name,
        value.args.map((arg) => valueIn(arg, scope)),
      );
  }
}

const fieldsIn = (fields: readonly (readonly [string, Value])[], scope: Scope): [string, Term][] =>
  fields.map(([key, value]) => [key, valueIn(value, scope)]);

function callWithKeywords(
  { name, args, keywords }: Extract<Goal, { readonly kind: 'method' | 'new' }>['call'],
  scope: Scope,
): Term {
  const given = args.map((arg) => valueIn(arg, scope));
  return call(name, keywords.length === 0 ? given : [...given, new Keywords(new Map(fieldsIn(keywords, scope)))]);
}

function mentions(value: Value, variable: Variable): boolean {
  switch (value.kind) {
    case 'variable':
      return value.variable === variable;
    case 'cons':
      return mentions(value.head, variable) || mentions(value.tail, variable);
    case 'dictionary':
    case 'fields':
    case 'instance':
      return value.fields.some(([, field]) => mentions(field, variable));
    case 'call':
      return value.args.some((arg) => mentions(arg, variable));
    default:
      return false;
  }
}

import type { Assertion, Expression, Node, PolarNode } from '@polar-tools/language';
import { parseQuery, walk } from '@polar-tools/language';
import { foreignToCloud, unwrap } from '@polar-tools/policy';
import type { QueryError } from '../../compiler/prepare.ts';
import { mostArguments } from '../../facts/relation.ts';
import {
  type AnswerValue,
  type CloudValue,
  cloudValue,
  type Fact,
  type FactPattern,
  writeValue,
} from '../../facts/value.ts';
import { type Code, free } from '../../tables/codes.ts';
import { ANY } from '../../tables/type-sets.ts';
import { type Literal, parameterTerm } from './literal.ts';
import { lowerQuery } from './lower.ts';
import { CloudPredicate, type CloudProgram, type CompiledCloud } from './program.ts';
import { readQueryText } from './query-text.ts';
import { type Term, termOf } from './term.ts';

/** The predicate that a query is made to, where it is more than a call. */
export const QUERY = '@query';

/** A query that can be run any number of times. */
export interface CloudQuery {
  readonly program: CloudProgram;
  /** As it was asked: offsets of errors are in it. */
  readonly text: string | undefined;
  /** The variables that answers name: those that do not start with `_`, in the order in which they first appear. */
  readonly variables: readonly string[];
  /** It is one call: answers are facts of this predicate. */
  readonly predicate: string | undefined;
  /** An argument of the one call is a wildcard: no variable says what it stands for in an answer. */
  readonly hasWildcards: boolean;
  /** What the names stand for that were put in the query's expression for `User:bob` and `Repository:_`. */
  readonly standIns: ReadonlyMap<string, AnswerValue>;
  /** The one call with its variables as wildcards; undefined for any other condition. */
  readonly asked: FactPattern | undefined;
}

/** What a query asks about one argument: a value, a wildcard, or a variable that answers name. */
export type QueryArgument = AnswerValue | { readonly variable: string; readonly type?: string };

export interface PreparedCloudQuery {
  readonly query: CloudQuery | undefined;
  readonly errors: readonly QueryError[];
}

/**
 * Reads a query. `allow(User{"bob"}, action, Repository:_)`, also with `User:bob`, `_`, or `action: String`; or any condition that could
 * stand in a rule. A variable or wildcard with a type is for that type alone, not for those that extend it (docs/language/queries.md#sets-of-answers).
 * @param known what some of its names stand for
 */
export function prepareCloud(
  program: CloudProgram,
  query: string | Expression,
  known: ReadonlyMap<string, CloudValue> = new Map(),
): PreparedCloudQuery {
  if (typeof query !== 'string') return prepared(program, query, undefined, known, new Map());
  const { text, standIns: written, typed } = readQueryText(query);
  const standIns = new Map<string, AnswerValue>([...known, ...written]);
  const read = parseQuery(text);
  if (read.query === undefined || read.errors.length > 0) {
    // What a person wrote in place of the names that stand for it.
    const asWritten = (message: string): string =>
      [...written.keys()].reduce((said, name) => {
        const at = text.indexOf(name);
        return said.replaceAll(name, () => query.slice(at, at + name.length));
      }, message);
    const errors = read.errors.map(({ code, message, start, end }) => ({
      code,
      message: asWritten(message),
      start,
      end,
    }));
    if (errors.length === 0)
      errors.push({
        code: 'empty-query',
        message: 'There is no query here. Write one, such as `allow(User:anne, action, Repository:_)`.',
        start: 0,
        end: query.length,
      });
    return { query: undefined, errors };
  }
  return prepared(program, read.query, query, standIns, typed, written);
}

/** The expression that a text is, for who looks at it: a value such as `User:bob` alone is an object literal. Undefined where it cannot be read. */
export function queryExpression(source: string): Expression | undefined {
  const { text, standIns } = readQueryText(source);
  const { query } = parseQuery(text);
  if (query?.$type !== 'Variable') return query;
  const { type, id } = standIns.get(query.name) ?? {};
  if (type === undefined || id === undefined) return query;
  return parseQuery(writeValue({ type, id })).query;
}

/** A query of one call from its parts: `allow`, `[{type: 'User', id: 'bob'}, {variable: 'action'}, {type: 'Repository'}]`. */
export function cloudCall(program: CloudProgram, predicate: string, all: readonly QueryArgument[]): CloudQuery {
  const literals: Literal[] = [];
  const terms = all.map((argument, at): Term => {
    if ('variable' in argument) {
      const term: Term = { kind: 'variable', name: argument.variable };
      if (argument.type !== undefined) literals.push(typeLiteral(term, argument.type));
      return term;
    }
    const { type, id } = argument;
    if (type !== undefined && id !== undefined) return { kind: 'value', value: { type, id } };
    const term: Term = { kind: 'variable', name: `_@${at}` };
    if (type !== undefined) literals.push(typeLiteral(term, type));
    return term;
  });
  return new CompiledCloudQuery(program as CompiledCloud, undefined, {
    call: { name: predicate, terms },
    literals,
    expression: undefined,
    uri: undefined,
  });
}

/** The query that an assertion makes, without its `iff`. */
export function assertionQuery(program: CloudProgram, assertion: Assertion, uri: string): CloudQuery {
  const { name, parameters } = assertion;
  const literals: Literal[] = [];
  const terms = parameters.map((parameter, at) => {
    const own: Literal[] = [];
    const term = parameterTerm(parameter, at, own);
    // A type here is that type alone.
    literals.push(...own.map((literal) => (literal.kind === 'type' ? { ...literal, exact: true } : literal)));
    return term;
  });
  return new CompiledCloudQuery(program as CompiledCloud, undefined, {
    call: { name: name.text, terms },
    literals,
    expression: undefined,
    uri,
    node: assertion,
  });
}

const typeLiteral = (term: Term, type: string): Literal => ({ kind: 'type', term, type, exact: true, negated: false });

function prepared(
  program: CloudProgram,
  expression: Expression,
  text: string | undefined,
  standIns: ReadonlyMap<string, AnswerValue>,
  typed: ReadonlyMap<string, string>,
  written: ReadonlyMap<string, AnswerValue> = new Map(),
): PreparedCloudQuery {
  // Every door refuses it in its own words; what comes here all the same would be another question.
  const foreign = foreignToCloud(expression);
  if (foreign.length > 0) return { query: undefined, errors: [...foreign] };
  const literals: Literal[] = [];
  for (const [name, type] of typed) literals.push(typeLiteral({ kind: 'variable', name }, type));
  for (const [name, { type, id }] of standIns) {
    const term: Term = { kind: 'variable', name };
    if (type === undefined) continue;
    if (id === undefined) literals.push(typeLiteral(term, type));
    else literals.push({ kind: 'equal', left: term, right: { kind: 'value', value: { type, id } } });
  }
  const call = unwrap<Expression>(expression);
  if (call.$type === 'Call' && call.keywords.length === 0) {
    const terms = call.arguments.map((argument) => withStandIn(termOf(argument), standIns));
    if (terms.every((term) => term !== undefined)) {
      const parts: Parts = {
        call: { name: call.name.text, terms },
        // What stands for a value is one by now.
        literals: literals.filter(
          ({ kind, ...of }) =>
            kind !== 'equal' || ('left' in of && of.left.kind === 'variable' && typed.has(of.left.name)),
        ),
        expression: undefined,
        uri: undefined,
        node: call,
        standIns: written,
      };
      return { query: new CompiledCloudQuery(program as CompiledCloud, text, parts), errors: [] };
    }
  }
  const parts: Parts = { call: undefined, literals, expression, uri: undefined, standIns: written };
  return { query: new CompiledCloudQuery(program as CompiledCloud, text, parts), errors: [] };
}

/** What a name that stands for an object's text means, where it is a value. */
function withStandIn(term: Term | undefined, standIns: ReadonlyMap<string, AnswerValue>): Term | undefined {
  if (term?.kind !== 'variable') return term;
  const { type, id } = standIns.get(term.name) ?? {};
  return type === undefined || id === undefined ? term : { kind: 'value', value: { type, id } };
}

/**
 * Reads a fact: `has_role(User:bob, "admin", Org{"acme"})`. A name without a type is a String, as in a fact that is told on a command line.
 * Undefined for what is no call with values only.
 */
export function readFact(source: string): Fact | undefined {
  const { text, standIns } = readQueryText(source);
  const { query, errors } = parseQuery(text);
  if (query?.$type !== 'Call' || errors.length > 0 || query.keywords.length > 0) return undefined;
  const values: CloudValue[] = [];
  for (const argument of query.arguments) {
    const term = withStandIn(termOf(argument), standIns);
    if (term?.kind === 'value') values.push(term.value);
    else if (term?.kind === 'variable' && !term.name.startsWith('_') && !standIns.has(term.name))
      values.push(cloudValue(term.name));
    else return undefined;
  }
  return { predicate: query.name.text, arguments: values };
}

interface Parts {
  readonly call: { readonly name: string; readonly terms: readonly Term[] } | undefined;
  readonly literals: readonly Literal[];
  readonly expression: Expression | undefined;
  readonly uri: string | undefined;
  readonly node?: Node;
  readonly standIns?: ReadonlyMap<string, AnswerValue>;
}

export class CompiledCloudQuery implements CloudQuery {
  readonly program: CompiledCloud;
  readonly text: string | undefined;
  readonly variables: readonly string[];
  readonly predicate: string | undefined;
  readonly hasWildcards: boolean;
  readonly standIns: ReadonlyMap<string, AnswerValue>;
  /** The call whose answers are the query's: its own, or one of a predicate made of it, with an argument for each variable. */
  readonly goal: CloudPredicate;
  readonly codes: readonly Code[];
  /** Of a query of one call: where each of its arguments stands among those of `goal`; a constant has none. */
  readonly #arguments: readonly (number | AnswerValue)[];
  /** The same of each variable. */
  readonly #variables: readonly number[];
  readonly #parts: Parts;

  constructor(program: CompiledCloud, text: string | undefined, parts: Parts) {
    const { call, literals, expression, uri, node, standIns = noStandIns } = parts;
    this.#parts = parts;
    this.program = program;
    this.text = text;
    this.predicate = call?.name;
    const terms = call?.terms ?? noTerms;
    this.standIns = standIns;
    if (call !== undefined && literals.length === 0 && terms.every(isValue) && terms.length <= mostArguments) {
      // Most questions are of this kind, and a decision takes microseconds.
      this.hasWildcards = false;
      this.variables = noNames;
      this.goal = program.predicate(call.name, terms.length);
      this.codes = terms.map(({ value }) => program.values.number(value));
      this.#arguments = terms.map((_, at) => at);
      this.#variables = noNumbers;
      return;
    }
    this.hasWildcards = terms.some((term) => term.kind === 'variable' && term.name.startsWith('_'));
    const names = new Set<string>();
    for (const term of terms) if (term.kind === 'variable') names.add(term.name);
    for (const literal of literals) {
      if (literal.kind !== 'call') continue;
      for (const term of literal.terms) if (term.kind === 'variable') names.add(term.name);
    }
    if (expression !== undefined) for (const name of variablesOf(expression)) names.add(name);
    this.variables = [...names].filter((name) => !/^[_@]/.test(name));
    const direct = call === undefined ? undefined : directly(program, terms, literals);
    if (direct !== undefined) {
      this.goal = program.predicate(call!.name, terms.length);
      this.codes = direct;
      this.#arguments = terms.map((_, at) => at);
      this.#variables = this.variables.map((name) =>
        terms.findIndex((term) => term.kind === 'variable' && term.name === name),
      );
    } else {
      const asked = call === undefined ? this.variables : [...names].filter((name) => !name.startsWith('@'));
      const head = asked.map((name): Term => ({ kind: 'variable', name }));
      const whole: readonly Literal[] =
        call === undefined ? literals : [...literals, { kind: 'call', ...call, negated: false, node: node ?? noNode }];
      this.goal = new CloudPredicate(-1, QUERY, asked.length, lowerQuery(expression, head, whole, uri, program));
      this.codes = asked.map(() => free(ANY));
      this.#arguments = terms.map((term) =>
        term.kind === 'value' ? term.value : term.name.startsWith('@') ? { type: undefined } : asked.indexOf(term.name),
      );
      this.#variables = this.variables.map((name) => asked.indexOf(name));
    }
  }

  get asked(): FactPattern | undefined {
    const { call, literals } = this.#parts;
    if (call === undefined) return undefined;
    return {
      predicate: call.name,
      arguments: call.terms.map((term) => (term.kind === 'value' ? term.value : wildcardOf(term.name, literals))),
    };
  }

  /** The fact that an answer says, where the query is one call, by the values of the arguments of `goal`. */
  fact(values: readonly AnswerValue[]): FactPattern | undefined {
    if (this.predicate === undefined) return undefined;
    return {
      predicate: this.predicate,
      arguments: this.#arguments.map((at) => (typeof at === 'number' ? values[at]! : at)),
    };
  }

  /** Where an argument of the query's call stands among those of `goal`, or what it is. */
  argumentAt(at: number): number | AnswerValue | undefined {
    return this.#arguments[at];
  }

  bindings(values: readonly AnswerValue[]): ReadonlyMap<string, AnswerValue> {
    return new Map(this.variables.map((name, i) => [name, values[this.#variables[i]!]!]));
  }

  /** Where what stands at an argument of `goal` is shown: among the fact's arguments, or the variables. */
  shownAt(place: number): number {
    return this.predicate === undefined ? this.#variables.indexOf(place) : this.#arguments.indexOf(place);
  }
}

const isValue = (term: Term): term is Term & { readonly kind: 'value' } => term.kind === 'value';
const noStandIns: ReadonlyMap<string, AnswerValue> = new Map();
const noTerms: readonly Term[] = [];
const noNames: readonly string[] = [];
const noNumbers: readonly number[] = [];

/** The arguments of a call that can be asked as it is: its variables are different ones, and nothing but their types is said of them. */
function directly(
  { types, values }: CompiledCloud,
  terms: readonly Term[],
  literals: readonly Literal[],
): readonly Code[] | undefined {
  const known = new Map<string, Code>();
  for (const literal of literals) {
    if (literal.kind === 'type' && literal.exact && literal.term.kind === 'variable' && !literal.negated)
      known.set(literal.term.name, free(types.exactly(literal.type)));
    else if (literal.kind === 'equal' && literal.left.kind === 'variable' && literal.right.kind === 'value')
      known.set(literal.left.name, values.number(literal.right.value));
    else return undefined;
  }
  const seen = new Set<string>();
  const codes: Code[] = [];
  for (const term of terms) {
    if (term.kind === 'value') {
      codes.push(values.number(term.value));
      continue;
    }
    if (seen.has(term.name) || term.name.startsWith('@')) return undefined;
    seen.add(term.name);
    codes.push(known.get(term.name) ?? free(ANY));
  }
  return terms.length <= mostArguments && literals.length <= seen.size ? codes : undefined;
}

function wildcardOf(name: string, literals: readonly Literal[]): AnswerValue {
  for (const literal of literals) {
    if (literal.kind === 'type' && literal.term.kind === 'variable' && literal.term.name === name)
      return { type: literal.type };
    if (literal.kind === 'equal' && literal.left.kind === 'variable' && literal.left.name === name)
      if (literal.right.kind === 'value') return literal.right.value;
  }
  return { type: undefined };
}

/** Stands where a goal that nobody wrote has its text. */
export const noNode: Node = { $type: 'Call', $container: undefined, $start: 0, $end: 0 };

function variablesOf(expression: Expression): Set<string> {
  const names = new Set<string>();
  walk<PolarNode>(expression, (node) => {
    if (node.$type === 'Matches') {
      if (node.left.$type === 'Variable') names.add(node.left.name);
      return false;
    }
    if (node.$type === 'Variable') names.add(node.name);
    return true;
  });
  return names;
}

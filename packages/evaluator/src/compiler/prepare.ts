import type { Expression } from '@polar-tools/language';
import { foreignTo, type QueryProblem, readQuery } from '@polar-tools/policy';
import { ALIASED, type Term, VAR } from '../terms/term.ts';
import { bornAliased } from './body-shape.ts';
import type { LoweredClause } from './goal.ts';
import { lowerQuery } from './lower.ts';
import type { ClauseCode, CompiledProgram, Program, Space } from './program.ts';

export interface PreparedQuery {
  readonly program: Program;
  readonly expression: Expression;
  /** The text that the expression's offsets are in, when it was given as text. */
  readonly text: string | undefined;
  /** The file that it stands in, when it is an inline query. */
  readonly uri: string | undefined;
  /** The variables that answers name: those that do not start with `_`, in the order in which they first appear. */
  readonly variables: readonly string[];
}

/** A query lowered once, for any number of runs. */
export class CompiledQuery implements PreparedQuery {
  readonly program: CompiledProgram;
  readonly expression: Expression;
  readonly text: string | undefined;
  readonly uri: string | undefined;
  readonly variables: readonly string[];
  readonly lowered: LoweredClause;
  /** What it may name beside the constants of the program. */
  readonly ownConstant: (name: string) => Term | undefined;
  /** For each variable: the kind to be born with, aliased where it first occurs as an argument of a predicate. */
  readonly kinds: readonly number[];
  /** What a variable with the name of a union matches, only the exact machine knows. */
  readonly namesUnion: boolean;
  /** The query as a clause of each of the two code spaces, once it is one. */
  #plain: ClauseCode | undefined;
  #debug: ClauseCode | undefined;

  /** @param hidden names that are variables here, whatever object has them: those of the frame in which a person asks */
  constructor(
    program: CompiledProgram,
    expression: Expression,
    text: string | undefined,
    uri: string | undefined,
    hidden: ReadonlySet<string> = new Set(),
  ) {
    this.program = program;
    this.expression = expression;
    this.text = text;
    this.uri = uri;
    // An inline query belongs to the policy, which the application loads with its constants alone.
    const namesObjects = uri === undefined || program.host?.inlineQueriesName === true;
    this.ownConstant = (name) => (namesObjects && !hidden.has(name) ? program.constantOfQueries(name) : undefined);
    this.lowered = lowerQuery(expression, (name) => program.constantOf(name) ?? this.ownConstant(name));
    const aliased = bornAliased(this.lowered.body);
    this.kinds = this.lowered.variables.map((variable) => (aliased.has(variable) ? ALIASED : VAR));
    this.variables = this.lowered.variables
      .filter(({ written, name }) => written && !name.startsWith('_'))
      .map(({ name }) => name);
    this.namesUnion = this.variables.some((name) => program.unions.has(name));
  }

  /** The query as a clause of a code space of its program, assembled. */
  clauseIn(space: Space): ClauseCode {
    const known = space.code.debug ? this.#debug : this.#plain;
    if (known !== undefined) return known;
    const made = space.addClause(undefined, this.lowered);
    space.assemble(made);
    if (space.code.debug) this.#debug = made;
    else this.#plain = made;
    return made;
  }
}

export type QueryError = QueryProblem;

/**
 * Reads and compiles a query: the one way into a machine. A prepared query may be run by any number of machines. What the engine of the policy's
 * dialect would not read has errors and is not prepared. Pass `uri` for an inline query of a policy's file.
 */
export function prepare(
  program: Program,
  query: string | Expression,
  uri?: string,
): { readonly query: PreparedQuery | undefined; readonly errors: readonly QueryError[] } {
  const read =
    typeof query === 'string' ? readQuery(query, program.policy) : { query, errors: foreignTo(query, program.policy) };
  if (read.query === undefined || read.errors.length > 0) return { query: undefined, errors: read.errors };
  const text = typeof query === 'string' ? query : undefined;
  return { query: new CompiledQuery(program as CompiledProgram, read.query, text, uri), errors: [] };
}

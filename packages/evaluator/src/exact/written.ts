import type { Dictionary, Expression, Field, List, Node } from '@polar-tools/language';
import type { Clause } from '@polar-tools/policy';
import type { Goal, Value } from '../compiler/goal.ts';
import { withoutParentheses } from '../compiler/lower.ts';
import { Box, CONS, EMPTY_LIST, type Fields, type Term } from '../terms/term.ts';
import type { Source } from './sources.ts';

const NO_PARTS: readonly undefined[] = [];

/** Where one rule or query has its goals and values. */
export class Written {
  readonly clause: Clause | undefined;
  readonly #nodes: ReadonlyMap<Value, Node>;
  readonly #goals = new Map<Goal, Source>();
  readonly #values = new Map<Value, Source>();
  readonly #operations = new Map<object, Source>();

  constructor(clause: Clause | undefined, nodes: ReadonlyMap<Value, Node>) {
    this.clause = clause;
    this.#nodes = nodes;
  }

  /** A source of this text. */
  at(node: Node | undefined, parts: readonly (Source | undefined)[] = NO_PARTS): Source {
    return { node, clause: this.clause, parts };
  }

  goal(goal: Goal): Source {
    const known = this.#goals.get(goal);
    if (known !== undefined) return known;
    const made = this.at(
      goal.node,
      valuesOf(goal).map((value) => this.value(value)),
    );
    this.#goals.set(goal, made);
    return made;
  }

  /** Of an operation on goals, which `made` gives the first time: where these are written is the same at each use of a rule. */
  operation(goals: object, made: () => Source): Source {
    const known = this.#operations.get(goals);
    if (known !== undefined) return known;
    const source = made();
    this.#operations.set(goals, source);
    return source;
  }

  value(value: Value): Source {
    const known = this.#values.get(value);
    if (known !== undefined) return known;
    const made = this.at(
      this.#nodes.get(value),
      partsOf(value).map((part) => this.value(part)),
    );
    this.#values.set(value, made);
    return made;
  }

  /** Tells of each box in a constant where it is written. */
  constant(term: Term, node: Node | undefined, tell: (box: Box, source: Source) => void): Source {
    if (!(term instanceof Box) || term === EMPTY_LIST || node === undefined) return this.at(node);
    const source = this.at(node, this.#constantParts(term, node, tell));
    tell(term, source);
    return source;
  }

  #constantParts(term: Box, node: Node, tell: (box: Box, source: Source) => void): readonly (Source | undefined)[] {
    if (node.$type === 'List') return this.cells(term, (node as List).elements, tell);
    if (node.$type !== 'Dictionary') return NO_PARTS;
    const written = new Map((node as Dictionary).fields.map((field): [string, Field] => [field.key.text, field]));
    return [...(term.a as Fields)].map(([key, value]) => {
      const inner = written.get(key)?.value as Expression | undefined;
      return this.constant(value, inner && withoutParentheses(inner), tell);
    });
  }

  /**
   * Tells of each cell of a constant list after the first where its element is written, and gives the same of the first; cells have no
   * other place.
   */
  cells(
    list: Box,
    elements: readonly Expression[],
    tell: (box: Box, source: Source) => void,
  ): readonly (Source | undefined)[] {
    let first: readonly Source[] = [];
    let cell: Term = list;
    for (const element of elements) {
      if (!(cell instanceof Box) || cell.kind !== CONS) break;
      const parts = [this.constant(cell.a as Term, withoutParentheses(element), tell)];
      if (cell === list) first = parts;
      else tell(cell, this.at(undefined, parts));
      cell = cell.b as Term;
    }
    return first;
  }

  /** The same of the constant end of a list that begins with other elements: `[x, 1, 2]`. */
  end(list: Value, cellsBefore: number, end: Term, tell: (box: Box, source: Source) => void): void {
    const node = this.#nodes.get(list);
    if (node?.$type !== 'List' || !(end instanceof Box) || end.kind !== CONS) return;
    tell(end, this.at(undefined, this.cells(end, (node as List).elements.slice(cellsBefore), tell)));
  }
}

/** The values of a goal in the order of the arguments of the term that it becomes. */
function valuesOf(goal: Goal): readonly Value[] {
  switch (goal.kind) {
    case 'predicate':
    case 'print':
    case 'debug':
      return goal.args;
    case 'unify':
    case 'assign':
    case 'compare':
    case 'arithmetic':
    case 'in':
    case 'matches':
      return [goal.left, goal.right];
    case 'lookup':
      return [goal.object, goal.key];
    case 'method':
      return [goal.object];
    default:
      return [];
  }
}

function partsOf(value: Value): readonly Value[] {
  switch (value.kind) {
    case 'cons':
      return [value.head];
    case 'dictionary':
    case 'fields':
    case 'instance':
      return value.fields.map(([, field]) => field);
    case 'call':
      return value.args;
    default:
      return [];
  }
}

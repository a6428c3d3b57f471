import { childrenOf, type Name, type Node, type PolarNode, type StringLiteral } from '@polar-tools/language';
import { appended } from '../model/short-list.ts';
import { unwrap } from '../model/walk.ts';

/** Where a value goes into a call or a fact, or comes out of a head. */
export interface Port {
  /** The call, fact, assertion, or the rule whose head it is. */
  readonly node: Node;
  readonly predicate: string;
  /** All of them, this one included. */
  readonly values: readonly Node[];
  readonly index: number;
  /** Where in the argument: empty for all of it, `[]` for any member of a list, `0` for its first, `.name` for a field. */
  readonly path: readonly string[];
  /** A head or a fact says what holds; a call or an assertion asks for it. */
  readonly says: boolean;
}

/** The role or permission that a word of a shorthand stands for: `role if role on "parent"`. */
export interface WordPlace {
  readonly word: 'role' | 'permission';
  /** The shorthand, where the word is its head; else the reference. */
  readonly node: Node;
}

/** A value within one rule, query, assertion or shorthand: all that must be equal there, or may be. */
export interface Value {
  readonly ports: readonly Port[];
  readonly words: readonly WordPlace[];
  /** What it is compared with in an object of the application, by the field's or method's name: `.role`, `roles[]`. */
  readonly members: ReadonlySet<string>;
  readonly strings: readonly StringLiteral[];
  /** Keys of dictionaries, which stand without quotes. */
  readonly keys: readonly Name[];
  /** The names of its variables. */
  readonly variables: ReadonlySet<string>;
  /** Where more is asked of it than whether it is equal to another: it is compared by order, or a method of it is called. */
  readonly inspected: Node | undefined;
}

/** The values of one scope. */
export interface ValueFlow {
  /** Those that are more than one string or number that stands alone. */
  readonly values: readonly Value[];
  /** The value that a string, or a key of a dictionary, is. */
  valueOf(node: Node): Value | undefined;
  /** The value of a variable. */
  variable(name: string): Value | undefined;
}

const flows = new WeakMap<Node, ValueFlow>();

/**
 * What may be the same value in a scope: what `=`, `==`, `!=`, `in`, `matches`, heads and calls bring together, in whatever order and
 * under whatever `not` or `or`. It depends on the tree alone, and is made once for it.
 */
export function valueFlow(scope: Node): ValueFlow {
  const known = flows.get(scope);
  if (known !== undefined) return known;
  const made = new Reader(scope);
  flows.set(scope, made);
  return made;
}

/** The place of a string that is an argument or a parameter by itself: its value goes nowhere else. */
export function placeOfLiteral(string: StringLiteral): Port | undefined {
  const holder = string.$container as PolarNode | undefined;
  if (holder?.$type === 'Call' || holder?.$type === 'Fact') {
    const values = holder.arguments;
    const says = holder.$type === 'Fact';
    return { node: holder, predicate: holder.name.text, values, index: values.indexOf(string), path: [], says };
  }
  const head = holder?.$type === 'Parameter' ? (holder.$container as PolarNode | undefined) : undefined;
  if (holder?.$type !== 'Parameter' || holder.value !== string || holder.specializer !== undefined) return undefined;
  if (head?.$type !== 'Rule' && head?.$type !== 'RuleType' && head?.$type !== 'Assertion') return undefined;
  const { name, parameters } = head;
  const values = parameters.map(({ value }) => value);
  const says = head.$type !== 'Assertion';
  return { node: head, predicate: name.text, values, index: parameters.indexOf(holder), path: [], says };
}

/** The scopes of a statement in which values are: a rule as it is, the shorthands of a block, the facts and assertions of a test. */
export function scopesIn(statement: Node): readonly Node[] {
  const it = statement as PolarNode;
  switch (it.$type) {
    case 'Rule':
    case 'RuleType':
    case 'InlineQuery':
      return [it];
    case 'Block':
      return it.members.filter(({ $type }) => $type === 'Shorthand');
    case 'Fixture':
      return it.facts;
    case 'Test':
      return [...(it.setup?.items.filter(({ $type }) => $type === 'Fact') ?? []), ...it.assertions];
    default:
      return [];
  }
}

/** One value while the scope is read: those that turn out to be equal are joined. */
class Cell implements Value {
  joined: Cell | undefined;
  /** What it is made of: `0`, `1` … of a list as written, `[]` for any of its members, `.name`, `#` for its keys. */
  parts: Map<string, Cell> | undefined;
  // One is kept for each value of each rule that was looked into, and most have little: what nothing was put into is shared.
  ports: readonly Port[] = NONE;
  words: readonly WordPlace[] = NONE;
  members: ReadonlySet<string> = NO_NAMES;
  strings: readonly StringLiteral[] = NONE;
  keys: readonly Name[] = NONE;
  variables: ReadonlySet<string> = NO_NAMES;
  inspected: Node | undefined;

  addPort(port: Port): void {
    this.ports = appended(this.ports, port);
  }

  addWord(word: WordPlace): void {
    this.words = appended(this.words, word);
  }

  addMember(name: string): void {
    this.members = withName(this.members, name);
  }

  addString(string: StringLiteral): void {
    this.strings = appended(this.strings, string);
  }

  addKey(key: Name): void {
    this.keys = appended(this.keys, key);
  }

  addVariable(name: string): void {
    this.variables = withName(this.variables, name);
  }
}

const NONE: readonly never[] = [];
const NO_NAMES: ReadonlySet<string> = new Set();

const withName = (names: ReadonlySet<string>, name: string): ReadonlySet<string> =>
  names === NO_NAMES ? new Set([name]) : (names as Set<string>).add(name);

class Reader implements ValueFlow {
  readonly #cells: Cell[] = [];
  readonly #variables = new Map<string, Cell>();
  readonly #written = new Map<Node, Cell>();
  #depth = 0;
  #values: readonly Value[] | undefined;

  constructor(scope: Node) {
    this.#read(scope);
    this.#reachIntoParts();
  }

  get values(): readonly Value[] {
    this.#values ??= this.#cells.filter(({ joined }) => joined === undefined);
    return this.#values;
  }

  valueOf(node: Node): Value | undefined {
    const cell = this.#written.get(node);
    return cell && rootOf(cell);
  }

  variable(name: string): Value | undefined {
    const cell = this.#variables.get(name);
    return cell && rootOf(cell);
  }

  #fresh(): Cell {
    const cell = new Cell();
    this.#cells.push(cell);
    return cell;
  }

  /** Reads an expression, a head or a member of a test, and gives the value that it is. */
  #read(node: Node): Cell {
    const it = unwrap(node) as PolarNode;
    switch (it.$type) {
      case 'Variable':
        return this.#variable(it.name);
      case 'StringLiteral': {
        const cell = this.#fresh();
        cell.addString(it);
        this.#written.set(it, cell);
        return cell;
      }
      case 'Rule':
      case 'RuleType':
      case 'Assertion': {
        const values = it.parameters.map(({ value }) => value);
        it.parameters.forEach(({ value, specializer }, index) => {
          const cell = this.#read(value);
          cell.addPort({
            node: it,
            predicate: it.name.text,
            values,
            index,
            path: [],
            says: it.$type !== 'Assertion',
          });
          if (specializer !== undefined) this.#join(cell, this.#pattern(specializer));
        });
        const body = it.$type === 'Rule' ? it.body : it.$type === 'Assertion' ? it.iff : undefined;
        if (body !== undefined) this.#read(body);
        return this.#fresh();
      }
      case 'Fact':
        return this.#call(it, it.name.text, it.arguments, true);
      case 'Call':
        return this.#operatorCall(it) ?? this.#call(it, it.name.text, it.arguments, false);
      case 'Shorthand':
      case 'ShorthandReference':
        return this.#shorthand(it);
      case 'Binary':
        return this.#binary(it);
      case 'Matches': {
        this.#join(this.#read(it.left), this.#pattern(it.pattern));
        return this.#fresh();
      }
      case 'List':
      case 'ListPattern':
        return this.#list(it.elements, it.rest);
      case 'Dictionary':
      case 'DictionaryPattern':
      case 'InstancePattern':
        return this.#record(it.fields ?? []);
      case 'Lookup': {
        const object = this.#read(it.object);
        if (it.name !== undefined) return this.#member(object, it.name.text);
        if (it.key === undefined) return this.#fresh();
        this.#join(this.#read(it.key), this.#part(object, '#'));
        return it.key.$type === 'StringLiteral' ? this.#member(object, it.key.value) : this.#part(object, '.*');
      }
      case 'MethodCall':
      case 'New': {
        if (it.$type === 'MethodCall') this.#read(it.object).inspected ??= it;
        const called = it.$type === 'New' ? `new ${it.name.text}` : `.${it.name.text}`;
        it.arguments.forEach((argument, index) => void this.#read(argument).addMember(`${called}(${index})`));
        for (const { key, value } of it.keywords)
          if (value !== undefined) this.#read(value).addMember(`${called}(${key.text}:)`);
        const result = this.#fresh();
        result.addMember(`${called}()`);
        return result;
      }
      case 'ObjectLiteral':
        return this.#fresh();
      default:
        for (const child of childrenOf(it)) this.#read(child);
        return this.#fresh();
    }
  }

  /** What stands right of `matches` or of a parameter's `:`, where a lone name is a class. */
  #pattern(pattern: Node): Cell {
    return pattern.$type === 'Variable' ? this.#fresh() : this.#read(pattern);
  }

  #variable(name: string): Cell {
    const known = name === '_' ? undefined : this.#variables.get(name);
    if (known !== undefined) return rootOf(known);
    const cell = this.#fresh();
    if (name === '_') return cell;
    cell.addVariable(name);
    this.#variables.set(name, cell);
    return cell;
  }

  #call(node: Node, predicate: string, values: readonly Node[], says: boolean): Cell {
    values.forEach(
      (value, index) => void this.#read(value).addPort({ node, predicate, values, index, path: [], says }),
    );
    return this.#fresh();
  }

  /** `in(a, b)` and `.(a, "b")`: the Library's operators written as calls. */
  #operatorCall({ name, arguments: values }: PolarNode & { $type: 'Call' }): Cell | undefined {
    const [left, right] = values;
    if (left === undefined || right === undefined) return undefined;
    if (name.text === 'in') {
      this.#join(this.#read(left), this.#part(this.#read(right), '[]'));
      return this.#fresh();
    }
    if (name.text !== '.') return undefined;
    const object = this.#read(left);
    if (right.$type === 'StringLiteral') return this.#member(object, right.value);
    this.#join(this.#read(right), this.#part(object, '#'));
    return this.#part(object, '.*');
  }

  #shorthand(it: PolarNode & { $type: 'Shorthand' | 'ShorthandReference' }): Cell {
    const word = it.$type === 'Shorthand' ? it.head : it.term;
    if (word.$type === 'Variable' && (word.name === 'role' || word.name === 'permission')) {
      this.#variable(word.name).addWord({ word: word.name, node: it });
    }
    if (it.$type === 'Shorthand') this.#read(it.body);
    return this.#fresh();
  }

  #binary({ left, operator, right }: PolarNode & { $type: 'Binary' }): Cell {
    const one = this.#read(left);
    const other = this.#read(right);
    switch (operator) {
      case 'in':
        this.#join(one, this.#part(other, '[]'));
        break;
      case '<':
      case '<=':
      case '>':
      case '>=':
        this.#join(one, other);
        rootOf(one).inspected ??= left.$container;
        break;
      case '=':
      case ':=':
      case '==':
      case '!=':
        this.#join(one, other);
        break;
    }
    return this.#fresh();
  }

  #list(elements: readonly Node[], rest: Node | undefined): Cell {
    const list = this.#fresh();
    for (let i = 0; i < elements.length; i++) this.#join(this.#read(elements[i]!), this.#part(list, String(i)));
    // What the rest has is in the list too.
    if (rest !== undefined) this.#join(this.#part(this.#read(rest), '[]'), this.#part(list, '[]'));
    return list;
  }

  #record(fields: readonly { readonly key: Name; readonly value: Node | undefined }[]): Cell {
    const record = this.#fresh();
    for (const { key, value } of fields) {
      this.#join(value === undefined ? this.#variable(key.text) : this.#read(value), this.#member(record, key.text));
      const name = this.#part(record, '#');
      name.addKey(key);
      this.#written.set(key, name);
    }
    return record;
  }

  #member(object: Cell, name: string): Cell {
    const member = this.#part(object, `.${name}`);
    member.addMember(`.${name}`);
    return member;
  }

  /** A part of a value; `[]` and `.*` are every part of their kind. */
  #part(whole: Cell, name: string): Cell {
    const root = rootOf(whole);
    root.parts ??= new Map();
    const known = root.parts.get(name);
    if (known !== undefined) return rootOf(known);
    const every = everyOf(name);
    const part = (every === undefined ? undefined : root.parts.get(every)) ?? this.#fresh();
    root.parts.set(name, part);
    if (name === '[]' || name === '.*') {
      for (const [other, cell] of [...root.parts]) if (everyOf(other) === name) this.#join(cell, part);
    }
    // A dictionary that is gone through gives its keys in pairs.
    if (name === '[]' && root.parts.has('#')) this.#join(this.#part(part, '0'), root.parts.get('#')!);
    if (name === '#' && root.parts.has('[]')) this.#join(this.#part(root.parts.get('[]')!, '0'), part);
    return rootOf(part);
  }

  #join(one: Cell, other: Cell): void {
    const [a, b] = [rootOf(one), rootOf(other)];
    if (a === b) return;
    b.joined = a;
    for (const port of b.ports) a.addPort(port);
    for (const word of b.words) a.addWord(word);
    for (const string of b.strings) a.addString(string);
    for (const key of b.keys) a.addKey(key);
    for (const member of b.members) a.addMember(member);
    for (const variable of b.variables) a.addVariable(variable);
    a.inspected ??= b.inspected;
    if (b.parts === undefined || this.#depth >= DEEPEST_JOIN) return;
    this.#depth++;
    for (const [name, part] of b.parts) this.#join(this.#part(a, name), part);
    this.#depth--;
  }

  /** What a whole is given to gets its parts too; the members of `x.roles` are `.roles[]`. */
  #reachIntoParts(): void {
    for (const cell of this.#cells) {
      if (cell.joined !== undefined || cell.parts === undefined) continue;
      for (const port of cell.ports) if (port.path.length === 0) reachInto(cell, port, 1);
      for (const [name, part] of cell.parts) {
        // A list that is a member of itself has no first name for its members.
        if ((name !== '[]' && !isIndex(name)) || rootOf(part) === cell) continue;
        for (const member of cell.members) rootOf(part).addMember(`${member}[]`);
      }
    }
  }
}

/** How deep the parts of two values are joined: those of a value that is a part of itself have no end. */
const DEEPEST_JOIN = 50;

/** How deep into its parts a value is followed from one rule into another. */
const DEEPEST = 3;

function reachInto(whole: Cell, port: Port, depth: number): void {
  if (whole.parts === undefined || depth > DEEPEST) return;
  for (const [name, part] of whole.parts) {
    const inner = { ...port, path: [...port.path, name] };
    rootOf(part).addPort(inner);
    reachInto(rootOf(part), inner, depth + 1);
  }
}

/** Whether two ports of one predicate are the same place in its arguments. */
export function samePlace(one: Port, other: Port): boolean {
  if (one.predicate !== other.predicate || one.index !== other.index) return false;
  if (one.values.length !== other.values.length || one.path.length !== other.path.length) return false;
  return one.path.every((name, at) => {
    const its = other.path[at]!;
    return name === its || everyOf(name) === its || everyOf(its) === name;
  });
}

const isIndex = (name: string): boolean => /^\d+$/.test(name);

/** What stands for all parts of a part's kind. */
function everyOf(name: string): string | undefined {
  if (isIndex(name)) return '[]';
  return name.startsWith('.') && name !== '.*' ? '.*' : undefined;
}

function rootOf(cell: Cell): Cell {
  let root = cell;
  while (root.joined !== undefined) root = root.joined;
  return root;
}

import { type Lookup, type MethodCall, type Node, type PolarNode, type Rule, walk } from '@polar-tools/language';
import { type Policy, typeOf, unwrap } from '@polar-tools/policy';
import { type FieldUse, partsUsed, useOf } from './fields-used.ts';
import { classNameFor } from './prove.ts';

/** A field, or what a method answers, that a policy reads of an object that it reaches through another one. */
export interface PartRead {
  readonly className: string;
  readonly name: string;
  /** What the policy does with it; undefined where its class is `holds`. */
  readonly use: FieldUse | undefined;
  /** Of which class it is, or its members are. */
  readonly holds: { readonly className: string; readonly inList: boolean } | undefined;
}

/**
 * What a policy reads through other objects, `repo.organization.owner`, and of the members of lists: of each step the class that
 * rules ask for there, else the one that a relation of that name leads to, else one of its name.
 */
export function pathsRead(policy: Policy): readonly PartRead[] {
  const parts = new Map<string, PartRead>();
  const { fields } = partsUsed(policy);
  for (const { clauses } of policy.predicates.values())
    for (const { rule, shorthand } of clauses)
      if (shorthand === undefined) new Paths(policy, rule, fields, parts).read();
  return [...parts.values()];
}

class Paths {
  readonly #policy: Policy;
  readonly #rule: Rule;
  readonly #fields: ReadonlyMap<string, ReadonlyMap<string, FieldUse>>;
  readonly #parts: Map<string, PartRead>;
  /** What stands for a variable that no head gives a class: a member of a list, or what it is the same as. */
  readonly #given = new Map<string, { readonly node: Node; readonly inList: boolean }>();

  constructor(
    policy: Policy,
    rule: Rule,
    fields: ReadonlyMap<string, ReadonlyMap<string, FieldUse>>,
    parts: Map<string, PartRead>,
  ) {
    this.#policy = policy;
    this.#rule = rule;
    this.#fields = fields;
    this.#parts = parts;
  }

  read(): void {
    const reads: (Lookup | MethodCall)[] = [];
    walk(this.#rule, (it) => {
      const node = it as PolarNode;
      if (node.$type === 'Lookup' || node.$type === 'MethodCall') reads.push(node);
      else if (node.$type === 'Binary' && /^(in|=|:=)$/.test(node.operator)) {
        this.#give(node.left, node.right, node.operator === 'in');
        if (node.operator === '=') this.#give(node.right, node.left, false);
      }
      return true;
    });
    for (const node of reads) this.#learn(node);
  }

  #give(variable: Node, value: Node, inList: boolean): void {
    const [left, right] = [unwrap(variable) as PolarNode, unwrap(value) as PolarNode];
    if (left.$type !== 'Variable' || left.name === '_') return;
    if (right.$type !== 'Lookup' && right.$type !== 'MethodCall') return;
    const type = typeOf(this.#policy, left);
    if (type === undefined) {
      if (!this.#given.has(left.name)) this.#given.set(left.name, { node: right, inList });
    } else if (inList && this.#policy.blocks.has(type)) {
      const name = right.name?.text;
      for (const className of this.#classesOf(right.object, 0))
        if (name !== undefined) this.#note(className, name, undefined, { className: type, inList: true });
    }
  }

  #learn(node: Lookup | MethodCall): void {
    const name = node.name?.text;
    // What is read of a variable with a class of its own is learnt from its use.
    if (name === undefined || typeOf(this.#policy, node.object) !== undefined) return;
    for (const className of this.#classesOf(node.object, 0))
      this.#note(className, name, useOf(this.#policy, node), undefined);
  }

  /** The classes that an object may be of from which something is read. */
  #classesOf(object: Node, depth: number): readonly string[] {
    const node = unwrap(object) as PolarNode;
    const type = typeOf(this.#policy, node);
    if (type !== undefined) return /^(Actor|Resource)$/.test(type) ? [...this.#policy.blocks.keys()] : [type];
    if (depth > DEEPEST) return [];
    if (node.$type === 'Variable') {
      const given = this.#given.get(node.name);
      return given === undefined ? [] : this.#held(given.node as PolarNode, given.inList, depth + 1);
    }
    return this.#held(node, false, depth + 1);
  }

  /** The classes of what is read. */
  #held(node: PolarNode, inList: boolean, depth: number): readonly string[] {
    if ((node.$type !== 'Lookup' && node.$type !== 'MethodCall') || node.name === undefined) return [];
    const name = node.name.text;
    return this.#classesOf(node.object, depth).map((owner) => {
      const use = this.#fields.get(owner)?.get(name);
      const asked = use?.kind === 'object' ? use.className : this.#related(owner, name);
      const className = asked ?? this.#named(inList ? name.replace(/s$/, '') : name);
      this.#note(owner, name, undefined, { className, inList });
      return className;
    });
  }

  #related(owner: string, name: string): string | undefined {
    const declared = this.#policy.blocks.get(owner)?.names.get(name);
    return declared?.kind === 'relation' ? declared.type : undefined;
  }

  /** The class that a name speaks of: that of a block, where one is called so or is cut short so (`org`). */
  #named(name: string): string {
    const wanted = classNameFor(name);
    const names = [...this.#policy.blocks.keys()];
    if (names.includes(wanted)) return wanted;
    return (name.length > 2 ? names.find((each) => each.startsWith(wanted)) : undefined) ?? wanted;
  }

  #note(className: string, name: string, use: FieldUse | undefined, holds: PartRead['holds']): void {
    const part = { className, name, use, holds };
    this.#parts.set(JSON.stringify(part), part);
  }
}

/** Steps of a path, through variables as well: a variable may stand for itself. */
const DEEPEST = 6;

import { type PolarNode, walk } from '@polar-tools/language';
import type { Policy } from '@polar-tools/policy';
import { dataOf } from '../../data/data-object.ts';
import type { Json } from '../../data/json.ts';
import { loadData } from '../../data/load-data.ts';
import { classesOfBlocks } from '../../data/read-classes.ts';
import { Dictionary, Float, HostObject, type HostValue, NIL } from '../../host/host.ts';
import { type FieldUse, partsUsed } from '../../sample/fields-used.ts';
import { pathsRead } from '../../sample/paths-read.ts';
import { classNameFor } from '../../sample/prove.ts';
import { sampleData } from '../../sample/sample-data.ts';

/** What kinds of values a field, or a method's answer, has. */
export interface Shape {
  /** Of these classes. */
  readonly classes: Set<string>;
  readonly plain: Set<'boolean' | 'string' | 'number' | 'nil'>;
  /** What its members are, where it is a list. */
  members: Shape | undefined;
}

const empty = (): Shape => ({ classes: new Set(), plain: new Set(), members: undefined });

interface ClassJson {
  readonly fields?: Json;
  readonly extends?: Json;
}

/**
 * What the objects that policies talk about look like: learnt from a data file where there is one, from what the rules ask of them, and from
 * the files that are made for the policies.
 */
export class Shapes {
  readonly #shapes = new Map<string, Shape>();
  readonly #classes = new Map<string, ClassJson>();
  readonly strings: readonly string[];
  readonly numbers: readonly number[];
  /** A rule names `nil`: any field may be that. */
  readonly namesNil: boolean;
  readonly #resources: readonly string[];

  /**
   * @param data the text of a data file
   * @param isOver whether the time for it is up: what data files would say that are made for the policies is not known then
   */
  constructor(policies: readonly Policy[], data: string | undefined, isOver: () => boolean = () => false) {
    const strings = new Set<string>();
    const numbers = new Set<number>([0, 1]);
    let namesNil = false;
    this.#resources = [
      ...new Set(
        policies.flatMap(({ blocks }) =>
          [...blocks.values()].filter((block) => block.keyword === 'resource').map(({ name }) => name),
        ),
      ),
    ];
    for (const policy of policies) {
      for (const { names } of policy.blocks.values())
        for (const { kind, name } of names.values()) if (kind === 'role') strings.add(name);
      for (const { clauses } of policy.predicates.values())
        for (const { rule, shorthand } of clauses) {
          if (shorthand !== undefined) continue;
          const isQuestion = rule.name.text === 'allow' || rule.name.text === 'has_permission';
          walk(rule, (it) => {
            const node = it as PolarNode;
            // The second argument of these is an action.
            if (node.$type === 'Parameter' && isQuestion && rule.parameters[1] === node) return false;
            if (node.$type === 'Variable' && node.name === 'nil') namesNil = true;
            if (node.$type === 'StringLiteral') strings.add(node.value);
            else if (node.$type === 'IntegerLiteral' || node.$type === 'FloatLiteral') {
              const near = Number(node.value);
              if (Number.isSafeInteger(near)) for (const step of [-1, 0, 1]) numbers.add(near + step);
            }
            return true;
          });
        }
    }
    this.namesNil = namesNil;
    this.strings = ['something_else', ...strings];
    this.numbers = [...numbers].sort((a, b) => a - b);
    if (data !== undefined) this.#learnFile(data, policies, true);
    for (const policy of policies) this.#learnPaths(policy, data !== undefined);
    for (const policy of policies) this.#learnFile(sampleData(policy, isOver).text, policies, false);
    for (const policy of policies) this.#learnUses(policy);
  }

  /** The classes that a data file has to declare. */
  get classes(): ReadonlyMap<string, ClassJson> {
    return this.#classes;
  }

  /** What a part of an object may be; one of which nothing is known is true or false. */
  of(className: string, part: string): Shape {
    return this.#shapes.get(`${className}.${part}`) ?? { ...empty(), plain: new Set(['boolean']) };
  }

  /** The classes whose objects may stand where an object of some classes was seen. */
  classesIn({ classes }: Shape): readonly string[] {
    return classes.size > 1 && [...classes].every((name) => this.#resources.includes(name))
      ? this.#resources
      : [...classes];
  }

  #learnFile(text: string, policies: readonly Policy[], isGiven: boolean): void {
    const read = JSON.parse(text) as { readonly classes?: Readonly<Record<string, ClassJson>> };
    for (const [name, { fields, extends: above }] of Object.entries(read.classes ?? {})) {
      if (this.#classes.has(name)) continue;
      this.#classes.set(name, {
        ...(isGiven && fields !== undefined && { fields }),
        ...(above !== undefined && { extends: above }),
      });
    }
    const { data } = loadData(
      text,
      undefined,
      policies.flatMap((policy) => [...classesOfBlocks(policy)]),
    );
    for (const value of [...data.host.objects.values(), ...data.host.constants.values()])
      if (value instanceof HostObject && value !== NIL && dataOf(value) !== undefined) this.#learnObject(value);
  }

  readonly #seen = new Set<HostObject>();

  #learnObject(object: HostObject): void {
    if (this.#seen.has(object) || object.class === undefined) return;
    this.#seen.add(object);
    for (const [name, value] of dataOf(object)?.fields ?? []) this.#learn(object.class.name, name, value);
  }

  #learn(className: string, part: string, value: HostValue): void {
    this.#learnValue(this.#made(`${className}.${part}`), part, value);
  }

  #made(key: string): Shape {
    let shape = this.#shapes.get(key);
    if (shape === undefined) {
      shape = empty();
      this.#shapes.set(key, shape);
    }
    return shape;
  }

  #learnValue(shape: Shape, part: string, value: HostValue): void {
    if (value === NIL) shape.plain.add('nil');
    else if (Array.isArray(value)) {
      shape.members ??= empty();
      for (const member of value as readonly HostValue[]) this.#learnValue(shape.members, part, member);
    } else if (value instanceof Dictionary) {
      // Nobody has said of which class it is.
      const wanted = classNameFor(part.replace(/s$/, ''));
      const name = shape.classes.size > 0 ? [...shape.classes][0]! : wanted;
      if (!this.#classes.has(name)) this.#classes.set(name, {});
      shape.classes.add(name);
      for (const [key, inner] of value.fields) this.#learn(name, key, inner);
    } else if (value instanceof HostObject) {
      if (value.class === undefined) return;
      shape.classes.add(value.class.name);
      this.#learnObject(value);
    } else if (typeof value === 'boolean') shape.plain.add('boolean');
    else if (typeof value === 'string') shape.plain.add('string');
    else if (typeof value === 'number' || typeof value === 'bigint' || value instanceof Float)
      shape.plain.add('number');
  }

  /** What is read through other objects. Of what a data file has objects of, that file knows better. */
  #learnPaths(policy: Policy, isGiven: boolean): void {
    const parts = pathsRead(policy);
    // What is known to be an object is no guess any more.
    const known = parts.toSorted((a, b) => Number(a.holds === undefined) - Number(b.holds === undefined));
    for (const { className, name, use, holds } of known) {
      if (!this.#classes.has(className)) this.#classes.set(className, {});
      const key = `${className}.${name}`;
      if (isGiven && this.#shapes.has(key)) continue;
      const shape = this.#made(key);
      if (use !== undefined) this.#learnUse(shape, use);
      if (holds === undefined) continue;
      if (!this.#classes.has(holds.className)) this.#classes.set(holds.className, {});
      if (holds.inList) {
        shape.members ??= empty();
        shape.members.classes.add(holds.className);
      } else shape.classes.add(holds.className);
    }
  }

  #learnUses(policy: Policy): void {
    const { fields, methods } = partsUsed(policy);
    for (const parts of [fields, methods])
      for (const [className, uses] of parts)
        for (const [name, use] of uses) {
          const key = `${className}.${name}`;
          if (!this.#shapes.has(key)) this.#learnUse(this.#made(key), use);
          else this.#learnUse(this.#shapes.get(key)!, use);
        }
  }

  #learnUse(shape: Shape, use: FieldUse): void {
    if (use.kind === 'object') {
      if (this.#classes.has(use.className)) shape.classes.add(use.className);
      else shape.plain.add(plainOf(use.className) ?? 'boolean');
    } else if (use.kind === 'list') shape.members ??= { ...empty(), plain: new Set(['string']) };
    else if (use.kind === 'plain')
      shape.plain.add(use.value === null ? 'nil' : (typeof use.value as 'boolean' | 'string' | 'number'));
    else if (shape.classes.size === 0 && shape.plain.size === 0 && shape.members === undefined)
      shape.plain.add('boolean');
  }
}

const plainOf = (className: string): 'boolean' | 'string' | 'number' | undefined =>
  className === 'String' ? 'string' : className === 'Integer' || className === 'Float' ? 'number' : undefined;

import { type PolarNode, walk } from '@polar-tools/language';
import type { Policy } from '@polar-tools/policy';
import { literalValue } from '../../dialect/cloud/term.ts';
import type { CloudValue } from '../../facts/value.ts';
import type { Values } from '../../facts/values.ts';

const plain = new Set(['String', 'Integer', 'Boolean', 'Float']);
const abstract = new Set(['Actor', 'Resource']);

/** The values that generated worlds are made of: a few objects of each type, the strings that policies name, numbers around those that they compare with. */
export class Domain {
  /** By type: the numbers of its values, generated objects first. */
  readonly #byType = new Map<string, readonly number[]>();

  /**
   * @param policies those that are asked, which share the numbers of their values
   * @param objects how many objects of each type
   * @param now the time that queries are asked at, in seconds
   */
  constructor(policies: readonly Policy[], values: Values, objects: number, now: number) {
    const strings = new Set<string>();
    const numbers = new Set<bigint>([0n, 1n, 2n]);
    let asksTime = false;
    const types = new Set<string>();
    const named = new Map<string, Set<string>>();
    for (const policy of policies) {
      for (const [name, { keyword }] of policy.blocks) if (keyword !== 'global') types.add(name);
      for (const signatures of policy.factSignatures.values())
        for (const { types: all } of signatures)
          for (const type of all) if (type !== undefined && !abstract.has(type) && !plain.has(type)) types.add(type);
      for (const { statements } of policy.files.values())
        for (const { tree } of statements) {
          if (tree?.$type !== 'Rule' && tree?.$type !== 'Block') continue;
          walk(tree, (it) => {
            const node = it as PolarNode;
            if (node.$type === 'StringLiteral') strings.add(node.value);
            else if (node.$type === 'CurrentTime') asksTime = true;
            else if (node.$type === 'DeclaredRelation') strings.add(node.name.text);
            else if (node.$type === 'IntegerLiteral')
              for (const near of [-1n, 0n, 1n]) numbers.add(BigInt(node.value) + near);
            else if (node.$type === 'InstancePattern' && !abstract.has(node.name.text) && !plain.has(node.name.text))
              types.add(node.name.text);
            else if (node.$type === 'ObjectLiteral') {
              const value = literalValue(node)!;
              named.set(value.type, (named.get(value.type) ?? new Set()).add(value.id));
            }
            return true;
          });
        }
    }
    const give = (type: string, ids: Iterable<string>): void => {
      this.#byType.set(
        type,
        [...ids].map((id) => values.number({ type, id })),
      );
    };
    for (const type of new Set([...types, ...named.keys()]))
      give(type, new Set([...objectIds(type, objects), ...(named.get(type) ?? [])]));
    give('String', strings);
    // The clock comes last, and only where a rule looks at it: what is told is the same tomorrow where it can be.
    const times = asksTime ? [-1n, 0n, 1n].map((near) => BigInt(now) + near) : [];
    give('Integer', new Set([...[...numbers].sort((a, b) => (a < b ? -1 : 1)), ...times].map(String)));
    give('Boolean', ['true', 'false']);
  }

  /** The types that have values, the plain ones last. */
  get types(): Iterable<string> {
    return this.#byType.keys();
  }

  /** The values of one type. */
  of(type: string): readonly number[] {
    return this.#byType.get(type) ?? [];
  }
}

/** What the objects of a type are called: `repository_1`. */
const objectIds = (type: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => objectOf(type, i + 1).id);

/** The object of a type with a number, from 1 on. */
export const objectOf = (type: string, number: number): CloudValue => ({
  type,
  id: `${type.replaceAll(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})/gu, '_').toLowerCase()}_${number}`,
});

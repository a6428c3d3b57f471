import { type Name, type Node, nodeAt, type PolarNode, rangeOf, type StringLiteral } from '@polar-tools/language';
import { declaredName, relatedType } from '../blocks/blocks.ts';
import { snapshotOf } from '../model/create.ts';
import type { DeclarationKind, Location, Policy } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { scopeOf, typeOf } from './variable-types.ts';

/** What a name in a policy stands for. */
export type PolarSymbol =
  | { readonly kind: 'predicate'; readonly name: string; readonly arity: number }
  /** A class of the application or a type with a block. */
  | { readonly kind: 'class'; readonly name: string }
  /** A role, permission or relation; `type` is the one whose block declares it, undefined where that is not known. */
  | {
      readonly kind: 'term';
      readonly name: string;
      readonly as: DeclarationKind | undefined;
      readonly type: string | undefined;
    }
  /** A variable of the rule, query, assertion or shorthand `scope`. */
  | { readonly kind: 'variable'; readonly name: string; readonly scope: Node; readonly uri: string }
  | { readonly kind: 'fixture'; readonly name: string };

/** A symbol where it is written. */
export interface SymbolUse extends Location {
  readonly symbol: PolarSymbol;
  readonly node: Node;
}

/** The symbol at an absolute offset, with the range of its name; undefined where there is none. */
export function symbolAt(policy: Policy, uri: string, offset: number): SymbolUse | undefined {
  const file = policy.files.get(uri);
  const node = file && nodeAt(file, offset);
  const symbol = node && symbolOf(policy, uri, node);
  return symbol && { symbol, node, uri, ...rangeOf(node) };
}

/** What a node that is a name, a variable or a string stands for. */
export function symbolOf(policy: Policy, uri: string, node: Node): PolarSymbol | undefined {
  const it = node as PolarNode;
  switch (it.$type) {
    case 'Name':
      return nameSymbol(policy, uri, it);
    case 'Variable':
      if (it.$container?.$type === 'Matches' && (it.$container as Node & { pattern: Node }).pattern === it) {
        return { kind: 'class', name: it.name };
      }
      if (it.$container?.$type === 'ShorthandReference' || it.$container?.$type === 'Shorthand') return undefined;
      // Each `_` is a variable of its own, which stands nowhere else.
      if (it.name === '_') return undefined;
      if (isClass(policy, it.name)) return { kind: 'class', name: it.name };
      return { kind: 'variable', name: it.name, scope: scopeOf(it), uri };
    case 'StringLiteral':
      return termSymbol(policy, it);
    default:
      return undefined;
  }
}

const mentioned = new WeakMap<Snapshot, ReadonlySet<string>>();

/**
 * Whether a name that stands where a value does is a class: a registered one is a constant too, as in `social::Post.PUBLIC`. It is one if
 * anything says so: a block, the configuration, or a rule that takes it for one.
 */
function isClass(policy: Policy, name: string): boolean {
  if (!/(?:^|::)\p{Lu}[^:]*$/u.test(name)) return false;
  const { classes } = policy.configuration;
  if (policy.blocks.has(name) || (classes !== undefined && Object.hasOwn(classes, name))) return true;
  const snapshot = snapshotOf(policy);
  let names = mentioned.get(snapshot);
  if (names === undefined) {
    const found = new Set<string>();
    for (const statement of snapshot.statements()) for (const each of statement.classes) found.add(each);
    names = found;
    mentioned.set(snapshot, names);
  }
  return names.has(name);
}

function nameSymbol(policy: Policy, uri: string, name: Name): PolarSymbol | undefined {
  const { text } = name;
  const holder = name.$container as PolarNode | undefined;
  switch (holder?.$type) {
    case 'Rule':
    case 'RuleType':
    case 'Assertion':
      return { kind: 'predicate', name: text, arity: holder.parameters.length };
    case 'Call':
    case 'Fact':
      return { kind: 'predicate', name: text, arity: holder.arguments.length };
    case 'Declare':
      if (holder.name === name) return { kind: 'predicate', name: text, arity: holder.types.length };
      return { kind: 'class', name: text };
    case 'Block':
      return holder.keyword === name ? undefined : { kind: 'class', name: text };
    case 'InstancePattern':
    case 'New':
    case 'ObjectLiteral':
      return { kind: 'class', name: text };
    case 'DeclaredRelation': {
      if (holder.type === name) return { kind: 'class', name: text };
      const block = holder.$container?.$container?.$container as PolarNode | undefined;
      return block?.$type === 'Block' ? ownTerm(policy, block.name.text, text) : undefined;
    }
    case 'Fixture':
    case 'FixtureUse':
      return { kind: 'fixture', name: text };
    case 'Field':
      return holder.value === undefined ? { kind: 'variable', name: text, scope: scopeOf(name), uri } : undefined;
    default:
      return undefined;
  }
}

/** A term of a type's block, under the type that declares it. */
function ownTerm(policy: Policy, type: string | undefined, name: string): PolarSymbol {
  const declared = type === undefined ? undefined : declaredName(policy.blocks, type, name);
  return { kind: 'term', name, as: declared?.kind, type: declared?.block ?? type };
}

const kinds: Readonly<Record<string, DeclarationKind>> = {
  has_role: 'role',
  has_permission: 'permission',
  has_relation: 'relation',
  allow: 'permission',
};

function termSymbol(policy: Policy, string: StringLiteral): PolarSymbol | undefined {
  const name = string.value;
  const holder = string.$container as PolarNode | undefined;
  switch (holder?.$type) {
    case 'DeclaredNames':
    case 'Shorthand': {
      const type = blockTypeOf(holder);
      return type === undefined ? undefined : ownTerm(policy, type, name);
    }
    case 'ShorthandReference': {
      const type = blockTypeOf(holder);
      if (type === undefined) return undefined;
      if (holder.global) return ownTerm(policy, 'global', name);
      if (holder.relation === undefined || holder.relation === string) return ownTerm(policy, type, name);
      const relation = holder.relation.$type === 'StringLiteral' ? holder.relation.value : holder.relation.name;
      return ownTerm(policy, relatedType(policy.blocks, type, relation), name);
    }
    case 'Call':
    case 'Fact':
      if (holder.arguments[1] !== string) return undefined;
      return argumentTerm(policy, holder.name.text, name, holder.arguments);
    case 'Parameter': {
      const head = holder.$container as PolarNode | undefined;
      if (head?.$type !== 'Rule' && head?.$type !== 'Assertion' && head?.$type !== 'RuleType') return undefined;
      if (head.parameters[1] !== holder) return undefined;
      return argumentTerm(
        policy,
        head.name.text,
        name,
        head.parameters.map(({ value }) => value),
      );
    }
    default:
      return undefined;
  }
}

/** The role, permission or relation that is the second argument of a call or head. */
function argumentTerm(
  policy: Policy,
  predicate: string,
  name: string,
  values: readonly Node[],
): PolarSymbol | undefined {
  const as = kinds[predicate];
  if (as === undefined) return undefined;
  if (values.length === 2) return policy.dialect === 'cloud' ? ownTerm(policy, 'global', name) : undefined;
  const resource = predicate === 'has_relation' && policy.dialect === 'cloud' ? values[0] : values[2];
  const type = resource === undefined ? undefined : typeOf(policy, resource);
  if (type !== undefined && declaredName(policy.blocks, type, name) !== undefined) return ownTerm(policy, type, name);
  // Where the type says nothing, the only block with such a name does.
  const declaring = [...policy.blocks.values()].filter(({ names }) => names.get(name)?.kind === as);
  return { kind: 'term', name, as, type: declaring.length === 1 ? declaring[0]!.name : undefined };
}

function blockTypeOf(node: Node): string | undefined {
  for (let holder: Node | undefined = node; holder !== undefined; holder = holder.$container) {
    if (holder.$type === 'Block') return (holder as Node & { name: Name }).name.text;
  }
  return undefined;
}

/** Whether two symbols are the same thing. */
export function sameSymbol(a: PolarSymbol, b: PolarSymbol): boolean {
  if (a.kind !== b.kind || a.name !== b.name) return false;
  if (a.kind === 'variable' && b.kind === 'variable') return a.scope === b.scope;
  if (a.kind === 'term' && b.kind === 'term') return a.type === b.type && a.as === b.as;
  return true;
}

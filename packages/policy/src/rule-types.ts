import type { InstancePattern, Name, Node, Parameter, RuleType, StringLiteral, Variable } from '@polar-tools/language';
import type { MergedBlock } from './blocks.ts';
import type { PolicyRuleType } from './policy.ts';
import type { Snapshot } from './snapshot.ts';

/** A parameter of a rule type that nobody wrote: a name, a class, or both; or a string. */
type Shape = { readonly name: string; readonly type?: string } | { readonly value: string };

const builtIn: readonly PolicyRuleType[] = [
  implied('allow', [{ name: 'actor' }, { name: '_action' }, { name: 'resource' }], 'built-in'),
  implied('allow_field', [{ name: 'actor' }, { name: 'action' }, { name: 'resource' }, { name: 'field' }], 'built-in'),
  implied('allow_request', [{ name: 'actor' }, { name: 'request' }], 'built-in'),
  implied(
    'has_permission',
    [
      { name: 'actor', type: 'Actor' },
      { name: '_permission', type: 'String' },
      { name: 'resource', type: 'Resource' },
    ],
    'built-in',
  ),
];

/**
 * The rule types of a policy by rule name: the built-in ones, those that its blocks imply and those that it declares
 * (polar.md, section 3). Cloud has only those that are declared.
 */
export function ruleTypes(policy: Snapshot): ReadonlyMap<string, readonly PolicyRuleType[]> {
  const types = new Map<string, PolicyRuleType[]>();
  const add = (type: PolicyRuleType): void => {
    const known = types.get(type.name);
    if (known === undefined) types.set(type.name, [type]);
    else known.push(type);
  };
  if (policy.dialect === 'library') {
    for (const type of builtIn) add(type);
    for (const type of blockRuleTypes(policy)) add(type);
  }
  for (const { uri, tree } of policy.statements()) {
    if (tree?.$type !== 'RuleType') continue;
    add({ name: tree.name.text, ruleType: tree, origin: 'declared', required: false, uri, node: tree });
  }
  return types;
}

function* blockRuleTypes(policy: Snapshot): Generator<PolicyRuleType> {
  const required = requiredRelations(policy.blocks);
  let roles: PolicyRuleType | undefined;
  for (const block of policy.blocksInOrder()) {
    const { relations, hasRole } = ofBlock(block);
    roles ??= hasRole;
    for (const { optional, demanded } of relations) {
      yield required.get(block.name)?.has(optional.name) ? demanded : optional.type;
    }
  }
  if (roles !== undefined) yield roles;
}

/** The rule types that one block implies: for each relation both, as it may or may not be followed by a shorthand. */
interface BlockRuleTypes {
  readonly relations: readonly {
    readonly optional: { readonly name: string; readonly type: PolicyRuleType };
    readonly demanded: PolicyRuleType;
  }[];
  readonly hasRole: PolicyRuleType | undefined;
}

const byBlock = new WeakMap<MergedBlock, BlockRuleTypes>();

function ofBlock(block: MergedBlock): BlockRuleTypes {
  const known = byBlock.get(block);
  if (known !== undefined) return known;
  const relations: BlockRuleTypes['relations'][number][] = [];
  let hasRole: PolicyRuleType | undefined;
  for (const { kind, name, type, uri, node } of block.names.values()) {
    if (kind === 'role') {
      hasRole ??= implied('has_role', ofRoles, 'block', { required: true, uri, node });
    } else if (kind === 'relation') {
      const shape: Shape[] = [{ name: 'subject', type: type! }, { value: name }, { name: 'object', type: block.name }];
      const place = { uri, node };
      relations.push({
        optional: { name, type: implied('has_relation', shape, 'block', { required: false, ...place }) },
        demanded: implied('has_relation', shape, 'block', { required: true, ...place }),
      });
    }
  }
  const made = { relations, hasRole };
  byBlock.set(block, made);
  return made;
}

const ofRoles: readonly Shape[] = [
  { name: 'actor', type: 'Actor' },
  { name: 'role', type: 'String' },
  { name: 'resource', type: 'Resource' },
];

/** By type, the relations that some shorthand traverses, so that there must be a `has_relation` rule for each. */
function requiredRelations(blocks: ReadonlyMap<string, MergedBlock>): ReadonlyMap<string, ReadonlySet<string>> {
  const required = new Map<string, Set<string>>();
  const add = (type: string, relation: string): void => {
    const known = required.get(type);
    if (known === undefined) required.set(type, new Set([relation]));
    else known.add(relation);
  };
  for (const block of blocks.values()) {
    const { own, related } = followedBy(block);
    for (const relation of own) add(block.name, relation);
    for (const { type, name } of related) if (blocks.get(type)?.names.get(name)?.kind === 'relation') add(type, name);
  }
  return required;
}

/** The relations that the shorthands of one block follow: its own, and what may be one of a related type. */
interface Followed {
  readonly own: ReadonlySet<string>;
  readonly related: readonly { readonly type: string; readonly name: string }[];
}

const followed = new WeakMap<MergedBlock, Followed>();

function followedBy(merged: MergedBlock): Followed {
  const known = followed.get(merged);
  if (known !== undefined) return known;
  const own = new Set<string>();
  const related = new Map<string, Followed['related'][number]>();
  for (const { block } of merged.parts) {
    for (const member of block.members) {
      if (member.$type !== 'Shorthand' || member.body.$type !== 'ShorthandReference') continue;
      const { term, relation } = member.body;
      if (term.$type !== 'StringLiteral') continue;
      const name =
        relation === undefined ? term.value : relation.$type === 'StringLiteral' ? relation.value : undefined;
      const declared = name === undefined ? undefined : merged.names.get(name);
      if (declared?.kind !== 'relation') continue;
      own.add(declared.name);
      if (relation !== undefined)
        related.set(`${declared.type} ${term.value}`, { type: declared.type!, name: term.value });
    }
  }
  const made = { own, related: [...related.values()] };
  followed.set(merged, made);
  return made;
}

function implied(
  name: string,
  shapes: readonly Shape[],
  origin: 'built-in' | 'block',
  place?: { required: boolean; uri: string; node: Node },
): PolicyRuleType {
  const nowhere = { $start: 0, $end: 0, $container: undefined };
  const nameOf = (text: string): Name => ({ ...nowhere, $type: 'Name', text });
  const parameters = shapes.map((shape): Parameter => {
    if ('value' in shape) {
      const value: StringLiteral = { ...nowhere, $type: 'StringLiteral', value: shape.value };
      return { ...nowhere, $type: 'Parameter', value, specializer: undefined };
    }
    const value: Variable = { ...nowhere, $type: 'Variable', name: shape.name };
    const specializer: InstancePattern | undefined =
      shape.type === undefined
        ? undefined
        : { ...nowhere, $type: 'InstancePattern', name: nameOf(shape.type), fields: undefined };
    return { ...nowhere, $type: 'Parameter', value, specializer };
  });
  const ruleType: RuleType = { ...nowhere, $type: 'RuleType', name: nameOf(name), parameters };
  return { name, ruleType, origin, required: place?.required ?? false, uri: place?.uri, node: place?.node };
}

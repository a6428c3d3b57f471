import type { InstancePattern, Name, Node, Parameter, RuleType, StringLiteral, Variable } from '@polar-tools/language';
import { declaredName, type MergedBlock, relatedType } from './blocks.ts';
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
  let hasRole: PolicyRuleType | undefined;
  for (const block of policy.blocksInOrder()) {
    for (const { kind, name, type, uri, node } of block.names.values()) {
      if (kind === 'role') {
        hasRole ??= implied(
          'has_role',
          [
            { name: 'actor', type: 'Actor' },
            { name: 'role', type: 'String' },
            { name: 'resource', type: 'Resource' },
          ],
          'block',
          { required: true, uri, node },
        );
      } else if (kind === 'relation') {
        const shape: Shape[] = [
          { name: 'subject', type: type! },
          { value: name },
          { name: 'object', type: block.name },
        ];
        yield implied('has_relation', shape, 'block', {
          required: required.get(block.name)?.has(name) ?? false,
          uri,
          node,
        });
      }
    }
  }
  if (hasRole !== undefined) yield hasRole;
}

/** By type, the relations that some shorthand traverses, so that there must be a `has_relation` rule for each. */
function requiredRelations(blocks: ReadonlyMap<string, MergedBlock>): ReadonlyMap<string, ReadonlySet<string>> {
  const required = new Map<string, Set<string>>();
  const add = (type: string, relation: string): void => {
    if (declaredName(blocks, type, relation)?.kind !== 'relation') return;
    const known = required.get(type);
    if (known === undefined) required.set(type, new Set([relation]));
    else known.add(relation);
  };
  for (const { name, parts } of blocks.values()) {
    for (const { block } of parts) {
      for (const member of block.members) {
        if (member.$type !== 'Shorthand' || member.body.$type !== 'ShorthandReference') continue;
        const { term, relation } = member.body;
        if (term.$type !== 'StringLiteral') continue;
        if (relation === undefined) {
          add(name, term.value);
        } else if (relation.$type === 'StringLiteral') {
          add(name, relation.value);
          const related = relatedType(blocks, name, relation.value);
          if (related !== undefined) add(related, term.value);
        }
      }
    }
  }
  return required;
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

import type { InstancePattern, Name, Node, Parameter, RuleType, StringLiteral, Variable } from '@polar-tools/language';
import type { MergedBlock } from './blocks.ts';
import type { BlockName, PolicyRuleType } from './policy.ts';
import type { Snapshot } from './snapshot.ts';

/** A parameter of a rule type that nobody wrote: a name, a class, or both; or a string. */
export interface Shape {
  readonly name?: string;
  readonly type?: string;
  readonly value?: string;
}

/** A rule type that the engine has, or that a block implies. What it would be as written is made when somebody asks. */
export class ImpliedRuleType implements PolicyRuleType {
  readonly name: string;
  readonly shapes: readonly Shape[];
  readonly origin: 'built-in' | 'block';
  readonly required: boolean;
  readonly uri: string | undefined;
  readonly node: Node | undefined;
  private written: RuleType | undefined;

  constructor(
    name: string,
    shapes: readonly Shape[],
    required: boolean,
    uri: string | undefined,
    node: Node | undefined,
  ) {
    this.name = name;
    this.shapes = shapes;
    this.origin = uri === undefined ? 'built-in' : 'block';
    this.required = required;
    this.uri = uri;
    this.node = node;
    this.written = undefined;
  }

  get ruleType(): RuleType {
    this.written ??= written(this.name, this.shapes);
    return this.written;
  }
}

const actor: Shape = { name: 'actor' };
const resource: Shape = { name: 'resource' };
const builtIn: readonly PolicyRuleType[] = [
  implied('allow', [actor, { name: '_action' }, resource]),
  implied('allow_field', [actor, { name: 'action' }, resource, { name: 'field' }]),
  implied('allow_request', [actor, { name: 'request' }]),
  implied('has_permission', [
    { name: 'actor', type: 'Actor' },
    { name: '_permission', type: 'String' },
    { name: 'resource', type: 'Resource' },
  ]),
];

function implied(name: string, shapes: readonly Shape[]): PolicyRuleType {
  return new ImpliedRuleType(name, shapes, false, undefined, undefined);
}

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

function blockRuleTypes(policy: Snapshot): readonly PolicyRuleType[] {
  const required = requiredRelations(policy.blocks);
  const types: PolicyRuleType[] = [];
  let roles: PolicyRuleType | undefined;
  for (const block of policy.blocksInOrder()) {
    const { relations, hasRole } = ofBlock(block);
    roles ??= hasRole;
    const followed = required.get(block.name);
    for (const relation of relations) types.push(relation.type(followed?.has(relation.name) === true));
  }
  if (roles !== undefined) types.push(roles);
  return types;
}

/** The rule types of a relation, which may or may not be followed by a shorthand. */
class RelationTypes {
  readonly name: string;
  readonly #shapes: readonly Shape[];
  readonly #declared: BlockName;
  #optional: PolicyRuleType | undefined;
  #demanded: PolicyRuleType | undefined;

  constructor(declared: BlockName, block: string) {
    const { name, type } = declared;
    this.name = name;
    this.#shapes = [{ name: 'subject', type: type! }, { value: name }, { name: 'object', type: block }];
    this.#declared = declared;
  }

  /** The same one each time, as long as the block stays. */
  type(required: boolean): PolicyRuleType {
    if (required) {
      this.#demanded ??= this.#made(true);
      return this.#demanded;
    }
    this.#optional ??= this.#made(false);
    return this.#optional;
  }

  #made(required: boolean): PolicyRuleType {
    const { uri, node } = this.#declared;
    return new ImpliedRuleType('has_relation', this.#shapes, required, uri, node);
  }
}

/** The rule types that one block implies. */
interface BlockRuleTypes {
  readonly relations: readonly RelationTypes[];
  readonly hasRole: PolicyRuleType | undefined;
}

const byBlock = new WeakMap<MergedBlock, BlockRuleTypes>();

function ofBlock(block: MergedBlock): BlockRuleTypes {
  const known = byBlock.get(block);
  if (known !== undefined) return known;
  const relations: RelationTypes[] = [];
  let hasRole: PolicyRuleType | undefined;
  for (const declared of block.names.values()) {
    const { kind, uri, node } = declared;
    if (kind === 'role') hasRole ??= new ImpliedRuleType('has_role', ofRoles, true, uri, node);
    else if (kind === 'relation') relations.push(new RelationTypes(declared, block.name));
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

function written(name: string, shapes: readonly Shape[]): RuleType {
  const parameters = shapes.map(({ name, type, value }) => {
    if (value !== undefined) return parameter(made<StringLiteral>({ $type: 'StringLiteral', value }), undefined);
    const pattern =
      type === undefined
        ? undefined
        : made<InstancePattern>({ $type: 'InstancePattern', name: nameOf(type), fields: undefined });
    return parameter(made<Variable>({ $type: 'Variable', name: name ?? '_' }), pattern);
  });
  return made<RuleType>({ $type: 'RuleType', name: nameOf(name), parameters });
}

function parameter(value: Variable | StringLiteral, specializer: InstancePattern | undefined): Parameter {
  return made<Parameter>({ $type: 'Parameter', value, specializer });
}

const nameOf = (text: string): Name => made<Name>({ $type: 'Name', text });

function made<T extends Node>(fields: Omit<T, '$start' | '$end' | '$container'>): T {
  return { $start: 0, $end: 0, $container: undefined, ...fields } as unknown as T;
}

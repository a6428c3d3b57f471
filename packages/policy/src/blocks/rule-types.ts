import type { InstancePattern, Name, Node, Parameter, RuleType, StringLiteral, Variable } from '@polar-tools/language';
import type { BlockName, PolicyRuleType } from '../model/policy.ts';
import type { SnapshotView } from '../model/snapshot-view.ts';
import type { MergedBlock } from './blocks.ts';

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
  #written: RuleType | undefined;

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
    this.#written = undefined;
  }

  get ruleType(): RuleType {
    this.#written ??= written(this.name, this.shapes);
    return this.#written;
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
 * (docs/language/rules.md#rule-types). Cloud has only those that are declared.
 */
export function ruleTypes(policy: SnapshotView): ReadonlyMap<string, readonly PolicyRuleType[]> {
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
  if (policy.typed.size === 0) return types;
  for (const { uri, tree } of policy.statements()) {
    if (tree?.$type !== 'RuleType') continue;
    add({ name: tree.name.text, ruleType: tree, origin: 'declared', required: false, uri, node: tree });
  }
  return types;
}

function blockRuleTypes(policy: SnapshotView): readonly PolicyRuleType[] {
  const required = policy.requiredTypes;
  const types: PolicyRuleType[] = [];
  let roles: PolicyRuleType | undefined;
  for (const block of policy.blocksInOrder()) {
    const { relations, hasRole } = ofBlock(block);
    if (hasRole !== undefined) roles ??= required.get(hasRole.node!);
    for (const relation of relations.values()) types.push(required.get(relation.node) ?? relation.type(false));
  }
  if (roles !== undefined) types.push(roles);
  return types;
}

/**
 * The rule types of which there must be a rule, by what demands it: `has_relation` for each relation that some shorthand follows, by the
 * relation; `has_role` where a block has roles, by the first of them.
 */
export function requiredTypes(policy: SnapshotView): ReadonlyMap<Node, PolicyRuleType> {
  const required = new Map<Node, PolicyRuleType>();
  if (policy.dialect !== 'library') return required;
  const { blocks } = policy;
  let roles: PolicyRuleType | undefined;
  for (const block of policy.blocksInOrder()) {
    const { followed, relations, hasRole } = ofBlock(block);
    roles ??= hasRole;
    for (const { own, term } of followed) {
      const relation = relations.get(own)!;
      required.set(relation.node, relation.type(true));
      const related = term === undefined ? undefined : blocks.get(relation.leadsTo);
      const further = related && ofBlock(related).relations.get(term!);
      if (further !== undefined) required.set(further.node, further.type(true));
    }
  }
  if (roles !== undefined) required.set(roles.node!, roles);
  return required;
}

/** The rule types of a relation, which may or may not be followed by a shorthand. */
class RelationTypes {
  readonly node: Node;
  readonly leadsTo: string;
  readonly #shapes: readonly Shape[];
  readonly #uri: string;
  #optional: PolicyRuleType | undefined;
  #demanded: PolicyRuleType | undefined;

  constructor({ name, type, uri, node }: BlockName, block: string) {
    this.node = node;
    this.leadsTo = type!;
    this.#shapes = [{ name: 'subject', type: type! }, { value: name }, { name: 'object', type: block }];
    this.#uri = uri;
    this.#optional = undefined;
    this.#demanded = undefined;
  }

  /** The same one each time, as long as the block stays. */
  type(required: boolean): PolicyRuleType {
    if (required) {
      this.#demanded ??= new ImpliedRuleType('has_relation', this.#shapes, true, this.#uri, this.node);
      return this.#demanded;
    }
    this.#optional ??= new ImpliedRuleType('has_relation', this.#shapes, false, this.#uri, this.node);
    return this.#optional;
  }
}

/** What one block implies. */
export interface BlockRuleTypes {
  readonly relations: ReadonlyMap<string, RelationTypes>;
  readonly hasRole: PolicyRuleType | undefined;
  readonly followed: readonly Followed[];
}

/** A relation of a block that a shorthand of it follows, and the term there, which may be a relation too. */
interface Followed {
  readonly own: string;
  readonly term: string | undefined;
}

const noRelations: ReadonlyMap<string, RelationTypes> = new Map();
const noneFollowed: readonly Followed[] = [];

function ofBlock(block: MergedBlock): BlockRuleTypes {
  const { kept } = block;
  if (kept.ruleTypes !== undefined) return kept.ruleTypes;
  let relations: Map<string, RelationTypes> | undefined;
  let hasRole: PolicyRuleType | undefined;
  for (const declared of block.names.values()) {
    const { kind, name, uri, node } = declared;
    if (kind === 'role') hasRole ??= new ImpliedRuleType('has_role', ofRoles, true, uri, node);
    else if (kind === 'relation') {
      relations ??= new Map();
      relations.set(name, new RelationTypes(declared, block.name));
    }
  }
  const followed = relations === undefined ? noneFollowed : followedBy(block, relations);
  kept.ruleTypes = { relations: relations ?? noRelations, hasRole, followed };
  return kept.ruleTypes;
}

const ofRoles: readonly Shape[] = [
  { name: 'actor', type: 'Actor' },
  { name: 'role', type: 'String' },
  { name: 'resource', type: 'Resource' },
];

function followedBy({ parts }: MergedBlock, relations: ReadonlyMap<string, RelationTypes>): readonly Followed[] {
  const followed: Followed[] = [];
  for (const { block } of parts) {
    const { members } = block;
    for (let i = 0; i < members.length; i++) {
      const member = members[i]!;
      if (member.$type !== 'Shorthand' || member.body.$type !== 'ShorthandReference') continue;
      const { term, relation } = member.body;
      if (term.$type !== 'StringLiteral') continue;
      if (relation === undefined) {
        if (relations.has(term.value)) followed.push({ own: term.value, term: undefined });
      } else if (relation.$type === 'StringLiteral' && relations.has(relation.value)) {
        followed.push({ own: relation.value, term: term.value });
      }
    }
  }
  return followed;
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

import { type PolarNode, rangeOf, type Shorthand, type ShorthandBody } from '@polar-tools/language';
import {
  type DeclarationKind,
  declaredName,
  type Location,
  type Policy,
  relatedType,
  supertypesOf,
} from '@polar-tools/policy';

/** A role, permission or relation of a type. */
export interface GraphName {
  /** `Repository.read`: no two have the same. */
  readonly id: string;
  readonly block: string;
  readonly kind: DeclarationKind;
  readonly name: string;
  readonly place: Location;
  /** Rules that give it without a role, permission or relation that a block would say: those in full, and shorthands of calls alone. Where each stands. */
  readonly rules: readonly Location[];
}

/** A type with what its block declares. */
export interface GraphBlock {
  readonly name: string;
  readonly keyword: 'actor' | 'resource' | 'global';
  readonly supertypes: readonly string[];
  readonly names: readonly GraphName[];
  readonly relations: readonly { readonly name: string; readonly type: string | undefined }[];
  readonly place: Location | undefined;
}

/** That one role, permission or relation gives another. */
export interface GraphLink {
  readonly from: GraphName;
  readonly to: GraphName;
  /** The relation over which: `"member" on "organization"`. */
  readonly via: string | undefined;
  /** Something else must hold as well. */
  readonly isConditional: boolean;
  readonly place: Location;
}

/** What the blocks of a policy say of roles, permissions and relations. */
export interface RoleGraph {
  readonly blocks: readonly GraphBlock[];
  readonly links: readonly GraphLink[];
}

/** Reads the graph of a policy's blocks, in the order of the text. */
export function roleGraph(policy: Policy): RoleGraph {
  const names = new Map<string, GraphName>();
  const rules = rulesThatGive(policy);
  const blocks = [...policy.blocks.values()].map((block): GraphBlock => {
    const own: GraphName[] = [];
    for (const { name, kind, uri, node } of block.names.values()) {
      const id = idOf(block.name, name);
      const made: GraphName = {
        id,
        block: block.name,
        kind,
        name,
        place: { uri, ...rangeOf(node) },
        rules: rules.get(id) ?? [],
      };
      names.set(id, made);
      own.push(made);
    }
    const [part] = block.parts;
    return {
      name: block.name,
      keyword: block.keyword,
      supertypes: block.supertypes,
      names: own,
      relations: [...block.names.values()].flatMap(({ kind, name, type }) =>
        kind === 'relation' ? [{ name, type }] : [],
      ),
      place: part === undefined ? undefined : { uri: part.uri, ...rangeOf(part.block.name) },
    };
  });
  const find = (type: string | undefined, name: string): GraphName | undefined => {
    const declared = type === undefined ? undefined : declaredName(policy.blocks, type, name);
    return declared === undefined ? undefined : names.get(idOf(declared.block, name));
  };
  const links: GraphLink[] = [];
  for (const { name: type, parts } of policy.blocks.values())
    for (const { uri, block } of parts)
      for (const member of block.members)
        if (member.$type === 'Shorthand') links.push(...linksOf(policy, type, member, uri, find));
  return { blocks, links: withoutRepeats(links) };
}

const idOf = (block: string, name: string): string => `${block}.${name}`;

function linksOf(
  policy: Policy,
  type: string,
  shorthand: Shorthand,
  uri: string,
  find: (type: string | undefined, name: string) => GraphName | undefined,
): readonly GraphLink[] {
  const place = { uri, ...rangeOf(shorthand) };
  return referencesIn(shorthand.body, false).flatMap(({ reference, isConditional }): readonly GraphLink[] => {
    const via = reference.relation === undefined ? undefined : textOf(reference.relation);
    const source = reference.global ? 'global' : via === undefined ? type : relatedType(policy.blocks, type, via);
    const [head, term] = [shorthand.head, reference.term].map((node) => node as PolarNode);
    if (head?.$type === 'StringLiteral' && term?.$type === 'StringLiteral') {
      const from = find(source, term.value);
      const to = find(type, head.value);
      return from === undefined || to === undefined ? [] : [{ from, to, via, isConditional, place }];
    }
    // `role if role on "parent"`: each role that both types have.
    if (head?.$type !== 'Variable' || term?.$type !== 'Variable' || head.name !== term.name) return [];
    return [type, ...supertypesOf(policy.blocks, type)]
      .flatMap((each) => [...(policy.blocks.get(each)?.names.values() ?? [])])
      .flatMap(({ kind, name }) => {
        const from = kind === head.name ? find(source, name) : undefined;
        const to = find(type, name);
        return from === undefined || to === undefined || from.kind !== kind
          ? []
          : [{ from, to, via, isConditional, place }];
      });
  });
}

const textOf = (node: unknown): string => {
  const it = node as PolarNode;
  return it.$type === 'StringLiteral' ? it.value : it.$type === 'Variable' ? it.name : '';
};

type Reference = Extract<ShorthandBody, { $type: 'ShorthandReference' }>;

function referencesIn(
  body: ShorthandBody,
  isConditional: boolean,
): readonly { readonly reference: Reference; readonly isConditional: boolean }[] {
  switch (body.$type) {
    case 'ShorthandReference':
      return [{ reference: body, isConditional }];
    case 'ShorthandAnd':
      return body.operands.flatMap((operand) => referencesIn(operand, true));
    case 'ShorthandOr':
      return body.operands.flatMap((operand) => referencesIn(operand, isConditional));
    case 'Parentheses':
      return referencesIn(body.inner as ShorthandBody, isConditional);
    default:
      return [];
  }
}

/** Rules that name the role or permission that they give, by its type and name: those in full, and shorthands that may hold by calls alone. */
function rulesThatGive({ predicates, blocks }: Policy): ReadonlyMap<string, readonly Location[]> {
  const found = new Map<string, Location[]>();
  for (const predicate of ['has_role', 'has_permission'])
    for (const { rule, shorthand, uri } of predicates.get(predicate)?.clauses ?? []) {
      if (shorthand !== undefined) continue;
      const [, given, on] = rule.parameters;
      const name = [given?.specializer, given?.value].find((node) => node?.$type === 'StringLiteral') as
        | PolarNode
        | undefined;
      const type =
        on?.specializer?.$type === 'InstancePattern'
          ? on.specializer.name.text
          : on === undefined
            ? 'global'
            : undefined;
      if (name?.$type !== 'StringLiteral' || type === undefined) continue;
      const id = idOf(type, name.value);
      found.set(id, [...(found.get(id) ?? []), { uri, ...rangeOf(rule.name) }]);
    }
  for (const { name: type, parts } of blocks.values())
    for (const { uri, block } of parts)
      for (const member of block.members) {
        if (member.$type !== 'Shorthand' || !holdsByCalls(member.body)) continue;
        const head = member.head as PolarNode;
        if (head.$type !== 'StringLiteral') continue;
        const id = idOf(declaredName(blocks, type, head.value)?.block ?? type, head.value);
        found.set(id, [...(found.get(id) ?? []), { uri, ...rangeOf(member) }]);
      }
  return found;
}

/** Whether calls of rules are enough, without anything that a block declares. */
function holdsByCalls(body: ShorthandBody): boolean {
  switch (body.$type) {
    case 'Call':
      return true;
    case 'ShorthandAnd':
      return body.operands.every(holdsByCalls);
    case 'ShorthandOr':
      return body.operands.some(holdsByCalls);
    case 'Parentheses':
      return holdsByCalls(body.inner as ShorthandBody);
    default:
      return false;
  }
}

/** The same is often said twice, as by `role if role on "parent"` beside a shorthand for one role. */
function withoutRepeats(links: readonly GraphLink[]): readonly GraphLink[] {
  const met = new Set<string>();
  return links.filter(({ from, to, via, isConditional }) => {
    const key = JSON.stringify([from.id, to.id, via, isConditional]);
    return met.has(key) ? false : met.add(key);
  });
}

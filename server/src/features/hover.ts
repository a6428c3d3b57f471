import {
  type Block,
  childrenOf,
  type Node,
  nodeAt,
  type PolarNode,
  print,
  rangeOf,
  type Shorthand,
  type StringLiteral,
} from '@polar-tools/language';
import { type BlockName, declaredName, longhand } from '@polar-tools/policy';
import { type Hover, MarkupKind } from 'vscode-languageserver';
import { BUILT_IN_CLASSES, CONDITIONS } from '../completion/vocabulary.ts';
import type { AskedAt, Feature } from '../feature.ts';
import { rangeIn, type View } from '../view.ts';
import { clausesText, code, longhandSource } from './clause-text.ts';

/** What is at the cursor, in words: a call's clauses, a shorthand's longhand, a type's block, a role's meaning. */
export function hover({ view, uri, offset }: AskedAt): Hover | undefined {
  const file = view.policy.files.get(uri);
  const node = file === undefined ? undefined : nodeAt(file, offset);
  for (let at: Node | undefined = node; at !== undefined; at = at.$container) {
    const value = textFor(view, at as PolarNode);
    if (value === undefined) continue;
    return { contents: { kind: MarkupKind.Markdown, value }, range: rangeIn(view, uri, rangeOf(at)) };
  }
  return undefined;
}

/** What there is to say of a node itself; undefined leaves it to the node around it. */
function textFor(view: View, node: PolarNode): string | undefined {
  const holder = node.$container as PolarNode | undefined;
  switch (node.$type) {
    case 'Name':
      return holder === undefined ? undefined : nameText(view, node.text, holder, node);
    case 'StringLiteral':
      return stringText(view, node.value, node, holder);
    case 'Variable':
      return variableText(node, node.name);
    case 'DeclaredRelation': {
      const block = blockAround(node);
      return block === undefined ? undefined : declaredText(view, block.name.text, node.name.text);
    }
    case 'Shorthand':
      return longhandText(view, node);
    case 'Cut':
      return wordText('cut');
    case 'CurrentTime':
      return wordText('@current_unix_time');
    default:
      return undefined;
  }
}

function nameText(view: View, name: string, holder: PolarNode, node: Node): string | undefined {
  switch (holder.$type) {
    case 'Call':
      return predicateText(view, name, holder.arguments.length);
    case 'Fact':
      return predicateText(view, name, holder.arguments.length);
    case 'Assertion':
      return predicateText(view, name, holder.parameters.length);
    case 'Rule':
    case 'RuleType':
      return predicateText(view, name, holder.parameters.length);
    case 'Declare':
      return predicateText(view, name, holder.types.length);
    case 'InstancePattern':
    case 'New':
    case 'ObjectLiteral':
      return typeText(view, name);
    case 'Block':
      return holder.keyword === node ? undefined : typeText(view, name);
    case 'DeclaredRelation':
      return holder.type === node ? typeText(view, name) : undefined;
    case 'FixtureUse': {
      const fixture = view.policy.fixtures.get(name)?.fixture;
      return fixture === undefined ? undefined : code(print(fixture));
    }
    default:
      return undefined;
  }
}

/** The clauses of a predicate, or what else is known of it. */
function predicateText(view: View, name: string, arity: number): string | undefined {
  const clauses = clausesText(view, name, arity);
  if (clauses !== undefined) return clauses;
  const facts = view.policy.factSignatures.get(name);
  if (facts !== undefined && facts.length > 0) {
    const shown = facts.map(({ types }) => `${name}(${types.map((type) => type ?? '_').join(', ')})`);
    return `${code(shown.join('\n'))}\n\nA fact.`;
  }
  const types = view.policy.ruleTypes.get(name);
  if (types === undefined || types.length === 0) return undefined;
  return `${code(types.map(({ ruleType }) => print(ruleType)).join('\n'))}\n\nNo rule of this name is written yet.`;
}

// ---- Types ------------------------------------------------------------------------------------------------------------

function typeText(view: View, name: string): string | undefined {
  const { policy } = view;
  const block = policy.blocks.get(name);
  if (block !== undefined) {
    const list = (kind: BlockName['kind']) => [...block.names.values()].filter((declared) => declared.kind === kind);
    const roles = list('role').map((each) => JSON.stringify(each.name));
    const permissions = list('permission').map((each) => JSON.stringify(each.name));
    const relations = list('relation').map((each) =>
      each.type === undefined ? each.name : `${each.name}: ${each.type}`,
    );
    const title =
      block.keyword === 'global'
        ? 'global'
        : `${block.keyword} ${name}${block.supertypes.length > 0 ? ` extends ${block.supertypes.join(', ')}` : ''}`;
    const lines = [
      ...(roles.length > 0 ? [`  roles = [${roles.join(', ')}];`] : []),
      ...(permissions.length > 0 ? [`  permissions = [${permissions.join(', ')}];`] : []),
      ...(relations.length > 0 ? [`  relations = { ${relations.join(', ')} };`] : []),
    ];
    return code(lines.length === 0 ? `${title} {}` : `${title} {\n${lines.join('\n')}\n}`);
  }
  const described = policy.configuration.classes?.[name];
  if (described !== undefined) {
    const fields =
      described.fields.length > 0 ? ` Fields: ${described.fields.map((field) => `\`${field}\``).join(', ')}.` : '';
    const supertypes =
      described.extends.length > 0 ? ` Extends ${described.extends.map((each) => `\`${each}\``).join(', ')}.` : '';
    return `\`${name}\`: a class of the application.${supertypes}${fields}`;
  }
  const builtIn = BUILT_IN_CLASSES.find((each) => each.name === name);
  return builtIn === undefined
    ? undefined
    : `\`${name}\`: ${builtIn.detail.charAt(0).toLowerCase()}${builtIn.detail.slice(1)}.`;
}

// ---- Roles, permissions, relations ------------------------------------------------------------------------------------

const blockAround = (node: Node): Block | undefined => {
  for (let at: Node | undefined = node; at !== undefined; at = at.$container)
    if (at.$type === 'Block') return at as Block;
  return undefined;
};

/** Calls whose second argument names something that a block declares. */
const NAMING = new Set(['has_role', 'has_permission', 'has_relation', 'allow']);

function stringText(view: View, value: string, node: Node, holder: PolarNode | undefined): string | undefined {
  const block = blockAround(node);
  if (block !== undefined) {
    if (holder?.$type === 'DeclaredNames') return declaredText(view, block.name.text, value);
    // A string of a shorthand: its longhand says what it means.
    return undefined;
  }
  const named =
    (holder?.$type === 'Call' && NAMING.has(holder.name.text) && holder.arguments[1] === node) ||
    (holder?.$type === 'Fact' && NAMING.has(holder.name.text) && holder.arguments[1] === node) ||
    holder?.$type === 'Parameter';
  if (!named) return undefined;
  const meanings = [...view.policy.blocks.values()].flatMap(({ names }) => names.get(value) ?? []);
  if (meanings.length === 0) return undefined;
  return meanings.map((declared) => `- ${meaningOf(declared)}`).join('\n');
}

const meaningOf = ({ name, kind, block, type }: BlockName): string =>
  `\`"${name}"\`: ${kind} of \`${block}\`${type === undefined ? '' : ` to \`${type}\``}`;

/** What a name of a block is, and the shorthands that it stands in. */
function declaredText(view: View, block: string, name: string): string | undefined {
  const declared = declaredName(view.policy.blocks, block, name);
  if (declared === undefined) return undefined;
  const shorthands = (view.policy.blocks.get(block)?.parts ?? []).flatMap(({ uri, block: part }) =>
    part.members.flatMap((member) => {
      if (member.$type !== 'Shorthand' || !mentions(member, name)) return [];
      const { start, end } = rangeOf(member);
      return [(view.policy.files.get(uri)?.text.slice(start, end) ?? '').replace(/\s+/g, ' ')];
    }),
  );
  return [meaningOf(declared), ...(shorthands.length > 0 ? [code(shorthands.slice(0, 12).join('\n'))] : [])].join(
    '\n\n',
  );
}

function mentions(node: Node, name: string): boolean {
  if (node.$type === 'StringLiteral') return (node as StringLiteral).value === name;
  return childrenOf(node).some((child) => mentions(child, name));
}

function longhandText(view: View, shorthand: Shorthand): string {
  return `${code(longhandSource(longhand(view.policy, shorthand)))}\n\nWhat the shorthand stands for.`;
}

// ---- Variables and words ----------------------------------------------------------------------------------------------

/** The specializer that a variable has in its rule's head. */
function variableText(node: Node, name: string): string | undefined {
  let statement: Node = node;
  while (statement.$container !== undefined) statement = statement.$container;
  if (blockAround(node) !== undefined) return undefined;
  const { parameters } = statement as Node & {
    parameters?: readonly { value: Node & { name?: string }; specializer?: Node }[];
  };
  const parameter = parameters?.find(({ value }) => value.$type === 'Variable' && value.name === name);
  if (parameter === undefined) return code(name);
  return code(parameter.specializer === undefined ? name : `${name}: ${print(parameter.specializer)}`);
}

const wordText = (label: string): string | undefined => {
  const word = CONDITIONS.find((each) => each.label === label);
  return word === undefined
    ? undefined
    : `\`${label}\`: ${word.detail.charAt(0).toLowerCase()}${word.detail.slice(1)}.`;
};

export const hoverFeature: Feature = {
  method: 'textDocument/hover',
  capability: { hoverProvider: true },
  subject: 'position',
  answer: hover,
};

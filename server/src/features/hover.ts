import {
  type Block,
  type Name,
  type Node,
  nodeAt,
  type PolarNode,
  type PolicyFile,
  print,
  type Rule,
  rangeOf,
  type Shorthand,
} from '@polar-tools/language';
import {
  type BlockName,
  builtInClasses,
  declaredName,
  impliedRules,
  isBuiltInClass,
  longhand,
  type PolarSymbol,
  shorthandsWith,
  symbolOf,
  type TermSymbol,
  typeOf,
} from '@polar-tools/policy';
import { type Hover, MarkupKind } from 'vscode-languageserver';
import { classText } from '../application/source-text.ts';
import { CONDITIONS } from '../completion/vocabulary.ts';
import type { AskedAt, Feature } from '../feature.ts';
import { rangeIn, type Span, type View } from '../view.ts';
import { clausesText, code, commentAbove, inline, longhandSource } from './clause-text.ts';
import { fieldText } from './field-text.ts';
import { keywordText, withPage } from './keyword-text.ts';
import { lexicalTokens } from './lexical-tokens.ts';

/** What is at the cursor, in words: a call's clauses, a shorthand's longhand, a type's block, a role's meaning. */
export function hover({ view, uri, offset, client }: AskedAt): Hover | undefined {
  const file = view.policy.files.get(uri);
  const node = file === undefined ? undefined : nodeAt(file, offset);
  const keyword = file && node && keywordAt(file, offset, node);
  if (keyword !== undefined) {
    const word = file!.text.slice(keyword.start, keyword.end);
    const value = keywordText(word, view.policy.dialect, client.checkPages);
    if (value !== undefined) {
      return { contents: { kind: MarkupKind.Markdown, value }, range: rangeIn(view, uri, keyword) };
    }
  }
  for (let at: Node | undefined = node; at !== undefined; at = at.$container) {
    const text = textFor(view, uri, at as PolarNode);
    if (text === undefined) continue;
    const value = withPage(text, aboutOf(at as PolarNode), client.checkPages);
    return { contents: { kind: MarkupKind.Markdown, value }, range: rangeIn(view, uri, rangeOf(at)) };
  }
  return undefined;
}

/**
 * A word or sign of the language at an offset. In a shorthand the shorthand itself says more; a word that stands where a name does is one,
 * except where it names a block's kind or a declaration.
 */
function keywordAt({ text }: PolicyFile, offset: number, node: Node): Span | undefined {
  if (ancestor(node, 'Shorthand') !== undefined) return undefined;
  const holder = node.$container as PolarNode | undefined;
  const names =
    (holder?.$type === 'Block' && holder.keyword === node) ||
    (holder?.$type === 'BlockDeclaration' && holder.name === node) ||
    (holder?.$type === 'Block' && holder.keyword === undefined && (node as Name).text === 'global');
  if (!names && ['Name', 'Variable', 'StringLiteral', 'BooleanLiteral'].includes(node.$type)) return undefined;
  return lexicalTokens(text, offset, offset).find(
    ({ type, start, end }) => start <= offset && offset < end && (type === 'keyword' || type === 'operator'),
  );
}

/** Names are the policy's own, but for these. */
const isOfLanguage = (name: string): boolean => isBuiltInClass(name) || name === 'allow';

/** What the language's documentation may have a part about, of what a hover is about. */
function aboutOf(node: PolarNode): string {
  switch (node.$type) {
    case 'Name':
      return isOfLanguage(node.text) ? node.text : '';
    case 'Variable':
      return isOfLanguage(node.name) ? node.name : '';
    case 'BooleanLiteral':
      return String(node.value);
    case 'CurrentTime':
      return '@current_unix_time';
    case 'Shorthand':
      return 'shorthand';
    default:
      return '';
  }
}

/** What there is to say of a node itself; undefined leaves it to the node around it. */
function textFor(view: View, uri: string, node: PolarNode): string | undefined {
  const holder = node.$container as PolarNode | undefined;
  switch (node.$type) {
    case 'Name':
      return holder === undefined ? undefined : nameText(view, uri, node, holder);
    case 'StringLiteral':
      return stringText(view, uri, node);
    case 'Variable':
      return variableText(view, node, node.name);
    case 'DeclaredRelation': {
      const block = blockAround(node);
      return block === undefined ? undefined : declaredText(view, block.name.text, node.name.text);
    }
    case 'Shorthand':
      return longhandText(view, uri, node);
    case 'BooleanLiteral':
      return keywordText(String(node.value), view.policy.dialect);
    case 'CurrentTime':
      return wordText('@current_unix_time');
    default:
      return undefined;
  }
}

function nameText(view: View, uri: string, node: Name, holder: PolarNode): string | undefined {
  const name = node.text;
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
    case 'Lookup':
    case 'MethodCall':
      return fieldText(view, uri, node, holder);
    case 'Field':
      return holder.key === node && holder.$container?.$type === 'InstancePattern'
        ? fieldText(view, uri, node, holder)
        : undefined;
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
  const { dialect, predicates } = view.policy;
  const implied = impliedRules(dialect, predicates).find((rule) => rule.name === name && rule.arity === arity);
  if (implied !== undefined) return `${code(implied.text)}\n\nImplied, since the policy has no rule of this name.`;
  const types = view.policy.ruleTypes.get(name);
  if (types === undefined || types.length === 0) return undefined;
  return `${code(types.map(({ ruleType }) => print(ruleType)).join('\n'))}\n\nNo rule of this name is written yet.`;
}

// ---- Types ------------------------------------------------------------------------------------------------------------

/** What a class is: its block, or what else is known of it; then where the application declares it. */
function typeText(view: View, name: string): string | undefined {
  const { application, policy } = view;
  const own = policyTypeText(view, name);
  // `Actor` and `Resource` stand for many.
  const [found, ...others] = application?.typed(policy, name) ?? [];
  if (application === undefined || found === undefined || others.length > 0) return own;
  return [...(own === undefined ? [] : [own]), classText(application, found)].join('\n\n');
}

function policyTypeText(view: View, name: string): string | undefined {
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
    const comment = block.parts.flatMap((part) => commentAbove(view, part.uri, part.block));
    const shown = lines.length === 0 ? `${title} {}` : `${title} {\n${lines.join('\n')}\n}`;
    return code([...comment, shown].join('\n'));
  }
  const described = policy.configuration.classes?.[name];
  if (described !== undefined) {
    const fields = described.fields.length > 0 ? ` Fields: ${described.fields.map(inline).join(', ')}.` : '';
    const supertypes = described.extends.length > 0 ? ` Extends ${described.extends.map(inline).join(', ')}.` : '';
    return `${inline(name)}: a class of the application.${supertypes}${fields}`;
  }
  const builtIn = builtInClasses.find((each) => each.name === name);
  return builtIn === undefined
    ? undefined
    : `\`${name}\`: ${builtIn.detail.charAt(0).toLowerCase()}${builtIn.detail.slice(1)}.`;
}

// ---- Roles, permissions, relations ------------------------------------------------------------------------------------

const blockAround = (node: Node): Block | undefined => ancestor(node, 'Block') as Block | undefined;

function ancestor(node: Node, type: string): Node | undefined {
  for (let at: Node | undefined = node; at !== undefined; at = at.$container) if (at.$type === type) return at;
  return undefined;
}

/** What a string that names a role, permission or relation is; in a shorthand, with the rule that it stands for. */
function stringText(view: View, uri: string, node: Node): string | undefined {
  const symbol = symbolOf(view.policy, uri, node);
  if (symbol?.kind !== 'term') return undefined;
  if (node.$container?.$type === 'DeclaredNames') {
    return symbol.type === undefined ? undefined : declaredText(view, symbol.type, symbol.name);
  }
  const meanings = meaningsOf(view, symbol);
  const shorthand = ancestor(node, 'Shorthand');
  // Without a meaning the shorthand itself says what there is to say.
  if (shorthand === undefined || meanings === undefined) return meanings;
  return `${meanings}\n\n${longhandText(view, uri, shorthand as Shorthand)}`;
}

/** What a name is declared as: in its type where that is known, else wherever it is declared. */
function meaningsOf({ policy }: View, { name, as, type }: PolarSymbol & { kind: 'term' }): string | undefined {
  const types = type === undefined ? [...policy.blocks.keys()].sort() : [type];
  const meanings = types
    .flatMap((each) => declaredName(policy.blocks, each, name) ?? [])
    .filter(({ kind }) => as === undefined || kind === as);
  if (meanings.length <= 1) return meanings[0] && meaningOf(meanings[0]);
  return meanings.map((declared) => `- ${meaningOf(declared)}`).join('\n');
}

const meaningOf = ({ name, kind, block, type }: BlockName): string =>
  block === 'global'
    ? `${inline(`"${name}"`)}: global ${kind}`
    : `${inline(`"${name}"`)}: ${kind} of \`${block}\`${type === undefined ? '' : ` to \`${type}\``}`;

const MOST_SHORTHANDS = 12;

/** What a name of a block is, and the shorthands that it stands in, those of other types too. */
function declaredText(view: View, block: string, name: string): string | undefined {
  const declared = declaredName(view.policy.blocks, block, name);
  if (declared === undefined) return undefined;
  const lines: string[] = [];
  const symbol: TermSymbol = { kind: 'term', name, as: declared.kind, type: declared.block };
  for (const { uri, shorthand } of shorthandsWith(view.policy, symbol)) {
    const { start, end } = rangeOf(shorthand);
    const source = (view.policy.files.get(uri)?.text.slice(start, end) ?? '').replace(/\s+/g, ' ');
    const home = blockAround(shorthand)?.name.text;
    lines.push(home === undefined || home === declared.block ? source : `${source} # in ${home}`);
  }
  const more = lines.length - MOST_SHORTHANDS;
  return [
    meaningOf(declared),
    ...(lines.length > 0 ? [code(lines.slice(0, MOST_SHORTHANDS).join('\n'))] : []),
    ...(more > 0 ? [`… and ${more} more.`] : []),
  ].join('\n\n');
}

function longhandText(view: View, uri: string, shorthand: Shorthand): string {
  const lines = [...commentAbove(view, uri, shorthand), longhandSource(longhand(view.policy, shorthand))];
  return `${code(lines.join('\n'))}\n\nWhat the shorthand stands for.`;
}

// ---- Variables and words ----------------------------------------------------------------------------------------------

/** What a variable is: a parameter or not, and its type, as far as that is known. */
function variableText(view: View, node: Node, name: string): string | undefined {
  if (name === '_') return '`_`: anything. Each `_` is a variable of its own.';
  if (view.policy.configuration.constants?.includes(name)) return `\`${name}\`: a constant of the application.`;
  if (name === 'nil') return '`nil`: no value, a constant of most applications.';
  if (blockAround(node) !== undefined) return undefined;
  const type = typeText(view, name);
  if (type !== undefined) return type;
  let statement: Node = node;
  while (statement.$container !== undefined) statement = statement.$container;
  const { parameters } = statement as Node & {
    parameters?: readonly { value: Node & { name?: string }; specializer?: Node }[];
  };
  const parameter = parameters?.find(({ value }) => value.$type === 'Variable' && value.name === name);
  const specializer = parameter?.specializer;
  const known = specializer === undefined ? typeOf(view.policy, node) : print(specializer);
  const shown = code(known === undefined ? name : `${name}: ${known}`);
  if (statement.$type !== 'Rule' && statement.$type !== 'RuleType') return shown;
  const rule = `\`${(statement as Rule).name.text}\``;
  return `${shown}\n\n${parameter === undefined ? `A variable of this rule of ${rule}.` : `A parameter of ${rule}.`}`;
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

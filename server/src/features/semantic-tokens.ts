import { childrenOf, type Name, type Node, type PolarNode, type Statement } from '@polar-tools/language';
import { isBuiltInClass } from '@polar-tools/policy';
import type {
  Range,
  SemanticTokens,
  SemanticTokensDelta,
  SemanticTokensDeltaParams,
  SemanticTokensRangeParams,
} from 'vscode-languageserver';
import { type Asked, type Feature, isPosition, isRecord } from '../feature.ts';
import type { Span } from '../view.ts';
import { type LexicalToken, lexicalTokens } from './lexical-tokens.ts';

/** What a token is; the order is the legend's. */
export const TOKEN_TYPES = [
  'class',
  'function',
  'method',
  'parameter',
  'variable',
  'property',
  'enumMember',
  'decorator',
  'namespace',
  'comment',
  'string',
  'number',
  'keyword',
  'operator',
] as const;
/** Bits, in the order of the legend. */
export const TOKEN_MODIFIERS = ['declaration', 'definition', 'defaultLibrary'] as const;

type TokenType = (typeof TOKEN_TYPES)[number];
type TokenModifier = (typeof TOKEN_MODIFIERS)[number];

interface Token extends Span {
  readonly type: TokenType;
  readonly modifiers: readonly TokenModifier[];
}

/** Calls whose second argument names a role, a permission or a relation. */
const NAMING: ReadonlySet<string> = new Set(['has_role', 'has_permission', 'has_relation', 'allow']);

/** The tokens of a statement depend on it alone, and it stays when others change. */
const known = new WeakMap<Statement, readonly Token[]>();

function tokensOf(statement: Statement): readonly Token[] {
  let tokens = known.get(statement);
  if (tokens === undefined) {
    tokens = readTokens(statement).sort(inOrder);
    known.set(statement, tokens);
  }
  return tokens;
}

/** Of two that begin in one place the longer comes first. */
const inOrder = (one: Span, other: Span): number => one.start - other.start || other.end - one.end;

/** What a statement's names mean, in no order, relative to it. Keywords, numbers and the like are no names. */
function readTokens(statement: Statement): Token[] {
  const tokens: Token[] = [];
  const token = (node: Node | undefined, type: TokenType, ...modifiers: readonly TokenModifier[]): void => {
    if (node === undefined || node.$end <= node.$start) return;
    tokens.push({ start: node.$start, end: node.$end, type, modifiers });
  };
  const classToken = (name: Name | undefined, ...modifiers: readonly TokenModifier[]): void =>
    token(
      name,
      'class',
      ...modifiers,
      ...(name !== undefined && isBuiltInClass(name.text) ? (['defaultLibrary'] as const) : []),
    );
  const parameters = new Set<string>();
  const named = (call: string, second: Node | undefined): void => {
    if (NAMING.has(call) && second?.$type === 'StringLiteral') token(second, 'enumMember');
  };
  if (statement.$type === 'Rule' || statement.$type === 'RuleType') {
    for (const { value } of statement.parameters) if (value.$type === 'Variable') parameters.add(value.name);
  }
  const stack: Node[] = [statement];
  while (stack.length > 0) {
    const node = stack.pop() as PolarNode;
    stack.push(...childrenOf(node));
    switch (node.$type) {
      case 'Rule':
        token(node.name, 'function', 'definition');
        named(node.name.text, node.parameters[1]?.value);
        break;
      case 'RuleType':
      case 'Declare':
        token(node.name, 'function', 'declaration');
        if (node.$type === 'Declare') for (const type of node.types) classToken(type);
        break;
      case 'Block':
        // `global` has no keyword before it: it is one.
        if (node.keyword !== undefined) classToken(node.name, 'definition');
        for (const supertype of node.supertypes) classToken(supertype);
        break;
      case 'DeclaredNames':
        for (const name of node.names) token(name, 'enumMember', 'declaration');
        break;
      case 'DeclaredRelation':
        token(node.name, 'property', 'declaration');
        classToken(node.type);
        break;
      case 'Shorthand':
        token(node.head, 'enumMember');
        break;
      case 'ShorthandReference':
        token(node.term, 'enumMember');
        token(node.relation, 'enumMember');
        break;
      case 'Parameter':
        if (node.value.$type === 'Variable' && (statement.$type === 'Rule' || statement.$type === 'RuleType')) {
          token(node.value, 'parameter', 'declaration');
        }
        break;
      case 'Variable':
        if (isPlainVariable(node)) token(node, parameters.has(node.name) ? 'parameter' : 'variable');
        break;
      case 'InstancePattern':
      case 'New':
      case 'ObjectLiteral':
        classToken(node.name);
        break;
      case 'Call':
      case 'Fact':
        token(node.name, 'function');
        named(node.name.text, node.arguments[1]);
        break;
      case 'Assertion':
        token(node.name, 'function');
        named(node.name.text, node.parameters[1]?.value);
        break;
      case 'MethodCall':
        token(node.name, 'method');
        break;
      case 'Lookup':
        token(node.name, 'property');
        break;
      case 'Field':
        token(node.key, 'property');
        break;
      case 'Flag':
        token(node, 'decorator');
        break;
      case 'Fixture':
        token(node.name, 'namespace', 'definition');
        break;
      case 'FixtureUse':
        token(node.name, 'namespace');
        break;
      default:
    }
  }
  return tokens;
}

/** A variable that no case above has coloured already. */
function isPlainVariable(node: Node): boolean {
  const holder = node.$container;
  if (holder?.$type === 'Shorthand' || holder?.$type === 'ShorthandReference' || holder?.$type === 'DeclaredNames')
    return false;
  const statement = holder?.$container;
  return !(
    holder?.$type === 'Parameter' &&
    (statement?.$type === 'Rule' || statement?.$type === 'RuleType') &&
    (holder as Node & { value: Node }).value === node
  );
}

/** The tokens of the tree, and between them those of the text: both are in order, and so is what comes of them. */
function merged(meant: readonly Token[], lexical: readonly LexicalToken[]): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (const token of lexical) {
    while (at < meant.length && meant[at]!.start < token.start) tokens.push(meant[at++]!);
    if (at >= meant.length || meant[at]!.start !== token.start) tokens.push({ ...token, modifiers: [] });
  }
  tokens.push(...meant.slice(at));
  return tokens;
}

/** The tokens of a file, or of a part of it, as LSP encodes them: five numbers a token, relative to the one before. */
export function semanticTokens({ view, uri, client }: Asked, part?: Range): number[] {
  const file = view.policy.files.get(uri);
  const lines = view.lines(uri);
  if (file === undefined || lines === undefined) return [];
  const from = part === undefined ? 0 : lines.offsetAt(part.start);
  const to = part === undefined ? file.text.length : lines.offsetAt(part.end);
  const meant: Token[] = [];
  for (const { tree, base, length } of file.statements) {
    if (tree === undefined || base > to || base + length < from) continue;
    for (const token of tokensOf(tree)) meant.push({ ...token, start: base + token.start, end: base + token.end });
  }
  const tokens = client.coloursSyntax ? meant : merged(meant, lexicalTokens(file.text, from, to));
  const data: number[] = [];
  let line = 0;
  let character = 0;
  let done = 0;
  for (const { start, end, type, modifiers } of tokens) {
    // Tokens may not overlap; the outer one came first.
    if (start < done || end < from || start > to) continue;
    const [first, last] = [lines.positionAt(start), lines.positionAt(end)];
    if (first.line !== last.line) continue; // Most clients know no tokens of several lines.
    done = end;
    data.push(
      first.line - line,
      first.line === line ? first.character - character : first.character,
      last.character - first.character,
      TOKEN_TYPES.indexOf(type),
      modifiers.reduce((bits, modifier) => bits | (1 << TOKEN_MODIFIERS.indexOf(modifier)), 0),
    );
    ({ line, character } = first);
  }
  return data;
}

/** The one edit that makes `after` of `before`: all between the equal beginning and the equal end. */
export function tokenEdits(before: readonly number[], after: readonly number[]): SemanticTokensDelta['edits'] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  if (start === before.length && start === after.length) return [];
  return [{ start, deleteCount: before.length - start - tail, data: after.slice(start, after.length - tail) }];
}

/** The requests for semantic tokens; they remember what each document was last sent, to answer with the difference. */
export function semanticTokensFeatures(): readonly Feature[] {
  const sent = new Map<string, { readonly resultId: string; readonly data: readonly number[] }>();
  let lastId = 0;
  const remember = (uri: string, data: number[]): SemanticTokens & { resultId: string } => {
    const result = { resultId: String(++lastId), data };
    sent.delete(uri);
    sent.set(uri, result);
    const [oldest] = sent.keys();
    if (sent.size > MOST_REMEMBERED && oldest !== undefined) sent.delete(oldest);
    return result;
  };
  return [
    {
      method: 'textDocument/semanticTokens/full',
      capability: {
        semanticTokensProvider: {
          legend: { tokenTypes: [...TOKEN_TYPES], tokenModifiers: [...TOKEN_MODIFIERS] },
          full: { delta: true },
          range: true,
        },
      },
      subject: 'document',
      answer: (asked: Asked) => remember(asked.uri, semanticTokens(asked)),
    },
    {
      method: 'textDocument/semanticTokens/full/delta',
      capability: {},
      subject: 'document',
      answer: (asked: Asked, { previousResultId }: SemanticTokensDeltaParams): SemanticTokens | SemanticTokensDelta => {
        const before = sent.get(asked.uri);
        const result = remember(asked.uri, semanticTokens(asked));
        if (before === undefined || before.resultId !== previousResultId) return result;
        return { resultId: result.resultId, edits: tokenEdits(before.data, result.data) };
      },
    },
    {
      method: 'textDocument/semanticTokens/range',
      capability: {},
      subject: 'document',
      answer: (asked: Asked, { range }: SemanticTokensRangeParams) => ({
        data: semanticTokens(
          asked,
          isRecord(range) && isPosition(range.start) && isPosition(range.end) ? range : undefined,
        ),
      }),
    },
  ];
}

const MOST_REMEMBERED = 20;

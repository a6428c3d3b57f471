import {
  type BlockDeclaration,
  childrenOf,
  type Name,
  type Node,
  type PolarNode,
  type Statement,
} from '@polar-tools/language';
import { type DeclarationKind, declaredName, isBuiltInClass, type Policy, relatedType } from '@polar-tools/policy';
import type {
  Position,
  Range,
  SemanticTokens,
  SemanticTokensDelta,
  SemanticTokensDeltaParams,
  SemanticTokensRangeParams,
} from 'vscode-languageserver';
import { type Asked, type Feature, isPosition, isRecord } from '../feature.ts';
import { createLineIndex, type LineIndex } from '../line-index.ts';
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
/** Bits, in the order of the legend. The last three tell what a string of the type `enumMember` names. */
export const TOKEN_MODIFIERS = [
  'declaration',
  'definition',
  'defaultLibrary',
  'role',
  'permission',
  'relation',
] as const;

type Blocks = Policy['blocks'];
type TokenType = (typeof TOKEN_TYPES)[number];
type TokenModifier = (typeof TOKEN_MODIFIERS)[number];

interface Token extends Span {
  readonly type: TokenType;
  readonly modifiers: readonly TokenModifier[];
}

/** Calls whose second argument names a role, a permission or a relation, and which. */
const NAMING: ReadonlyMap<string, DeclarationKind> = new Map([
  ['has_role', 'role'],
  ['has_permission', 'permission'],
  ['has_relation', 'relation'],
  ['allow', 'permission'],
  ['allow_field', 'permission'],
]);

const DECLARING: ReadonlyMap<string, DeclarationKind> = new Map([
  ['roles', 'role'],
  ['permissions', 'permission'],
  ['relations', 'relation'],
]);

/** Of two that begin in one place the longer comes first. */
const inOrder = (one: Span, other: Span): number => one.start - other.start || other.end - one.end;

/** What a statement's names mean, in no order, relative to it. Keywords, numbers and the like are no names. */
function readTokens(statement: Statement, blocks: Pick<Blocks, 'get'>): Token[] {
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
    const kind = NAMING.get(call);
    if (kind !== undefined && second?.$type === 'StringLiteral') token(second, 'enumMember', kind);
  };
  /** A string or word of a shorthand, by what the type's block declares it as. */
  const term = (node: Node | undefined, type: string | undefined): void => {
    const it = node as PolarNode | undefined;
    if (it?.$type === 'Variable' && (it.name === 'role' || it.name === 'permission')) token(it, 'enumMember', it.name);
    else if (it?.$type !== 'StringLiteral' || type === undefined) token(node, 'enumMember');
    else {
      const kind = declaredName(blocks, type, it.value)?.kind;
      token(it, 'enumMember', ...(kind === undefined ? [] : [kind]));
    }
  };
  const home = statement.$type === 'Block' ? statement.name.text : undefined;
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
      case 'DeclaredNames': {
        const kind = DECLARING.get((node.$container as BlockDeclaration).name.text);
        for (const name of node.names) token(name, 'enumMember', 'declaration', ...(kind === undefined ? [] : [kind]));
        break;
      }
      case 'DeclaredRelation':
        token(node.name, 'property', 'declaration', 'relation');
        classToken(node.type);
        break;
      case 'Shorthand':
        term(node.head, home);
        break;
      case 'ShorthandReference': {
        const { relation, global } = node;
        const on =
          relation?.$type === 'StringLiteral' && home !== undefined
            ? relatedType(blocks, home, relation.value)
            : undefined;
        term(node.term, global ? 'global' : relation === undefined ? home : on);
        term(relation, home);
        break;
      }
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

/** What the tokens of one statement come to, in LSP's encoding, as if the text began with it. */
interface Encoded {
  /** Five numbers a token, relative to the one before; the first relative to the statement's first character. */
  readonly data: readonly number[];
  /** Where its last token begins. */
  readonly line: number;
  readonly character: number;
  /** The blocks that the shorthands' strings were told by, by type: while these are the same, so are the tokens. */
  readonly askedOf: readonly (readonly [type: string, block: ReturnType<Blocks['get']>])[];
}

/** By client's way of counting and colouring. A statement keeps its tree as long as it stays as it is, wherever it moves. */
const known = new Map<string, WeakMap<Statement, Encoded>>();

function encodedStatement(asked: Asked, tree: Statement, text: string, start: number, end: number): Encoded {
  const { encoding, coloursSyntax } = asked.client;
  const way = `${encoding} ${coloursSyntax}`;
  let cache = known.get(way);
  if (cache === undefined) {
    cache = new WeakMap();
    known.set(way, cache);
  }
  const { blocks } = asked.view.policy;
  const before = cache.get(tree);
  if (before?.askedOf.every(([type, block]) => blocks.get(type) === block)) return before;
  const source = text.slice(start, end);
  const askedOf = new Map<string, ReturnType<Blocks['get']>>();
  const meant = readTokens(tree, noting(blocks, askedOf)).sort(inOrder);
  const tokens = coloursSyntax ? meant : merged(meant, lexicalTokens(source, 0, source.length));
  const made = { ...encode(tokens, createLineIndex(source, encoding)), askedOf: [...askedOf] };
  cache.set(tree, made);
  return made;
}

/** The same blocks; what is asked of them is noted. */
function noting(blocks: Blocks, askedOf: Map<string, ReturnType<Blocks['get']>>): Pick<Blocks, 'get'> {
  return {
    get: (type) => {
      const block = blocks.get(type);
      askedOf.set(type, block);
      return block;
    },
  };
}

function encode(tokens: readonly Token[], lines: LineIndex): Omit<Encoded, 'askedOf'> {
  const data: number[] = [];
  let [line, character, done] = [0, 0, 0];
  for (const { start, end, type, modifiers } of tokens) {
    // Tokens may not overlap; the outer one came first.
    if (start < done) continue;
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
  return { data, line, character };
}

/** What stands between statements, or could not be read, has tokens only for a client without a grammar. */
function encodedGap({ client }: Asked, source: string): Omit<Encoded, 'askedOf'> | undefined {
  if (client.coloursSyntax || source.trim() === '') return undefined;
  const tokens = lexicalTokens(source, 0, source.length).map((token) => ({ ...token, modifiers: [] }));
  return encode(tokens, createLineIndex(source, client.encoding));
}

/** The tokens of a file, or of a part of it, as LSP encodes them: five numbers a token, relative to the one before. */
export function semanticTokens(asked: Asked, part?: Range): number[] {
  const { view, uri } = asked;
  const file = view.policy.files.get(uri);
  const lines = view.lines(uri);
  if (file === undefined || lines === undefined) return [];
  const from = part === undefined ? 0 : lines.offsetAt(part.start);
  const to = part === undefined ? file.text.length : lines.offsetAt(part.end);
  const pieces: { readonly base: number; readonly encoded: Omit<Encoded, 'askedOf'> }[] = [];
  const add = (base: number, encoded: Omit<Encoded, 'askedOf'> | undefined): void => {
    if (encoded !== undefined && encoded.data.length > 0) pieces.push({ base, encoded });
  };
  let done = 0;
  const addGap = (end: number): void => {
    if (end > done && done <= to && end >= from) add(done, encodedGap(asked, file.text.slice(done, end)));
  };
  for (const { tree, base, length } of file.statements) {
    if (tree === undefined) continue;
    addGap(base);
    done = base + length;
    if (base <= to && done >= from) add(base, encodedStatement(asked, tree, file.text, base, done));
  }
  addGap(file.text.length);
  const data = joined(pieces, lines);
  return part === undefined ? data : within(data, lines.positionAt(from), lines.positionAt(to));
}

/** The tokens of pieces, each relative to the one before. The array is as long as it will be: there may be hundreds of thousands of numbers. */
function joined(
  pieces: readonly { readonly base: number; readonly encoded: Omit<Encoded, 'askedOf'> }[],
  lines: LineIndex,
): number[] {
  let length = 0;
  for (const { encoded } of pieces) length += encoded.data.length;
  const data = new Array<number>(length);
  let [line, character, put] = [0, 0, 0];
  for (const { base, encoded } of pieces) {
    const at = lines.positionAt(base);
    const own = encoded.data;
    const firstLine = at.line + own[0]!;
    const firstCharacter = own[0] === 0 ? at.character + own[1]! : own[1]!;
    data[put++] = firstLine - line;
    data[put++] = firstLine === line ? firstCharacter - character : firstCharacter;
    for (let i = 2; i < own.length; i++) data[put++] = own[i]!;
    line = at.line + encoded.line;
    character = encoded.line === 0 ? at.character + encoded.character : encoded.character;
  }
  return data;
}

/** The tokens that lie between two places, at least in part. */
function within(data: readonly number[], from: Position, to: Position): number[] {
  const kept: number[] = [];
  let [line, character, lastLine, lastCharacter] = [0, 0, 0, 0];
  for (let i = 0; i < data.length; i += 5) {
    character = data[i] === 0 ? character + data[i + 1]! : data[i + 1]!;
    line += data[i]!;
    if (line < from.line || (line === from.line && character + data[i + 2]! < from.character)) continue;
    if (line > to.line || (line === to.line && character > to.character)) break;
    kept.push(line - lastLine, line === lastLine ? character - lastCharacter : character, ...data.slice(i + 2, i + 5));
    [lastLine, lastCharacter] = [line, character];
  }
  return kept;
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

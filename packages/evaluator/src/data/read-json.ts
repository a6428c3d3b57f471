import { type MemberNode, type ObjectNode, parse, type ValueNode } from '@humanwhocodes/momoa';
import type { DataError, DataErrorCode } from './data-error.ts';

export type JsonNode = ValueNode;
export type JsonObject = ObjectNode;

/** Collects what is wrong with one file. */
export class Findings {
  readonly errors: DataError[] = [];
  readonly uri: string | undefined;
  constructor(uri: string | undefined) {
    this.uri = uri;
  }

  /** Notes an error at a node; gives undefined, so that a reader can return it. */
  error(code: DataErrorCode, at: JsonNode | MemberNode['name'], message: string): undefined {
    this.#add('error', code, at, message);
  }

  warning(code: DataErrorCode, at: JsonNode | MemberNode['name'], message: string): void {
    this.#add('warning', code, at, message);
  }

  #add(severity: DataError['severity'], code: DataErrorCode, at: { loc: JsonNode['loc'] }, message: string): void {
    this.errors.push({ code, severity, message, uri: this.uri, start: at.loc.start.offset, end: at.loc.end.offset });
  }
}

/** The parser's names of tokens, as they are written. */
const tokens: Record<string, string> = {
  LBracket: "'['",
  RBracket: "']'",
  LBrace: "'{'",
  RBrace: "'}'",
  Comma: "','",
  Colon: "':'",
  String: 'a string',
  Number: 'a number',
  Boolean: 'true or false',
  Null: 'null',
};

/** The parser's message in words: "']' is not expected here." */
function inWords(message: string): string {
  const token = /Unexpected token (\w+) found/.exec(message)?.[1];
  if (token !== undefined) return `${tokens[token] ?? token} is not expected here.`;
  if (/end of input/.test(message)) return 'it ends too early.';
  return message.replace(/ \(\d+:\d+\)$/, '');
}

/** Reads JSON text; undefined, with one error at the place where it stops being JSON, when it is malformed. */
export function readJson(text: string, findings: Findings): JsonNode | undefined {
  try {
    return parse(text, { mode: 'json' }).body;
  } catch (error) {
    const { message, offset } = error as Error & { offset?: number };
    const start = Math.min(offset ?? text.length, text.length);
    const what = text.trim() === '' ? 'The file is empty.' : `This is not JSON: ${inWords(message)}`;
    findings.errors.push({
      code: 'malformed-json',
      severity: 'error',
      message: text.trim() === '' ? `${what} The least that it may hold is {}.` : what,
      uri: findings.uri,
      start,
      end: Math.min(start + 1, text.length),
    });
    return undefined;
  }
}

const kinds: Record<string, string> = {
  Object: 'an object',
  Array: 'a list',
  String: 'a string',
  Number: 'a number',
  Boolean: 'true or false',
  Null: 'null',
};

/** What a node is, for a message: "a list". */
export const kindOf = (node: JsonNode): string => kinds[node.type] ?? 'something else';

/** The members of an object by name; a name that comes twice is an error, and its first value counts. */
export function membersOf(
  node: JsonObject,
  findings: Findings,
): Map<string, { key: MemberNode['name']; value: JsonNode }> {
  const members = new Map<string, { key: MemberNode['name']; value: JsonNode }>();
  for (const { name: key, value } of node.members) {
    const name = key.type === 'String' ? key.value : key.name;
    if (members.has(name)) findings.error('duplicate-name', key, `'${name}' is here twice. Keep one of them.`);
    else members.set(name, { key, value });
  }
  return members;
}

/** The members of a node that must be an object. */
export function objectMembers(node: JsonNode, what: string, findings: Findings): ReturnType<typeof membersOf> {
  if (node.type === 'Object') return membersOf(node, findings);
  findings.error('wrong-type', node, `${what} must be an object, {…}, and this is ${kindOf(node)}.`);
  return new Map();
}

/** The strings of a node that must be a list of strings, each with its place. */
export function stringList(node: JsonNode, what: string, findings: Findings): { text: string; at: JsonNode }[] {
  if (node.type !== 'Array') {
    findings.error('wrong-type', node, `${what} must be a list of strings, and this is ${kindOf(node)}.`);
    return [];
  }
  return node.elements.flatMap(({ value }) => {
    if (value.type === 'String') return [{ text: value.value, at: value }];
    findings.error('wrong-type', value, `${what} must be a list of strings, and this is ${kindOf(value)}.`);
    return [];
  });
}

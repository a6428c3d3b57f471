import type { PolarNode } from '@polar-tools/language';
import { isOnThisResource } from '../blocks/followed-relation.ts';
import type { Dialect } from '../model/policy.ts';

/** A construct that only one dialect has. */
export interface Construct {
  readonly dialect: Dialect;
  /** For a person, with its article: "an object literal". */
  readonly what: string;
  /** How much it speaks for its dialect: what people write by habit, or by a slip, in the other too, counts less. */
  readonly weight: number;
}

/** Nobody writes it by a slip. */
const SURE = 3;

const cloud = (what: string, weight = 1): Construct => ({ dialect: 'cloud', what, weight });
const library = (what: string, weight = 1): Construct => ({ dialect: 'library', what, weight });

const constructs = {
  test: cloud('a test block', SURE),
  fixture: cloud('a test fixture', SURE),
  declare: cloud('a declare statement', SURE),
  global: cloud('a global block', SURE),
  globalReference: cloud('a global role in a shorthand', SURE),
  extends: cloud('extends', SURE),
  object: cloud('an object literal', SURE),
  time: cloud('@current_unix_time', SURE),
  flag: cloud('a flag'),
  exact: cloud('matches!', SURE),
  anyRole: cloud('a shorthand whose head is a word', SURE),
  wordHead: cloud('a shorthand whose head is a word'),
  shorthandCall: cloud('a call in a shorthand'),
  shorthandAnd: cloud('and in a shorthand'),
  shorthandOr: cloud('or in a shorthand'),
  shorthandParentheses: cloud('parentheses in a shorthand'),
  thisResource: cloud('on resource without quotes'),
  shorthandWord: cloud('a word for any role or permission'),
  ruleType: library('a rule type'),
  lookup: library('a lookup with a dot'),
  method: library('a method call'),
  new: library('new', SURE),
  cut: library('cut', SURE),
  forall: library('forall', SURE),
  print: library('print'),
  debug: library('debug'),
  assign: library(':='),
  equal: library('=='),
  arithmetic: library('arithmetic'),
  float: library('a float'),
  dictionary: library('a dictionary'),
  dictionaryPattern: library('a dictionary pattern', SURE),
  fieldPattern: library('a pattern with fields', SURE),
  rest: library('a rest variable'),
  keyword: library('a keyword argument'),
  inlineQuery: library('an inline query', SURE),
};

const arithmetic = new Set(['+', '-', '*', '/', 'mod', 'rem']);

/** Which dialect alone has this node's construct, the nodes below it left aside (docs/language/dialects.md). */
export function constructOf(node: PolarNode): Construct | undefined {
  switch (node.$type) {
    case 'Variable':
    case 'StringLiteral':
    case 'Parameter':
      return undefined;
    case 'InlineQuery':
      return constructs.inlineQuery;
    case 'Call':
      if (inShorthand(node)) return constructs.shorthandCall;
      return node.keywords.length > 0 ? constructs.keyword : undefined;
    case 'InstancePattern':
      return node.fields === undefined ? undefined : constructs.fieldPattern;
    case 'Lookup':
      return constructs.lookup;
    case 'MethodCall':
      return constructs.method;
    case 'Binary':
      if (node.operator === '==') return constructs.equal;
      if (node.operator === ':=') return constructs.assign;
      return arithmetic.has(node.operator) ? constructs.arithmetic : undefined;
    case 'New':
      return constructs.new;
    case 'Cut':
      return constructs.cut;
    case 'Forall':
      return constructs.forall;
    case 'Print':
      return node.operator === 'print' ? constructs.print : constructs.debug;
    case 'FloatLiteral':
      return constructs.float;
    case 'Dictionary':
      return constructs.dictionary;
    case 'DictionaryPattern':
      return constructs.dictionaryPattern;
    case 'List':
    case 'ListPattern':
      return node.rest === undefined ? undefined : constructs.rest;
    case 'Test':
      return constructs.test;
    case 'Fixture':
      return constructs.fixture;
    case 'RuleType':
      return constructs.ruleType;
    case 'Declare':
      return constructs.declare;
    case 'Block':
      if (node.keyword === undefined && node.name.text === 'global') return constructs.global;
      return node.supertypes.length > 0 ? constructs.extends : undefined;
    case 'ObjectLiteral':
      return constructs.object;
    case 'CurrentTime':
      return constructs.time;
    case 'Flag':
      return constructs.flag;
    case 'Matches':
      return node.exact ? constructs.exact : undefined;
    case 'Shorthand':
      if (node.head.$type !== 'Variable') return undefined;
      // Another word is more likely a string without its quotes.
      return isAnyName(node.head.name) ? constructs.anyRole : constructs.wordHead;
    case 'ShorthandAnd':
      return constructs.shorthandAnd;
    case 'ShorthandOr':
      return constructs.shorthandOr;
    case 'Parentheses':
      return inShorthand(node) ? constructs.shorthandParentheses : undefined;
    case 'ShorthandReference':
      if (node.global) return constructs.globalReference;
      if (isOnThisResource(node)) return constructs.thisResource;
      // Another word, and any word after `on`, is more likely a string without its quotes.
      return node.term.$type === 'Variable' && isAnyName(node.term.name) ? constructs.shorthandWord : undefined;
    default:
      return undefined;
  }
}

/** What a shorthand calls any role or any permission. */
const isAnyName = (name: string): boolean => name === 'role' || name === 'permission';

function inShorthand(node: PolarNode): boolean {
  switch (node.$container?.$type) {
    case 'Shorthand':
    case 'ShorthandAnd':
    case 'ShorthandOr':
      return true;
    case 'Parentheses':
      return inShorthand(node.$container as PolarNode);
    default:
      return false;
  }
}

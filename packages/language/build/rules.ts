/**
 * The grammar in a form to generate from: parameters and fragments resolved, tokens numbered. Every construct of Langium
 * that is not read here is an error, so that the generated parser can't silently mean something else.
 */
import { type AstNode, type Grammar, GrammarAST, GrammarUtils } from 'langium';

export interface Assignment {
  readonly property: string;
  readonly operator: '=' | '+=' | '?=';
}
export type Item =
  | { readonly kind: 'token'; readonly types: readonly number[]; readonly from: string; readonly assign?: Assignment }
  | { readonly kind: 'call'; readonly rule: string; readonly assign?: Assignment }
  | { readonly kind: 'action'; readonly type: string; readonly current?: Assignment }
  | { readonly kind: 'sequence'; readonly items: readonly Item[] }
  | { readonly kind: 'alternatives'; readonly items: readonly Item[] }
  | { readonly kind: 'optional' | 'many' | 'some'; readonly item: Item };

/** One parse function to come. `data` rules give a value, the others a node. */
export interface ParseRule {
  readonly name: string;
  /** The type that the grammar infers: of the node it makes, or of the union it chooses from. */
  readonly type: string;
  readonly data: boolean;
  readonly body: Item;
}
export interface Rules {
  readonly rules: ReadonlyMap<string, ParseRule>;
  /** The text of each token type; terminals in capitals. */
  readonly tokens: readonly string[];
}

/** Not in the grammar, but reserved or lexed, so that what is never valid has a token type too. */
const EXTRA_TOKENS = ['isa', '|'];
export const TERMINALS = ['END', 'ID', 'STRING', 'INTEGER', 'FLOAT'];

/** @throws on a construct that the generator does not know */
export function readRules(grammar: Grammar): Rules {
  const keywords = new Set<string>();
  for (const rule of grammar.rules) {
    for (const node of walk(rule)) {
      if (GrammarAST.isKeyword(node)) keywords.add(node.value);
    }
  }
  for (const extra of EXTRA_TOKENS) keywords.add(extra);
  const isWord = (text: string): boolean => /^\w/.test(text);
  const tokens = [
    ...TERMINALS,
    ...[...keywords].sort((a, b) => Number(isWord(a)) - Number(isWord(b)) || (a < b ? -1 : 1)),
  ];
  const rules = new Map<string, ParseRule>();
  const reader = new RuleReader(grammar, tokens, rules);
  for (const entry of ['Statement', 'Disjunction']) reader.instance(entry, new Map([['InPattern', false]]));
  return { rules, tokens };
}

function* walk(node: AstNode): Generator<AstNode> {
  yield node;
  for (const [key, value] of Object.entries(node)) {
    if (key.startsWith('$')) continue;
    for (const child of Array.isArray(value) ? value : [value]) {
      if (child && typeof child === 'object' && '$type' in child) yield* walk(child as AstNode);
    }
  }
}

type Parameters = ReadonlyMap<string, boolean>;

class RuleReader {
  readonly #grammar: Grammar;
  readonly #tokens: readonly string[];
  readonly #rules: Map<string, ParseRule>;

  constructor(grammar: Grammar, tokens: readonly string[], rules: Map<string, ParseRule>) {
    this.#grammar = grammar;
    this.#tokens = tokens;
    this.#rules = rules;
  }

  /** The name of a rule's instance for the given parameters; reads it where that was not done yet. */
  instance(name: string, values: Parameters): string {
    const rule = this.#parserRule(name);
    const parameters: Parameters = new Map(rule.parameters.map((p) => [p.name, values.get(p.name) ?? false]));
    const key = name + [...parameters].map(([parameter, on]) => (on ? parameter : '')).join('');
    if (!this.#rules.has(key)) {
      const data = GrammarUtils.isDataTypeRule(rule);
      const placeholder = {
        name: key,
        type: GrammarUtils.getRuleType(rule),
        data,
        body: { kind: 'sequence', items: [] } as Item,
      };
      this.#rules.set(key, placeholder);
      this.#rules.set(key, { ...placeholder, body: this.#element(rule.definition, parameters) });
    }
    return key;
  }

  #parserRule(name: string): GrammarAST.ParserRule {
    const rule = this.#grammar.rules.find((candidate) => candidate.name === name);
    if (!rule || !GrammarAST.isParserRule(rule)) throw new Error(`${name} is not a parser rule`);
    return rule;
  }

  #element(element: AstNode, parameters: Parameters): Item {
    const item = this.#plain(element, parameters);
    const { cardinality } = element as { cardinality?: string };
    switch (cardinality) {
      case undefined:
        return item;
      case '?':
        return { kind: 'optional', item };
      case '*':
        return { kind: 'many', item };
      case '+':
        return { kind: 'some', item };
      default:
        throw new Error(`cardinality ${cardinality} is not supported`);
    }
  }

  #plain(element: AstNode, parameters: Parameters): Item {
    if (GrammarAST.isGroup(element)) {
      return { kind: 'sequence', items: element.elements.map((e) => this.#element(e, parameters)) };
    }
    if (GrammarAST.isAlternatives(element)) {
      const open = element.elements.filter((e) => !GrammarAST.isGroup(e) || this.#holds(e.guardCondition, parameters));
      if (open.length === 1) return this.#element(open[0]!, parameters);
      const items = open.map((e) => this.#element(e, parameters));
      if (items.every((item) => item.kind === 'token' && !item.assign)) {
        const types = items.flatMap((item) => (item.kind === 'token' ? item.types : []));
        return { kind: 'token', types, from: '' };
      }
      return { kind: 'alternatives', items };
    }
    if (GrammarAST.isKeyword(element))
      return { kind: 'token', types: [this.#token(element.value)], from: element.value };
    if (GrammarAST.isAction(element)) {
      const type = element.inferredType?.name;
      if (!type) throw new Error('an action must infer a type');
      if (!element.feature) return { kind: 'action', type };
      return { kind: 'action', type, current: { property: element.feature, operator: element.operator ?? '=' } };
    }
    if (GrammarAST.isAssignment(element)) {
      if (GrammarAST.isCrossReference(element.terminal))
        throw new Error(`${element.feature}: only tokens and rules can be assigned`);
      const item = this.#element(element.terminal, parameters);
      const assign: Assignment = { property: element.feature, operator: element.operator };
      if (item.kind !== 'token' && item.kind !== 'call')
        throw new Error(`${element.feature}: only tokens and rules can be assigned`);
      return { ...item, assign };
    }
    if (GrammarAST.isRuleCall(element)) return this.#call(element, parameters);
    throw new Error(`${element.$type} is not supported`);
  }

  #call(call: GrammarAST.RuleCall, parameters: Parameters): Item {
    const rule = call.rule.ref;
    if (!rule) throw new Error(`unknown rule ${call.rule.$refText}`);
    if (GrammarAST.isTerminalRule(rule)) return { kind: 'token', types: [this.#token(rule.name)], from: rule.name };
    if (!GrammarAST.isParserRule(rule)) throw new Error(`${rule.$type} is not supported`);
    const values = new Map(
      call.arguments.map((argument, i) => [rule.parameters[i]?.name ?? '', this.#holds(argument.value, parameters)]),
    );
    if (rule.fragment) return this.#element(rule.definition, values);
    if (GrammarUtils.isDataTypeRule(rule)) {
      const body = this.#element(rule.definition, values);
      if (body.kind === 'token') return { ...body, from: rule.name };
    }
    return { kind: 'call', rule: this.instance(rule.name, values) };
  }

  #holds(condition: AstNode | undefined, parameters: Parameters): boolean {
    if (!condition) return true;
    if (GrammarAST.isBooleanLiteral(condition)) return condition.true;
    if (GrammarAST.isNegation(condition)) return !this.#holds(condition.value, parameters);
    if (GrammarAST.isParameterReference(condition)) {
      const value = parameters.get(condition.parameter.$refText);
      if (value === undefined) throw new Error(`unknown parameter ${condition.parameter.$refText}`);
      return value;
    }
    throw new Error(`condition ${condition.$type} is not supported`);
  }

  #token(text: string): number {
    const type = this.#tokens.indexOf(text);
    if (type < 0) throw new Error(`no token ${text}`);
    return type;
  }
}

/** Writes the parser: one method a rule. Error recovery is called where the grammar's shape tells how to go on. */
import { predictionBody, type Tabulate } from './emit-prediction.ts';
import { Lookahead, type Prediction } from './lookahead.ts';
import { createdType, handsOn, type NodeType, OPTIONAL_LISTS, type Property, WITH_OPERATOR } from './node-types.ts';
import { type Item, type ParseRule, type Rules, TERMINALS } from './rules.ts';

/** Decisions that need no error of their own, for the alternative taken otherwise reports it. */
const OTHERWISE = new Map([
  ['Negation', 1],
  ['Unification', 1],
  ['Parameter', 1],
  ['Primary', 0],
]);
/** What a broken piece is read as, where that is not the first alternative. */
const BROKEN_AS = new Map([
  ['ShorthandTerm', 1],
  ['DeclaredName', 2],
  ['List', 1],
  ['ListPattern', 1],
]);
/** All nesting goes through one of these, so they count it. */
const COUNT_DEPTH = new Set(['Primary', 'ShorthandOperand']);

/** A rule's name in the grammar: without the parameter that was given. */
export const bare = (rule: string): string => rule.replace(/InPattern$/, '');
/** TypeScript takes what was compared once for what it is still, after the next token was read. */
const NEXT = '(this.type as number)';

/** Whether the rule may be given the operand that was read. */
const isRung = ({ name }: ParseRule): boolean => RUNGS.indexOf(bare(name)) > 0;

const local = (property: string): string => (property === 'arguments' ? 'args' : property);

/** The rungs of the ladder of operators, loosest first, and those that the rest of the grammar enters it by. */
const LADDER = ['Disjunction', 'Conjunction', 'Negation', 'Unification', 'Comparison', 'Sum'];
const LADDER_FROM = new Set(['Disjunction', 'Negation', 'Comparison', 'Sum']);
/** The rungs that are an operand, and operators with more of them: an operand is read first, and only the rungs whose operators follow it. */
const RUNGS = ['Comparison', 'Sum', 'Product', 'Membership'];
const OPERAND = 'Access';

/** Where what stands for a condition elsewhere is a value. */
const PARENTHESES_IN_PATTERN = 'Parentheses';

/** The rules that this file knows by name. */
export const RULES_BY_NAME = {
  OTHERWISE: [...OTHERWISE.keys()],
  BROKEN_AS: [...BROKEN_AS.keys()],
  COUNT_DEPTH: [...COUNT_DEPTH],
  LADDER,
  LADDER_FROM: [...LADDER_FROM],
  RUNGS,
  OPERAND: [OPERAND],
  PARENTHESES_IN_PATTERN: [PARENTHESES_IN_PATTERN],
};

/** @throws where a node has more lists than the parser can keep apart */
function listsOf(type: NodeType): readonly Property[] {
  const lists = type.properties.filter(({ kind }) => kind === 'list');
  if (lists.length > 2) throw new Error(`${type.name} has more than two lists`);
  return lists;
}

/** What the items of a sequence are assigned to; undefined where a node is only handed on. */
type Target = NodeType | undefined;

export class ParserEmitter {
  readonly #rules: Rules;
  readonly #types: ReadonlyMap<string, NodeType>;
  readonly #lookahead: Lookahead;
  readonly #sets = new Map<string, string>();
  readonly #methods: string[] = [];
  #predictions = 0;
  #lines: string[] = [];
  #rule!: ParseRule;

  constructor(rules: Rules, types: ReadonlyMap<string, NodeType>) {
    this.#rules = rules;
    this.#types = types;
    this.#lookahead = new Lookahead(rules);
  }

  emit(header: string): string {
    for (const rule of this.#rules.rules.values()) this.#method(rule);
    const sets = [...this.#sets].map(([types, name]) => `const ${name} = tokenSet([${types}]);`);
    const typeNames = [...this.#types.keys()].sort();
    return [
      header,
      "import type * as ast from '../tree/ast.ts';",
      "import { Site } from './site.ts';",
      "import { StatementReader } from '../syntax/statement-reader.ts';",
      "import { tokenGroups, tokenSet } from '../syntax/token-set.ts';",
      "import { doubts } from '../tree/tree-node.ts';",
      `import { ${typeNames.join(', ')} } from './nodes.ts';`,
      '',
      ...sets,
      ...[...this.#tables].map(([groups, name]) => `const ${name} = tokenGroups(${groups});`),
      '',
      'export class StatementParser extends StatementReader {',
      this.#methods.join('\n\n'),
      '}',
      '',
    ].join('\n');
  }

  #method(rule: ParseRule): void {
    this.#rule = rule;
    this.#lines = [];
    const site = bare(rule.name);
    const result = rule.data ? 'number | bigint' : this.#resultType(rule);
    const rung = RUNGS.indexOf(site);
    if (rung >= 0) this.#rung(rule, rung, result);
    else if (rule.data) {
      this.#lines.push('    const first = this.position;');
      this.#item(rule.body, undefined, []);
      this.#lines.push(`    return this.convert${rule.name}(first);`);
    } else if (COUNT_DEPTH.has(site)) {
      this.#lines.push(
        `    if (this.tooDeep()) return this.${site === 'Primary' ? 'missingVariable' : 'missingReference'}();`,
        '    this.depth++;',
        `    let node: ${result};`,
      );
      this.#item(rule.body, undefined, []);
      this.#lines.push('    this.depth--;', '    return node;');
    } else if (handsOn(rule.body)) {
      if (rule.body.kind === 'alternatives' && rule.body.items.every((item) => item.kind === 'call')) {
        this.#lone(rule);
        this.#choose(
          rule.body.items,
          [],
          (item) => {
            if (item.kind === 'call') this.#lines.push(`        return ${this.#call(item.rule)};`);
          },
          true,
        );
      } else {
        this.#lone(rule);
        this.#lines.push(`    let node: ${result};`);
        if (site === OPERAND) this.#operand(rule.body);
        else this.#item(rule.body, undefined, []);
        this.#lines.push('    return node;');
      }
    } else {
      const type = this.#types.get(createdType(rule.body, rule.type));
      if (!type) throw new Error(`${rule.name} makes no node`);
      this.#lines.push('    const start = this.starts[this.position]!;');
      // A name that stands for a condition elsewhere is a value in a pattern: what is in parentheses there is looked through.
      if (rule.name === `${PARENTHESES_IN_PATTERN}InPattern`) this.#lines.push('    doubts.any = true;');
      this.#locals(type);
      this.#item(rule.body, type, []);
      const made = this.#construct(type);
      this.#lines.push(`    return ${made};`);
    }
    const parameter = rung > 0 ? `operand?: ${result}` : '';
    this.#methods.push(`  ${rule.name}(${parameter}): ${result} {\n${this.#lines.join('\n')}\n  }`);
  }

  /** @throws where the rung is not of the shape that is relied on */
  #rung(rule: ParseRule, rung: number, result: string): void {
    const variant = rule.name.slice(RUNGS[rung]!.length);
    const tighter = RUNGS.slice(rung + 1).map((name) => this.#rules.rules.get(`${name}${variant}`)!);
    const [operand, operators] = rule.body.kind === 'sequence' ? rule.body.items : [];
    const next = `${RUNGS[rung + 1] ?? OPERAND}${variant}`;
    if (operand?.kind !== 'call' || operand.rule !== next || operators?.kind !== 'many')
      throw new Error(`${rule.name} is not ${next} and operators`);
    this.#lone(rule);
    this.#lines.push(
      `    let node: ${result} = ${rung > 0 ? 'operand ?? ' : ''}${this.#call(`${OPERAND}${variant}`)};`,
    );
    if (tighter.length > 0) {
      this.#lines.push(
        `    if (${this.#test(tighter.flatMap(({ body }) => operatorsOf(body)))}) node = this.${next}(node);`,
      );
    }
    this.#item(operators, undefined, []);
    this.#lines.push('    return node;');
  }

  /** Before the rungs of a ladder of operators: most operands are a name or a string that no operator of theirs follows. */
  #lone(rule: ParseRule): void {
    const rung = LADDER.indexOf(rule.name);
    if (!LADDER_FROM.has(rule.name)) return;
    const looser = LADDER.slice(0, rung).flatMap((name) => operatorsOf(this.#rules.rules.get(name)!.body));
    const ends = [',', ')', ']', '}', ';'].map((text) => this.#rules.tokens.indexOf(text));
    const names = this.#set(this.#beginsWith({ kind: 'call', rule: 'Variable' }, []));
    this.#lines.push(
      `    if (${isRung(rule) ? 'operand === undefined && ' : ''}${this.#set([...ends, ...looser])}[this.types[this.position + 1]!] === 1 && !this.panic) {`,
      `    if (${names}[this.type] === 1) return this.Variable();`,
      `    if (this.type === ${this.#rules.tokens.indexOf('STRING')}) return this.StringLiteral();`,
      '    }',
    );
  }

  /** What begins with a name is a variable, unless a bracket follows: there is no need to go through all that an operand can be. */
  #operand(body: Item): void {
    const [first, ...rest] = body.kind === 'sequence' ? body.items : [];
    if (first?.kind !== 'call') throw new Error(`${OPERAND} does not begin with a rule`);
    const names = this.#set(this.#beginsWith({ kind: 'call', rule: 'Variable' }, []));
    const brackets = this.#set(['(', '{'].map((text) => this.#rules.tokens.indexOf(text)));
    this.#lines.push(
      `    if (${names}[this.type] === 1 && ${brackets}[this.types[this.position + 1]!] === 0) node = this.Variable();`,
      `    else node = ${this.#call(first.rule)};`,
    );
    this.#sequence(rest, undefined, []);
  }

  #resultType(rule: ParseRule): string {
    if (!handsOn(rule.body)) return `ast.${createdType(rule.body, rule.type)}`;
    if (rule.name.endsWith('InPattern')) return 'ast.Expression | ast.Pattern';
    if (['Expression', 'Pattern', 'ShorthandBody', 'Statement', 'Literal'].includes(rule.type))
      return `ast.${rule.type}`;
    const body = rule.body.kind === 'alternatives' ? rule.body.items : [rule.body];
    return body
      .map((item) => (item.kind === 'call' ? this.#resultType(this.#rules.rules.get(item.rule)!) : ''))
      .join(' | ');
  }

  #call(rule: string): string {
    return `this.${rule}()`;
  }

  /** The items of lists are pending until the node is made: those of the second begin where those of the first end. */
  #locals(type: NodeType, except?: string): void {
    const lists = listsOf(type);
    for (const property of type.properties) {
      if (property.name === except && property.kind !== 'list') continue;
      const name = local(property.name);
      const declared = `ast.${type.name}['${property.name}']`;
      if (property.kind === 'list') {
        if (lists[0] !== property) continue;
        this.#lines.push('    const first = this.pending;');
        if (lists.length > 1) this.#lines.push('    let second = -1;');
        if (this.#mayBeAbsent(type, property)) this.#lines.push('    let present = false;');
      } else if (property.kind === 'flag') this.#lines.push(`    let ${name} = false;`);
      else if (property.required) this.#lines.push(`    let ${name}!: ${declared};`);
      else this.#lines.push(`    let ${name}: ${declared} = undefined;`);
    }
  }

  #mayBeAbsent(type: NodeType, property: Property): boolean {
    return OPTIONAL_LISTS.has(`${type.name}.${property.name}`) && hasOptionalBrackets(this.#rule.body);
  }

  /** The lists are taken from the last to the first, as the pending items lie. */
  #construct(type: NodeType): string {
    const lists = listsOf(type);
    for (const [i, { name }] of [...lists.entries()].toReversed()) {
      const absent = this.#mayBeAbsent(type, lists[i]!) ? '!present ? undefined : ' : '';
      const list = `this.takeFrom(${i === 0 ? 'first' : 'second'})`;
      this.#lines.push(`    const ${local(name)} = ${absent}${list} as ast.${type.name}['${name}'];`);
    }
    const values = type.properties.map((property) => local(property.name));
    if (WITH_OPERATOR.has(type.name)) values.push('operatorStart');
    return `new ${type.name}(${['start', 'this.lastEnd', ...values].join(', ')})`;
  }

  /** `after`: what follows the item in its rule, to find the bracket or semicolon that closes a list. */
  #item(item: Item, target: Target, after: readonly Item[]): void {
    switch (item.kind) {
      case 'token':
        this.#token(item, target);
        return;
      case 'call': {
        const result = this.#call(item.rule);
        if (!item.assign) this.#lines.push(this.#rule.data ? `    ${result};` : `    node = ${result};`);
        else this.#assign(target!, item.assign.property, item.assign.operator, result);
        return;
      }
      case 'action':
        if (item.current) throw new Error('an action with current stands only in a sequence');
        return;
      case 'sequence':
        this.#sequence(item.items, target, after);
        return;
      case 'alternatives':
        this.#choose(item.items, after, (choice) => this.#item(choice, target, after), false);
        return;
      case 'optional':
        this.#lines.push(`    if (${this.#enter(item.item, after)}) {`);
        this.#openOptionalList(item.item, target);
        this.#item(item.item, target, after);
        this.#lines.push('    }');
        return;
      case 'many':
        this.#loop(item.item, target, after);
        return;
      case 'some':
        this.#lines.push('    do {');
        this.#item(item.item, target, [{ kind: 'many', item: item.item }, ...after]);
        this.#lines.push(`    } while (${this.#enter(item.item, after)});`);
        return;
    }
  }

  #openOptionalList(item: Item, target: Target): void {
    const list = target?.properties.find((property) => OPTIONAL_LISTS.has(`${target.name}.${property.name}`));
    if (list && item.kind === 'sequence' && item.items[0]?.kind === 'token') this.#lines.push('    present = true;');
  }

  #sequence(items: readonly Item[], target: Target, after: readonly Item[]): void {
    for (const [i, item] of items.entries()) {
      const rest = [...items.slice(i + 1), ...after];
      if (item.kind === 'action' && item.current) {
        const type = this.#types.get(item.type)!;
        const { property, operator } = item.current;
        this.#lines.push('    {', '    const start = node.$start;');
        if (WITH_OPERATOR.has(type.name)) this.#lines.push('    const operatorStart = this.starts[this.position]!;');
        const declared = `ast.${type.name}['${property}']`;
        if (operator === '=') this.#lines.push(`    const ${local(property)} = node as ${declared};`);
        this.#locals(type, property);
        if (operator === '+=') this.#lines.push('    this.keep(node);');
        this.#sequence(items.slice(i + 1), type, after);
        const made = this.#construct(type);
        this.#lines.push(`    node = ${made};`, '    }');
        return;
      }
      this.#item(item, target, rest);
    }
  }

  #token(item: Item & { kind: 'token' }, target: Target): void {
    const site = `Site.${bare(this.#rule.name)}`;
    if (!item.assign || item.assign.operator === '?=') {
      if (item.types.length === 1) this.#lines.push(`    this.expect(${item.types[0]}, ${site});`);
      else this.#lines.push(`    this.expectAny(${this.#set(item.types)}, ${site});`);
      if (item.assign) this.#lines.push(`    ${local(item.assign.property)} = true;`);
      return;
    }
    const { property, operator } = item.assign;
    if (item.from === 'STRING') this.#assign(target!, property, operator, `this.string(${site})`);
    else if (TERMINALS.includes(item.from)) throw new Error(`${item.from} needs a data type rule`);
    else this.#assign(target!, property, operator, `this.word(${this.#set(item.types)}, ${site})`);
  }

  #assign(target: NodeType, property: string, operator: string, value: string): void {
    if (operator === '=') {
      this.#lines.push(`    ${local(property)} = ${value} as ast.${target.name}['${property}'];`);
      return;
    }
    if (listsOf(target)[1]?.name === property) this.#lines.push('    if (second < 0) second = this.pending;');
    this.#lines.push(`    this.keep(${value});`);
  }

  #choose(items: readonly Item[], after: readonly Item[], body: (item: Item) => void, returns: boolean): void {
    const site = bare(this.#rule.name);
    const prediction = this.#lookahead.decide(this.#rule.name, items, after, false);
    const otherwise = OTHERWISE.get(site);
    const fallback = otherwise ?? BROKEN_AS.get(site) ?? 0;
    const deep = [...prediction.values()].some((choice) => typeof choice !== 'number');
    if (deep && otherwise === undefined) {
      this.#lines.push(`    const choice = this.${this.#predictor(prediction)}();`);
      this.#lines.push(`    if (choice < 0) this.unexpected(Site.${site});`, '    switch (choice) {');
    } else this.#lines.push(`    switch (${deep ? `this.${this.#predictor(prediction)}()` : 'this.type'}) {`);
    for (const [i, item] of items.entries()) {
      if (i === fallback) continue;
      if (deep) this.#lines.push(`      case ${i}:`);
      else for (const [type, choice] of prediction) if (choice === i) this.#lines.push(`      case ${type}:`);
      body(item);
      if (!returns) this.#lines.push('        break;');
    }
    this.#lines.push('      default:');
    if (otherwise === undefined && !deep) {
      const types = [...prediction].filter(([, choice]) => choice === fallback).map(([type]) => type);
      this.#lines.push(`        if (!(${this.#test(types)})) this.unexpected(Site.${site});`);
    }
    body(items[fallback]!);
    this.#lines.push('    }');
  }

  /** The condition for reading an optional item. Also true where reading it is the way to report and recover best. */
  #enter(item: Item, after: readonly Item[]): string {
    const condition = this.#begins(item, after);
    const site = `Site.${bare(this.#rule.name)}`;
    const separator = firstToken(item);
    const closer = after.find((next) => next.kind !== 'optional' && next.kind !== 'many');
    const close = closer?.kind === 'token' && closer.types.length === 1 ? closer.types[0] : undefined;
    const text = separator === undefined ? '' : this.#rules.tokens[separator]!;
    if (text === 'and' || text === 'or') return `${condition} || (this.panic && this.seek(${separator}))`;
    if ((text === 'if' || text === 'iff') && close !== undefined) {
      return `${condition} || (${NEXT} !== ${close} && this.again(${separator}, ${close}, ${site}))`;
    }
    const comma = this.#rules.tokens.indexOf(',');
    if (separator === undefined && close !== undefined && listedInside(item, comma))
      return `!this.panic && (${condition} || ${NEXT} === ${comma})`;
    return condition;
  }

  #loop(item: Item, target: Target, after: readonly Item[]): void {
    const site = `Site.${bare(this.#rule.name)}`;
    const separator = firstToken(item);
    const closer = after.find((next) => next.kind !== 'optional' && next.kind !== 'many');
    const close = closer?.kind === 'token' && closer.types.length === 1 ? closer.types[0] : undefined;
    const isComma = separator !== undefined && this.#rules.tokens[separator] === ',';
    const inBraces = close !== undefined && this.#rules.tokens[close] === '}' && separator === undefined;
    const recovers = close !== undefined && (isComma || inBraces);
    const condition = isComma && recovers ? this.#begins(item, after) : this.#enter(item, after);
    if (!recovers) {
      this.#lines.push(`    while (${condition}) {`);
      this.#item(item, target, [{ kind: 'many', item }, ...after]);
      this.#lines.push('    }');
      return;
    }
    this.#lines.push('    for (;;) {', `    if (${condition}) {`);
    this.#item(item, target, [{ kind: 'many', item }, ...after]);
    const again = isComma
      ? `${NEXT} !== ${separator} && this.again(${separator}, ${close}, ${site})`
      : `this.nextMember(${this.#set(this.#beginsWith(item, after))}, ${site})`;
    this.#lines.push(`    } else if (${NEXT} === ${close} || !(${again})) break;`, '    }');
  }

  #beginsWith(item: Item, after: readonly Item[]): number[] {
    const prediction = this.#lookahead.decide(this.#rule.name, [item], after, true);
    return [...prediction].filter(([, choice]) => choice !== 1).map(([type]) => type);
  }

  #begins(item: Item, after: readonly Item[]): string {
    const prediction = this.#lookahead.decide(this.#rule.name, [item], after, true);
    const deep = [...prediction.values()].some((choice) => typeof choice !== 'number');
    if (deep) return `this.${this.#predictor(prediction)}() === 0`;
    return this.#test([...prediction].filter(([, choice]) => choice === 0).map(([type]) => type));
  }

  #test(types: readonly number[]): string {
    if (types.length <= 3) return types.map((type) => `${NEXT} === ${type}`).join(' || ');
    return `${this.#set(types)}[this.type] === 1`;
  }

  #set(types: readonly number[]): string {
    const key = [...types].sort((a, b) => a - b).join(', ');
    if (!this.#sets.has(key)) this.#sets.set(key, `SET_${this.#sets.size}`);
    return this.#sets.get(key)!;
  }

  readonly #tables = new Map<string, string>();
  readonly #tabulate: Tabulate = (groups) => {
    const key = `[${groups.map((types) => `[${types.join(', ')}]`).join(', ')}]`;
    if (!this.#tables.has(key)) this.#tables.set(key, `GROUPS_${this.#tables.size}`);
    return this.#tables.get(key)!;
  };

  readonly #predictorBodies = new Map<string, string>();
  #predictor(prediction: Prediction): string {
    const body = predictionBody(prediction, bare(this.#rule.name), this.#tabulate);
    let name = this.#predictorBodies.get(body);
    if (!name) {
      name = `#ahead${this.#predictions++}`;
      this.#predictorBodies.set(body, name);
      this.#methods.push(`  ${name}(): number {\n${body}\n  }`);
    }
    return name;
  }
}

/** The numbers of the rules, for errors to say where they were found. */
export function emitSites(rules: Rules, header: string): string {
  const names = [...new Set([...rules.rules.keys()].map(bare))];
  const lines = names.map((name, i) => `  ${name}: ${i},`);
  return `${header}\n\n/** Which rule was being read. */\nexport const Site = {\n${lines.join('\n')}\n} as const;\n`;
}

/** The single token that the item must begin with, if there is one. */
function firstToken(item: Item): number | undefined {
  if (item.kind === 'token') return item.types.length === 1 ? item.types[0] : undefined;
  if (item.kind === 'sequence') {
    const first = item.items.find((part) => part.kind !== 'action');
    return first ? firstToken(first) : undefined;
  }
  return item.kind === 'some' ? firstToken(item.item) : undefined;
}

/** Whether brackets, and all that is in them, may be left out. */
function hasOptionalBrackets(item: Item): boolean {
  if (item.kind === 'sequence') return item.items.some(hasOptionalBrackets);
  return item.kind === 'optional' && firstToken(item.item) !== undefined;
}

/** The operators of a rung: what the repeated part of its rule begins with. */
function operatorsOf(body: Item): readonly number[] {
  if (body.kind === 'sequence') return body.items.flatMap(operatorsOf);
  if (body.kind !== 'many' && body.kind !== 'optional' && body.kind !== 'some') return [];
  if (body.item.kind === 'alternatives') return body.item.items.flatMap((item) => operatorsOf({ kind: 'some', item }));
  const parts = body.item.kind === 'sequence' ? body.item.items : [body.item];
  const first = parts.find((part) => part.kind !== 'action');
  return first?.kind === 'token' ? first.types : first === undefined ? [] : operatorsOf(first);
}

function listedInside(item: Item, comma: number): boolean {
  if (item.kind === 'sequence' || item.kind === 'alternatives')
    return item.items.some((part) => listedInside(part, comma));
  return item.kind === 'many' && firstToken(item.item) === comma;
}

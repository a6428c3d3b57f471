import type { Field, Node, Parameter, PolarNode, Rule, RuleType } from '@polar-tools/language';

const precedence: Readonly<Record<string, number>> = {
  Print: 11,
  New: 10,
  Cut: 10,
  Forall: 10,
  Lookup: 9,
  MethodCall: 9,
  in: 8,
  Matches: 8,
  '*': 7,
  '/': 7,
  mod: 7,
  rem: 7,
  '+': 6,
  '-': 6,
  '==': 5,
  '>=': 5,
  '<=': 5,
  '!=': 5,
  '>': 5,
  '<': 5,
  '=': 4,
  ':=': 4,
  Not: 3,
  And: 2,
  Or: 1,
};

/** A node in the words of the reference engine's messages: `actor: Actor{}` for `actor: Actor`. */
export function engineText(node: Node): string {
  const it = node as PolarNode;
  switch (it.$type) {
    case 'Variable':
      return it.name;
    case 'StringLiteral':
      return `"${it.value}"`;
    case 'IntegerLiteral':
    case 'BooleanLiteral':
      return String(it.value);
    case 'FloatLiteral':
      return Number.isNaN(it.value) ? 'NaN' : String(it.value).replace('Infinity', 'inf');
    case 'Parentheses':
      return engineText(it.inner);
    case 'Name':
      return it.text;
    case 'Parameter':
      return parameterText(it);
    case 'InstancePattern':
      return `${it.name.text}${fieldsText(it.fields ?? [])}`;
    case 'Dictionary':
    case 'DictionaryPattern':
      return fieldsText(it.fields);
    case 'List':
    case 'ListPattern': {
      const elements = it.elements.map((element) => within('And', element));
      if (it.rest !== undefined) elements.push(`*${it.rest.name}`);
      return `[${elements.join(', ')}]`;
    }
    case 'Call':
      return callText(it.name.text, it.arguments, it.keywords);
    case 'New':
      return `new ${callText(it.name.text, it.arguments, it.keywords)}`;
    case 'Lookup':
      if (it.name !== undefined) return `${engineText(it.object)}.${it.name.text}`;
      return `${engineText(it.object)}.${it.key?.$type === 'StringLiteral' ? it.key.value : it.key ? engineText(it.key) : ''}`;
    case 'MethodCall':
      return `${engineText(it.object)}.${callText(it.name.text, it.arguments, it.keywords)}`;
    case 'Print':
      return it.operator === 'debug'
        ? 'debug()'
        : `print(${it.arguments.map((one) => within('Print', one)).join(', ')})`;
    case 'Cut':
      return 'cut';
    case 'Forall':
      return `forall(${engineText(it.condition)}, ${engineText(it.action)})`;
    case 'Not':
      return `not ${within('Not', it.operand)}`;
    case 'Binary':
      return `${within(it.operator, it.left)} ${it.operator} ${within(it.operator, it.right)}`;
    case 'Matches':
      return `${within('Matches', it.left)} matches ${engineText(it.pattern)}`;
    case 'And':
    case 'Or':
      return it.operands.map((operand) => within(it.$type, operand)).join(it.$type === 'And' ? ' and ' : ' or ');
    case 'ObjectLiteral':
      return `${it.name.text}{${engineText(it.id)}}`;
    case 'CurrentTime':
      return '@current_unix_time';
    case 'Rule':
      return ruleText(it);
    case 'RuleType':
      return `${headText(it)};`;
    case 'Fact':
      return `${callText(it.name.text, it.arguments, [])}`;
    default:
      return '';
  }
}

/** `name(parameters)` as the engine writes it. */
export function headText({ name, parameters }: Rule | RuleType): string {
  return `${name.text}(${parameters.map(parameterText).join(', ')})`;
}

function ruleText(rule: Rule): string {
  return rule.body === undefined ? `${headText(rule)};` : `${headText(rule)} if ${within('And', rule.body)};`;
}

function parameterText({ value, specializer }: Parameter): string {
  return specializer === undefined ? engineText(value) : `${engineText(value)}: ${engineText(specializer)}`;
}

function callText(name: string, values: readonly Node[], keywords: readonly Field[]): string {
  const all = values.map((value) => within('And', value));
  for (const field of sorted(keywords)) all.push(fieldText(field));
  return `${name}(${all.join(', ')})`;
}

function fieldsText(fields: readonly Field[]): string {
  return `{${sorted(fields).map(fieldText).join(', ')}}`;
}

function fieldText({ key, value }: Field): string {
  return `${key.text}: ${value === undefined ? key.text : engineText(value)}`;
}

function sorted(fields: readonly Field[]): Field[] {
  return [...fields].sort((a, b) => (a.key.text < b.key.text ? -1 : 1));
}

/** With parentheses where what is inside binds looser than what is around. */
function within(outer: string, node: Node): string {
  let inner = node as PolarNode;
  while (inner.$type === 'Parentheses') inner = inner.inner as PolarNode;
  const own = precedence[inner.$type === 'Binary' ? inner.operator : inner.$type];
  const text = engineText(inner);
  return own !== undefined && own < precedence[outer]! ? `(${text})` : text;
}

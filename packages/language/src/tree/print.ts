import type { Node, PolarNode } from './ast.ts';

/**
 * A node as Polar text, written one way whatever its source looked like: rules on one line, the members of blocks and
 * tests on a line each. Reading the text again gives the same tree. Comments are not part of it.
 */
export function print(node: Node): string {
  const it = node as PolarNode;
  switch (it.$type) {
    case 'Rule':
      return `${words(it.flags)}${print(it.name)}(${list(it.parameters)})${it.body ? ` if ${print(it.body)}` : ''};`;
    case 'RuleType':
      return `type ${print(it.name)}(${list(it.parameters)});`;
    case 'InlineQuery':
      return `?= ${print(it.query)};`;
    case 'Declare':
      return `declare ${print(it.name)}(${list(it.types)});`;
    case 'Block': {
      const supertypes = it.supertypes.length > 0 ? ` extends ${list(it.supertypes)}` : '';
      return `${it.keyword ? `${print(it.keyword)} ` : ''}${print(it.name)}${supertypes} ${body(it.members)}`;
    }
    case 'Fixture':
      return `test fixture ${print(it.name)} ${body(it.facts)}`;
    case 'Test':
      return `test ${print(it.title)} ${body(it.setup ? [it.setup, ...it.assertions] : it.assertions)}`;
    case 'Setup':
      return `setup ${body(it.items)}`;
    case 'FixtureUse':
      return `fixture ${print(it.name)};`;
    case 'Fact':
      return `${print(it.name)}(${list(it.arguments)});`;
    case 'Assertion': {
      const iff = it.iff ? ` iff ${print(it.iff)}` : '';
      return `${it.negated ? 'assert_not' : 'assert'} ${print(it.name)}(${list(it.parameters)})${iff};`;
    }
    case 'Flag':
      return `@${it.name}`;
    case 'BlockDeclaration':
      return `${print(it.name)} = ${print(it.value)};`;
    case 'DeclaredNames':
      return `[${list(it.names)}]`;
    case 'DeclaredRelations':
      return it.relations.length > 0 ? `{ ${list(it.relations)} }` : '{}';
    case 'DeclaredRelation':
      return `${print(it.name)}${it.type ? `: ${print(it.type)}` : ''}`;
    case 'Shorthand':
      return `${words(it.flags)}${print(it.head)} if ${print(it.body)};`;
    case 'ShorthandOr':
    case 'Or':
      return it.operands.map(print).join(' or ');
    case 'ShorthandAnd':
    case 'And':
      return it.operands.map(print).join(' and ');
    case 'ShorthandReference': {
      const relation = it.keyword && it.relation ? ` ${print(it.keyword)} ${print(it.relation)}` : '';
      return `${it.global ? 'global ' : ''}${print(it.term)}${relation}`;
    }
    case 'Parameter':
      return `${print(it.value)}${it.specializer ? `: ${print(it.specializer)}` : ''}`;
    case 'InstancePattern':
      return `${print(it.name)}${it.fields ? `{${list(it.fields)}}` : ''}`;
    case 'DictionaryPattern':
    case 'Dictionary':
      return `{${list(it.fields)}}`;
    case 'ListPattern':
    case 'List': {
      const rest = it.rest ? [`*${print(it.rest)}`] : [];
      return `[${[...it.elements.map(print), ...rest].join(', ')}]`;
    }
    case 'Not':
      return `not ${print(it.operand)}`;
    case 'Binary':
      return `${print(it.left)} ${it.operator} ${print(it.right)}`;
    case 'Matches':
      return `${print(it.left)} matches${it.exact ? '!' : ''} ${print(it.pattern)}`;
    case 'Lookup':
      return `${object(it.object)}.${it.name ? print(it.name) : it.key ? `(${print(it.key)})` : ''}`;
    case 'MethodCall':
      return `${object(it.object)}.${print(it.name)}(${list([...it.arguments, ...it.keywords])})`;
    case 'Call':
      return `${print(it.name)}(${list([...it.arguments, ...it.keywords])})`;
    case 'New':
      return `new ${print(it.name)}(${list([...it.arguments, ...it.keywords])})`;
    case 'Cut':
      return 'cut';
    case 'Print':
      return `${it.operator}(${list(it.arguments)})`;
    case 'Forall':
      return `forall(${print(it.condition)}, ${print(it.action)})`;
    case 'Parentheses':
      return `(${print(it.inner)})`;
    case 'Field':
      return `${print(it.key)}${it.value ? `: ${print(it.value)}` : ''}`;
    case 'Variable':
      return it.name;
    case 'ObjectLiteral':
      return `${print(it.name)}{${print(it.id)}}`;
    case 'CurrentTime':
      return '@current_unix_time';
    case 'StringLiteral':
      return printString(it.value);
    case 'IntegerLiteral':
      return String(it.value);
    case 'FloatLiteral':
      return printFloat(it.value);
    case 'BooleanLiteral':
      return String(it.value);
    case 'Name':
      return it.text;
  }
}

/** A string in double quotes, with what must be escaped. */
export function printString(value: string): string {
  const escaped = value.replace(/["\\\n\r\t\0]/g, (c) => ESCAPES[c] ?? `\\${c}`);
  return `"${escaped}"`;
}

/** A float that reads as one: never like an integer. */
export function printFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf';
  const text = Object.is(value, -0) ? '-0' : String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\0': '\\0' };

const list = (nodes: readonly Node[]): string => nodes.map(print).join(', ');
const words = (nodes: readonly Node[]): string => nodes.map((node) => `${print(node)} `).join('');

/** `1.a` would read as the float `1.` and a name. */
const object = (node: Node): string => (node.$type === 'IntegerLiteral' ? `${print(node)} ` : print(node));

function body(members: readonly Node[]): string {
  if (members.length === 0) return '{}';
  const lines = members.flatMap((member) => print(member).split('\n'));
  return `{\n${lines.map((line) => `  ${line}\n`).join('')}}`;
}

import type { SyntaxNode } from '@lezer/common';
import { callOf, lastName } from './python-syntax.ts';
import type { Syntax } from './syntax.ts';

/** The type of a value, as far as it shows: of a literal, of an object that is made, of a column of a database. */
export function typeOfValue(syntax: Syntax, node: SyntaxNode | undefined): string | undefined {
  switch (node?.name) {
    case undefined:
      return undefined;
    case 'String':
    case 'FormatString':
    case 'ContinuedString':
      return 'str';
    case 'Boolean':
      return 'bool';
    case 'Number':
      return /^[\d_]+$|^0[xob]/i.test(syntax.text.slice(node.from, node.to)) ? 'int' : 'float';
    case 'ArrayExpression':
    case 'ArrayComprehensionExpression':
      return 'list';
    case 'DictionaryExpression':
    case 'DictionaryComprehensionExpression':
      return 'dict';
    case 'SetExpression':
    case 'SetComprehensionExpression':
      return 'set';
    case 'TupleExpression':
      return 'tuple';
    case 'CallExpression':
      return typeOfCall(syntax, node);
    default:
      return undefined;
  }
}

function typeOfCall(syntax: Syntax, node: SyntaxNode): string | undefined {
  const call = callOf(syntax, node);
  if (call === undefined) return undefined;
  const name = lastName(call.name);
  if (name === 'Column' || name === 'mapped_column')
    return call.places.map((each) => columnType(syntax, each)).find(Boolean);
  if (Object.hasOwn(FIELDS, name)) return FIELDS[name];
  if (Object.hasOwn(PLAIN, call.name)) return PLAIN[call.name];
  // A class by its name, as most are written.
  return /^_*\p{Lu}\p{L}*\p{Ll}/u.test(name) && !/Field$/.test(name) ? call.name : undefined;
}

/** Of SQLAlchemy: `Column(Integer)`, `Column("name", String(50))`. */
function columnType(syntax: Syntax, node: SyntaxNode): string | undefined {
  const name =
    callOf(syntax, node)?.name ??
    (/^(VariableName|MemberExpression)$/.test(node.name) ? syntax.text.slice(node.from, node.to) : '');
  const column = lastName(name);
  return Object.hasOwn(COLUMNS, column) ? COLUMNS[column] : undefined;
}

const COLUMNS: Readonly<Record<string, string>> = {
  ...each(['Integer', 'BigInteger', 'SmallInteger', 'INTEGER', 'BIGINT'], 'int'),
  ...each(['String', 'Text', 'Unicode', 'UnicodeText', 'VARCHAR', 'TEXT', 'CHAR'], 'str'),
  ...each(['Boolean', 'BOOLEAN'], 'bool'),
  ...each(['Float', 'Double', 'FLOAT'], 'float'),
  ...each(['Numeric', 'NUMERIC', 'DECIMAL'], 'Decimal'),
  ...each(['DateTime', 'TIMESTAMP', 'DATETIME'], 'datetime'),
  ...each(['Date'], 'date'),
  ...each(['JSON', 'JSONB'], 'dict'),
  ...each(['UUID', 'Uuid'], 'UUID'),
};

/** Of Django. */
const FIELDS: Readonly<Record<string, string>> = {
  ...each(
    [
      'AutoField',
      'BigAutoField',
      'IntegerField',
      'BigIntegerField',
      'SmallIntegerField',
      'PositiveIntegerField',
      'PositiveSmallIntegerField',
    ],
    'int',
  ),
  ...each(
    ['CharField', 'TextField', 'SlugField', 'EmailField', 'URLField', 'FilePathField', 'GenericIPAddressField'],
    'str',
  ),
  ...each(['BooleanField', 'NullBooleanField'], 'bool'),
  ...each(['FloatField'], 'float'),
  ...each(['DecimalField'], 'Decimal'),
  ...each(['DateTimeField'], 'datetime'),
  ...each(['DateField'], 'date'),
  ...each(['JSONField'], 'dict'),
  ...each(['UUIDField'], 'UUID'),
};

/** Of the language. */
const PLAIN: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['str', 'int', 'float', 'bool', 'list', 'dict', 'set', 'tuple', 'frozenset'].map((name) => [name, name]),
  ),
  'datetime.now': 'datetime',
  'datetime.utcnow': 'datetime',
  'date.today': 'date',
};

function each(names: readonly string[], type: string): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, type]));
}

/** The shipped node types (`src/tree/ast.ts`) against the interfaces that Langium generates from the grammar. */
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { root } from '../build/configuration.ts';

/** A property: what it may hold (types of nodes, literals, kinds of values), whether it is a list, whether it may be absent. */
interface Shape {
  readonly holds: readonly string[];
  readonly list: boolean;
  readonly optional: boolean;
}

const path = (file: string): string => fileURLToPath(new URL(file, root));
const OURS = path('packages/language/src/tree/ast.ts');
const LANGIUM = path('packages/language/build/generated/ast.ts');

const configuration = ts.readConfigFile(path('tsconfig.json'), ts.sys.readFile);
const { options } = ts.parseJsonConfigFileContent(configuration.config, ts.sys, path('.'));
const program = ts.createProgram([OURS, LANGIUM], options);
const checker = program.getTypeChecker();

const membersOf = (type: ts.Type): readonly ts.Type[] => (type.isUnion() ? type.types : [type]);

/** The `$type` of a node, or what kind of value it is. */
function named(type: ts.Type): string {
  const property = type.getProperty('$type');
  if (property === undefined) return checker.typeToString(type).replaceAll('"', "'");
  const literal = checker.getTypeOfSymbol(property);
  return literal.isStringLiteral() ? literal.value : checker.typeToString(type);
}

function shapeOf(property: ts.Symbol): Shape {
  const type = checker.getTypeOfSymbol(property);
  const optional =
    (property.flags & ts.SymbolFlags.Optional) !== 0 ||
    membersOf(type).some((member) => (member.flags & ts.TypeFlags.Undefined) !== 0);
  const present = checker.getNonNullableType(type);
  const list = checker.isArrayType(present);
  const element = list ? checker.getTypeArguments(present as ts.TypeReference)[0]! : present;
  // `true | false` is one kind of value.
  const holds = new Set(membersOf(element).map((member) => named(member).replace(/^(true|false)$/, 'boolean')));
  return { holds: [...holds].sort(), list, optional };
}

/** The nodes of a file by `$type`, with the properties that are not the tree's own. */
function nodesOf(file: string): ReadonlyMap<string, ReadonlyMap<string, Shape>> {
  const nodes = new Map<string, ReadonlyMap<string, Shape>>();
  const source = program.getSourceFile(file)!;
  for (const symbol of checker.getExportsOfModule(checker.getSymbolAtLocation(source)!)) {
    if ((symbol.flags & ts.SymbolFlags.Interface) === 0) continue;
    const type = checker.getDeclaredTypeOfSymbol(symbol);
    // The interface that all nodes extend is no node.
    if (named(type) !== symbol.name || symbol.name === 'Node') continue;
    const properties = type.getProperties().filter((property) => !property.name.startsWith('$'));
    nodes.set(symbol.name, new Map(properties.map((property) => [property.name, shapeOf(property)])));
  }
  return nodes;
}

const ours = nodesOf(OURS);
const langium = nodesOf(LANGIUM);

/** Where the two differ, and why. */
const DIFFERENCES = new Map([
  ['IntegerLiteral.value', 'an integer beyond 2^53 is a bigint: Langium knows no such type'],
  [
    'InstancePattern.fields',
    'a class without braces differs from one with empty braces; Langium has an empty list for both',
  ],
  ['Variable.name', 'Langium lists the words of Cloud beside all strings'],
]);
/** One ladder of rules serves values and what stands inside a pattern, so that Langium has patterns among the expressions. */
const PATTERNS = ['DictionaryPattern', 'InstancePattern', 'ListPattern'];
const withoutPatterns = (holds: readonly string[]): readonly string[] =>
  holds.filter((name) => !PATTERNS.includes(name));

describe('the shipped node types are those that Langium infers from the grammar', () => {
  it('by name', () => {
    expect(langium.size).toBeGreaterThan(40);
    expect([...ours.keys()].sort()).toEqual([...langium.keys()].filter((name) => name !== 'PolicyFile').sort());
  });

  it.each([...ours.keys()].map((name) => [name]))('%s', (name) => {
    const mine = ours.get(name)!;
    const theirs = langium.get(name)!;
    expect([...mine.keys()].sort()).toEqual([...theirs.keys()].sort());
    for (const [property, shape] of mine) {
      const other = theirs.get(property)!;
      const at = `${name}.${property}`;
      const same =
        shape.list === other.list &&
        shape.optional === other.optional &&
        String(withoutPatterns(shape.holds)) === String(withoutPatterns(other.holds)) &&
        // No pattern may be where Langium has none.
        shape.holds.every((held) => other.holds.includes(held));
      expect(`${at} ${same ? 'equal' : JSON.stringify({ ours: shape, langium: other })}`).toBe(
        DIFFERENCES.has(at) && !same ? `${at} ${JSON.stringify({ ours: shape, langium: other })}` : `${at} equal`,
      );
    }
  });
});

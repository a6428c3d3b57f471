/**
 * The generator knows some rules and nodes by name: where the parser counts nesting, what a broken piece is read as. A name that the grammar
 * no longer has would drop that silently, so it is an error.
 */
import { OWNED_AS, STANDS_FOR, STATEMENTS } from './emit-nodes.ts';
import { bare, RULES_BY_NAME } from './emit-parser.ts';
import { UNCERTAIN_AS } from './emit-prediction.ts';
import { ALLOWED } from './lookahead.ts';
import { type NodeType, OPTIONAL_LISTS, WITH_OPERATOR } from './node-types.ts';
import type { Rules } from './rules.ts';

/** @throws with every name that is in a table and not in the grammar */
export function checkTables({ rules }: Rules, types: ReadonlyMap<string, NodeType>): void {
  const ruleNames = new Set([...rules.keys()].map(bare));
  const properties = new Set(
    [...types.values()].flatMap((type) => type.properties.map(({ name }) => `${type.name}.${name}`)),
  );
  const typeNames = new Set(types.keys());
  const problems = [
    ...Object.entries(RULES_BY_NAME).flatMap(([table, names]) => missing(table, names, ruleNames, 'rule')),
    ...missing('UNCERTAIN_AS', UNCERTAIN_AS.keys(), ruleNames, 'rule'),
    ...missing('ALLOWED', ALLOWED.keys(), ruleNames, 'rule'),
    ...missing('STATEMENTS', STATEMENTS, typeNames, 'node'),
    ...missing('STANDS_FOR', STANDS_FOR.keys(), typeNames, 'node'),
    ...missing('WITH_OPERATOR', WITH_OPERATOR, typeNames, 'node'),
    ...missing('OWNED_AS', OWNED_AS.keys(), properties, 'property'),
    ...missing('OPTIONAL_LISTS', OPTIONAL_LISTS, properties, 'property'),
  ];
  if (problems.length > 0) throw new Error(problems.join('\n'));
}

function missing(table: string, names: Iterable<string>, known: ReadonlySet<string>, what: string): string[] {
  return [...names].flatMap((name) =>
    known.has(name) ? [] : `${table} names the ${what} ${name}, which the grammar does not have`,
  );
}

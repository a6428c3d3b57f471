import { type Call, type ObjectLiteral, parseQuery, rangeOf, walk } from '@polar-tools/language';
import { aritiesOf, nearestOf, type Policy } from '@polar-tools/policy';
import type { QueryError } from '../../compiler/prepare.ts';
import type { AnswerValue } from '../../facts/value.ts';
import { valueFault } from '../../facts/value-fault.ts';
import { readQueryText } from './query-text.ts';

const plainTypes = ['String', 'Integer', 'Boolean', 'Actor', 'Resource'];

/**
 * Predicates and types that a typed query names and the policy does not have, predicates with more or fewer arguments than it has them with, and values that a built-in type does not have. They are no errors of the
 * language: such a goal has no answer. But under `not` it holds, so that a slip would be a yes.
 */
export function unknownNames(policy: Policy, source: string): QueryError[] {
  const { text, standIns, typed } = readQueryText(source);
  const { query } = parseQuery(text);
  if (query === undefined) return [];
  const errors: QueryError[] = [];
  const predicates = [...policy.predicates.keys(), ...policy.factSignatures.keys(), 'allow'];
  const types = [...policy.blocks.keys(), ...plainTypes];
  const tell = (known: readonly string[], name: string, what: string, start: number): void => {
    if (known.includes(name)) return;
    const meant = nearestOf(name, known);
    const advice = meant === undefined ? 'Ask for one that it has.' : `Did you mean "${meant}"?`;
    const code = what === 'type' ? 'unknown-type' : 'query-for-undefined-rule';
    const lacks = what === 'type' ? `declares no type "${name}"` : `has neither a rule nor a fact "${name}"`;
    errors.push({ code, message: `The policy ${lacks}. ${advice}`, start, end: start + name.length });
  };
  const refuse = (value: AnswerValue, start: number, end: number): void => {
    const message = valueFault(value);
    if (message !== undefined) errors.push({ code: 'wrong-value', message, start, end });
  };
  const misfit = (node: Call): void => {
    const { text: name } = node.name;
    const count = node.arguments.length;
    const arities = aritiesOf(name, policy);
    if (arities.length === 0 || arities.includes(count)) return;
    const last = arities.at(-1)!;
    const which = arities.length === 1 ? `${last}` : `${arities.slice(0, -1).join(', ')} or ${last}`;
    const takes = `${name} takes ${which} ${which === '1' ? 'argument' : 'arguments'}`;
    const { start, end } = rangeOf(node);
    errors.push({ code: 'wrong-arity', message: `${takes} in this policy, and here it has ${count}.`, start, end });
  };
  walk(query, (node) => {
    if (node.$type === 'ObjectLiteral') {
      const { name, id } = node as ObjectLiteral;
      const { start, end } = rangeOf(node);
      refuse({ type: name.text, id: String(id.value) }, start, end);
    }
    if (node.$type === 'Call') misfit(node as Call);
    const it = node as { $type: string; name?: { text: string } };
    if ((it.$type === 'Call' || it.$type === 'ObjectLiteral') && it.name !== undefined) {
      tell(
        it.$type === 'Call' ? predicates : types,
        it.name.text,
        it.$type === 'Call' ? 'predicate' : 'type',
        rangeOf(node).start,
      );
    }
    return true;
  });
  for (const [standIn, value] of standIns) {
    const start = text.indexOf(standIn);
    refuse(value, start, start + standIn.length);
  }
  const named = [...standIns].map(([standIn, { type }]) => ({ type, at: text.indexOf(standIn) }));
  for (const [name, type] of typed) named.push({ type, at: text.indexOf(name) });
  for (const { type, at } of named)
    if (type !== undefined) tell(types, type, 'type', Math.max(source.indexOf(type, Math.max(at, 0)), 0));
  return errors;
}

import type { DataChange, DataPath } from '../data/changed-data.ts';
import type { Json } from '../data/json.ts';
import { writeFact } from '../facts/value.ts';
import type { FactChange } from './changed-facts.ts';

/** What a change is, in words: `add Role{name: "admin", repository: gmail} to anne.roles`. */
export function changeText(change: DataChange | FactChange): string {
  switch (change.kind) {
    case 'add-fact':
      return `add the fact ${writeFact(change.fact)}`;
    case 'remove-fact':
      return `take away the fact ${writeFact(change.fact)}`;
    case 'add':
      return `add ${valueText(change.value)} to ${pathText(change.path)}`;
    case 'remove':
      return `take ${pathText(change.path)} away`;
    case 'set':
      return change.path.at(-1) === '$class'
        ? `make ${pathText(change.path.slice(0, -1))} a ${String(change.value)}`
        : `set ${pathText(change.path)} to ${valueText(change.value)}`;
  }
}

/** What else changes give another answer to: `this changes allow(anne, "read", react), too`; undefined where that is nothing. */
export function besideText([first, ...others]: readonly string[]): string | undefined {
  if (first === undefined) return undefined;
  return `this changes ${first}${others.length === 0 ? '' : ` and ${others.length} other${others.length === 1 ? '' : 's'}`}, too`;
}

/** `anne.roles[0].name`: what stands in `objects` is called by its name. */
function pathText(path: DataPath): string {
  return path
    .slice(path[0] === 'objects' ? 1 : 0)
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`))
    .join('');
}

/** A value of a data file as a policy would show it. */
function valueText(value: Json): string {
  if (value === null) return 'nil';
  if (Array.isArray(value)) return `[${value.map(valueText).join(', ')}]`;
  if (typeof value !== 'object') return JSON.stringify(value);
  const { $ref, $class, ...fields } = value as { readonly [key: string]: Json };
  if (typeof $ref === 'string') return $ref;
  const inside = Object.entries(fields).map(([name, is]) => `${name}: ${valueText(is)}`);
  return `${typeof $class === 'string' ? $class : ''}{${inside.join(', ')}}`;
}

import { writeJson } from '../data/changed-data.ts';
import type { Json } from '../data/json.ts';

/** Characters of a line. */
const WIDTH = 100;

/** Writes JSON as a person would: what fits on a line stands on one, but for the first two levels, which hold classes and objects. */
export function writeDataFile(value: Json): string {
  return `${write(value, 0, 0)}\n`;
}

function write(value: Json, depth: number, used: number): string {
  const short = writeJson(value);
  const isObject = typeof value === 'object' && value !== null;
  const holdsMany = isObject && Object.keys(value).length > 0;
  if (!holdsMany || (depth > 1 && depth * 2 + used + short.length <= WIDTH)) return short;
  const margin = '  '.repeat(depth + 1);
  const lines = Array.isArray(value)
    ? value.map((item: Json) => `${margin}${write(item, depth + 1, 0)}`)
    : Object.entries(value).map(([key, item]) => {
        const start = `${JSON.stringify(key)}: `;
        return `${margin}${start}${write(item, depth + 1, start.length)}`;
      });
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${lines.join(',\n')}\n${'  '.repeat(depth)}${close}`;
}

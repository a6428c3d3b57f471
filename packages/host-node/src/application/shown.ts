import { inspect } from 'node:util';

/** How an object is shown to a person: on one line, without what is deep down. An application's own way to show it may fail. */
export function shown(value: unknown): string {
  try {
    const lines = inspect(value, { breakLength: Number.POSITIVE_INFINITY, depth: 1, maxArrayLength: 10 });
    const text = lines.replace(/\s*\n\s*/g, ' ');
    return text.length > 10_000 ? `${text.slice(0, 9_999)}…` : text;
  } catch (thrown) {
    const why = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
    return `<an object that cannot be shown: ${why}>`;
  }
}

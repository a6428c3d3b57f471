import { inspect } from 'node:util';

/** How an object is shown in an editor: on one line, without what is deep down. */
export const shown = (value: unknown): string => {
  const text = inspect(value, { breakLength: Number.POSITIVE_INFINITY, depth: 1, maxArrayLength: 10 });
  return text.length > 10_000 ? `${text.slice(0, 9_999)}…` : text;
};

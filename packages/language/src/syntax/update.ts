import { type PolicyFile, ReadSource, type StatementSource } from '../tree/source.ts';
import { readStatement } from './read-statement.ts';

/**
 * Reads the new text of a file, keeping the statements (the same objects with the same `tree`) that the edit did not
 * touch: those before it, and those after it from where a statement starts as one did before. What is kept is moved, so
 * `old` is not to be used any more.
 */
export function updateFile(old: PolicyFile, text: string): PolicyFile {
  const before = old.text;
  if (before === text) return old;
  const prefix = commonPrefix(before, text);
  const suffix = commonSuffix(before, text, prefix);
  const delta = text.length - before.length;
  const statements: StatementSource[] = [];
  const sources = old.statements as readonly ReadSource[];
  let at = 0;
  for (const source of sources) {
    if (source.base + source.reach > prefix) break;
    statements.push(source);
    at = source.base + source.length;
  }
  // Where a statement starts in a line tells how far in it is, so the line must be unchanged too.
  const same = before.indexOf('\n', before.length - suffix) + 1;
  let candidate = statements.length;
  while (candidate < sources.length && (same === 0 || sources[candidate]!.base < same)) candidate++;
  for (;;) {
    const read = readStatement(text, at);
    if (read === undefined) break;
    while (candidate < sources.length && sources[candidate]!.base + delta < read.base) candidate++;
    const found = sources[candidate];
    if (found !== undefined && found.base + delta === read.base) {
      for (const source of sources.slice(candidate)) {
        source.base += delta;
        statements.push(source);
      }
      break;
    }
    statements.push(new ReadSource(read.base, read.length, read.tree, read.errors, read.reach));
    at = read.end;
  }
  return { text, statements };
}

function commonPrefix(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  let i = 0;
  while (i + 1024 <= length && a.slice(i, i + 1024) === b.slice(i, i + 1024)) i += 1024;
  while (i < length && a.charCodeAt(i) === b.charCodeAt(i)) i++;
  return i;
}

function commonSuffix(a: string, b: string, prefix: number): number {
  const length = Math.min(a.length, b.length) - prefix;
  let i = 0;
  while (
    i + 1024 <= length &&
    a.slice(a.length - i - 1024, a.length - i) === b.slice(b.length - i - 1024, b.length - i)
  )
    i += 1024;
  while (i < length && a.charCodeAt(a.length - 1 - i) === b.charCodeAt(b.length - 1 - i)) i++;
  return i;
}

/**
 * Reads changed policies and looks for what must never happen: a crash, a second's wait, a range outside the file, an
 * update that differs from reading afresh. In the tests with a few thousand; for more: `node test/fuzz.ts 100000 [seed]`.
 */
import fc from 'fast-check';
import { isProgram } from '../build/run-as-program.ts';
import { childrenOf, nodeAt, type PolicyFile, parseFile, rangeOf, updateFile } from '../src/index.ts';
import type { Node } from '../src/tree/ast.ts';
import { corpusTexts } from './corpus.ts';
import { mutate, mutation } from './mutate.ts';

/** Gives the slowest reading, in milliseconds. @throws on the first text that is read wrongly */
export function fuzz(runs: number, seed: number): number {
  const texts = corpusTexts();
  const cases = fc.tuple(fc.nat(texts.length - 1), fc.array(mutation, { minLength: 1, maxLength: 4 }));
  let slowest = 0;
  for (let done = 0; done < runs; ) {
    const batch = Math.min(1000, runs - done);
    for (const [which, mutations] of fc.sample(cases, { numRuns: batch, seed: seed + done })) {
      let before = texts[which]!;
      let file = parseFile(before);
      for (const change of mutations) {
        const after = mutate(before, change);
        try {
          const start = performance.now();
          const fresh = parseFile(after);
          slowest = Math.max(slowest, performance.now() - start);
          checkRanges(fresh);
          file = updateFile(file, after);
          const [updated, read] = [plain(file), plain(fresh)];
          if (updated !== read) throw new Error(`the update differs:\n${firstDifference(updated, read)}`);
        } catch (error) {
          throw new Error(
            `${(error as Error).message}\nbefore: ${JSON.stringify(before)}\nafter: ${JSON.stringify(after)}`,
            { cause: error },
          );
        }
        before = after;
      }
    }
    done += batch;
  }
  if (slowest > 1000) throw new Error(`one reading took ${slowest} ms`);
  return slowest;
}

function firstDifference(a: string, b: string): string {
  let i = 0;
  while (a[i] === b[i]) i++;
  return `${a.slice(Math.max(i - 200, 0), i + 200)}\n---\n${b.slice(Math.max(i - 200, 0), i + 200)}`;
}

/** All that can be seen of a file, as text. */
export function plain(file: PolicyFile): string {
  const shown = (key: string, value: unknown): unknown => {
    if (key === '$container' || key === '$source') return undefined;
    if (typeof value === 'bigint') return `${value}n`;
    if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
    if (value !== null && typeof value === 'object' && '$type' in value) return { ...value, $type: value.$type };
    return value;
  };
  return JSON.stringify(file, shown, 1);
}

/** @throws where a range leaves the file, or its parent's */
export function checkRanges(file: PolicyFile): void {
  const { length } = file.text;
  const inside = (start: number, end: number): boolean => start >= 0 && start <= end && end <= length;
  let previous = 0;
  for (const { base, length: size, tree, errors } of file.statements) {
    if (base < previous || !inside(base, base + size)) throw new Error(`statement at ${base} overlaps`);
    previous = base + size;
    for (const error of errors) {
      if (!inside(base + error.start, base + error.end)) throw new Error(`error outside the file: ${error.message}`);
    }
    if (tree) checkNode(tree, length);
  }
  nodeAt(file, length >> 1);
}

function checkNode(node: Node, length: number): void {
  const { start, end } = rangeOf(node);
  if (start < 0 || start > end || end > length) throw new Error(`${node.$type} outside the file`);
  for (const child of childrenOf(node)) {
    if (child.$container !== node) throw new Error(`${child.$type} in a wrong container`);
    if (child.$start < node.$start || child.$end > node.$end)
      throw new Error(`${child.$type} outside its ${node.$type}`);
    checkNode(child, length);
  }
}

if (isProgram(import.meta.url)) {
  const runs = Number(process.argv[2] ?? 100_000);
  console.info(
    `${runs} changed policies; the slowest reading took ${fuzz(runs, Number(process.argv[3] ?? 1)).toFixed(0)} ms`,
  );
}

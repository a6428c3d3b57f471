import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createPolicy, updatePolicy } from '@polar-tools/policy';
import { describe, expect, test } from 'vitest';
import { ResponseError } from 'vscode-languageserver';
import type { Asked, Patience } from '../src/feature.ts';
import { createFeatures } from '../src/features.ts';
import { ask, uriOf } from './asked.ts';

const corpus = resolve(process.env.POLAR_CORPUS ?? join(import.meta.dirname, '../../../shared/corpus'));
const here = existsSync(corpus);
if (!here) console.log(`Skipped: there is no corpus at ${corpus}; name its folder in POLAR_CORPUS.`);
const files = !here
  ? []
  : readdirSync(corpus, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.polar'))
      .sort();

/** Numbers that look random and are the same in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const features = createFeatures();
/** Every range and position in an answer. */
function places(answer: unknown): { line: number; character: number }[] {
  if (Array.isArray(answer)) return answer.flatMap(places);
  if (typeof answer !== 'object' || answer === null) return [];
  if ('line' in answer && 'character' in answer) return [answer as { line: number; character: number }];
  return Object.values(answer).flatMap(places);
}

/** Asks everything at one place; what comes back must point into the policy's files. */
const NOTHING_TO_READ: Patience = {
  goOn: async () => false,
  now: () => 0,
  read: async () => undefined,
  readFile: async () => ({ fault: { kind: 'missing' } }),
};

function askEverything(asked: Asked, offset: number): void {
  const lines = asked.view.lines(asked.uri)!;
  const position = lines.positionAt(offset);
  const end = lines.positionAt(lines.text.length);
  const params = {
    textDocument: { uri: asked.uri },
    position,
    positions: [position],
    range: { start: position, end },
    context: { diagnostics: [], includeDeclaration: true },
    newName: 'renamed_name',
    previousResultId: '',
    query: 'a',
    data: { uri: asked.uri },
  };
  for (const feature of features) {
    if (feature.subject === 'item') continue;
    const question =
      feature.subject === 'workspace'
        ? { views: [asked.view], client: asked.client, version: () => undefined }
        : { ...asked, offset };
    const answer = (feature.answer as (...question: unknown[]) => unknown)(question, params, NOTHING_TO_READ);
    // What takes long is another test's.
    if (answer instanceof ResponseError || answer instanceof Promise) continue;
    if (feature.method === 'textDocument/prepareCallHierarchy') {
      for (const item of answer as { data: unknown }[]) {
        for (const other of features) {
          if (other.method.startsWith('callHierarchy/'))
            (other.answer as (question: unknown, params: unknown) => unknown)(asked, { item });
        }
      }
    }
    for (const { line, character } of places(answer)) {
      const inside = line >= 0 && line < lines.lineCount && character >= 0;
      if (!inside) throw new Error(`${feature.method} at ${offset} of ${asked.uri} answers line ${line}`);
    }
  }
}

describe.skipIf(!here)('every feature', () => {
  test('answers at places all over the corpus, also while a file is being typed', { timeout: 300_000 }, () => {
    expect(files.length).toBeGreaterThan(50);
    const next = numbers(7);
    for (const file of files) {
      const text = readFileSync(join(corpus, file), 'utf8');
      if (text.length > 60_000) continue;
      const uri = uriOf('main.polar');
      let policy = createPolicy([{ uri, text }]);
      for (let round = 0; round < 3; round++) {
        const source = policy.files.get(uri)!.text;
        for (let place = 0; place < 4; place++) askEverything(ask(policy, uri, 0), next(source.length + 1));
        // As typing does: something goes, something comes.
        const at = next(source.length + 1);
        const typed = ['', '"', '(', '{', ';', 'if ', 'has_role(a, "', '\n', '😀', '@', 'resource R { '][next(11)]!;
        const changed = source.slice(0, at) + typed + source.slice(Math.min(at + next(6), source.length));
        policy = updatePolicy(policy, [{ uri, text: changed }]);
      }
    }
  });
});

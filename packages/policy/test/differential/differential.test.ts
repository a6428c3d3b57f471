import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check, createPolicy, type Diagnostic, type Policy } from '../../src/index.ts';
import { application, policyFiles } from './generate.ts';
import { type Finding, loadIntoOracle } from './oracle.ts';

const runs = Number(process.env.POLAR_DIFFERENTIAL_RUNS ?? 5000);
const seed = Number(process.env.POLAR_DIFFERENTIAL_SEED ?? 2711);

describe('loading, beside the reference engine', () => {
  it(`finds the same first error and the same warnings in ${runs} generated policies`, { timeout: 600_000 }, () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(fc.gen(), (g) => {
        const files = policyFiles(g);
        const verdict = loadIntoOracle(files);
        const policy = createPolicy(
          files.map((text, i) => ({ uri: `${i}.polar`, text })),
          application,
        );
        const ours = [...check(policy).values()].flat().map((diagnostic) => placed(diagnostic, policy));
        // Inline queries run after loading.
        const errors = ours.filter(({ severity, kind }) => severity === 'error' && kind !== 'query-for-undefined-rule');
        const key = verdict.error?.kind ?? 'ok';
        seen.set(key, (seen.get(key) ?? 0) + 1);
        if (verdict.error === undefined) {
          expect(errors, files.join('\n--\n')).toEqual([]);
          expect(places(ours.filter(isWarningOfEngine)), files.join('\n--\n')).toEqual(places(verdict.warnings));
        } else {
          const first = firstOf(errors);
          const found = first.some((one) => agrees(one, verdict.error!));
          expect(
            found,
            `${files.join('\n--\n')}\n\nengine: ${show(verdict.error)}\nours: ${first.map(show).join('\n      ')}`,
          ).toBe(true);
        }
      }),
      { numRuns: runs, seed, endOnFailure: false },
    );
    // Every kind that loading can give was met, so that the agreement says something about it.
    for (const kind of [
      'ok',
      'singleton-variable',
      'undefined-rule-call',
      'unregistered-class',
      'invalid-rule',
      'invalid-rule-type',
      'missing-required-rule',
      'duplicate-resource-block-declaration',
      'resource-block',
    ]) {
      expect(
        seen.get(kind) ?? 0,
        `policies with ${kind}, of ${JSON.stringify(Object.fromEntries(seen))}`,
      ).toBeGreaterThan(runs / 200);
    }
  });
});

interface Placed extends Finding {
  readonly severity: Diagnostic['severity'];
  readonly statement: number;
  readonly phase: number;
}

function placed({ code, message, uri, start, severity }: Diagnostic, policy: Policy): Placed {
  const { text, statements } = policy.files.get(uri)!;
  const statement = statements.findIndex(({ base, length }) => base <= start && start < base + length);
  const source = statements[statement];
  const isBlockName = source?.tree?.$type === 'Block' && source.base + source.tree.name.$start === start;
  const isHead = source?.tree?.$type !== 'Block' || text[start] === '"';
  const line = text.slice(0, start).split('\n').length;
  // A rule type that has a rest variable is found out when rules are compared with it.
  const isCompared = code === 'invalid-rule-type' && /rest variables/.test(message);
  const phase = isCompared
    ? 4
    : code === 'unregistered-class'
      ? isBlockName
        ? 1
        : isHead
          ? 4
          : 2
      : phaseOf(code, message);
  return { kind: code, words: message.split('\n')[0]!, line, file: uri, severity, statement, phase };
}

const ofEngine = new Set([
  'ambiguous-precedence',
  'missing-allow-rule',
  'missing-has-permission-rule',
  'unknown-specializer',
]);
const isWarningOfEngine = ({ kind }: Placed): boolean => ofEngine.has(kind);

/** Kinds and lines; a warning about the whole policy has no place in the engine. */
function places(findings: readonly Finding[]): string[] {
  return findings
    .map(({ kind, file, line }) => (kind.startsWith('missing-') ? kind : `${kind} ${file}:${line}`))
    .sort();
}

/** The order in which the engine finds errors: while it reads, in shorthands, in heads, in blocks' rules, in calls. */
function phaseOf(code: string, message: string): number {
  switch (code) {
    case 'file-loading':
    case 'singleton-variable':
    case 'invalid-rule-type':
    case 'duplicate-resource-block-declaration':
      return 1;
    case 'resource-block':
      return /^(Expected|Multiple|Unexpected declaration)/.test(message) ? 1 : 3;
    case 'invalid-rule':
      return 4;
    case 'missing-required-rule':
      return 5;
    default:
      return 6;
  }
}

/**
 * The errors that may be the engine's first. What it finds while it reads comes in the order of the text; later it goes through tables
 * in no order that could be foretold.
 */
function firstOf(errors: readonly Placed[]): readonly Placed[] {
  const phase = Math.min(...errors.map((one) => one.phase));
  const candidates = errors.filter((one) => one.phase === phase);
  if (phase > 1) return candidates;
  const [first] = candidates.toSorted((a, b) => a.file!.localeCompare(b.file!) || a.statement - b.statement);
  return candidates.filter(({ file, statement }) => file === first!.file && statement === first!.statement);
}

function agrees(ours: Placed, engine: Finding): boolean {
  // What the engine takes for a fault of its own: what stands after `on` is no relation.
  if (engine.kind === 'invalid-state') return ours.kind === 'resource-block' && /is declared as a/.test(ours.words);
  if (ours.kind !== engine.kind) return false;
  if (engine.line !== undefined && (ours.line !== engine.line || ours.file !== engine.file)) return false;
  // The engine shows a rule after it has taken it apart: `_value_1` for a lookup.
  if (/_(value|op|instance|temp)?_?\d+\b/.test(engine.words)) return true;
  // It advises to rename a rest variable to `_*rest`, which it could not read.
  return ours.words.startsWith(engine.words.replace(/ Must match one of.*$/, '').replace('to _*', 'to _'));
}

const show = ({ kind, file, line, words }: Finding): string => `${kind} ${file}:${line} ${words}`;

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  compile,
  type DataHost,
  Debuggee,
  loadData,
  Machine,
  type PreparedQuery,
  prepare,
} from '@polar-tools/evaluator';
import { createPolicy } from '@polar-tools/policy';
import { expect, it } from 'vitest';
import { generatedCases } from '../conformance/generate.ts';
import { deepCases } from '../conformance/generate-deep.ts';
import { showAnswer } from '../conformance/show-ours.ts';
import { generatedQueries } from './generated-queries.ts';

/** Searches that take longer are not compared. */
const MOST_CALLS = 1_000;
const MOST_EVENTS = 20_000;
const MOST_ANSWERS = 15;

/** What a query did, as far as anyone sees. */
interface Done {
  readonly answers: string[];
  readonly printed: string[];
  error: string | undefined;
}

/** Undefined where it takes too long. */
function run(query: PreparedQuery, text: string, host: DataHost): Done | undefined {
  const done: Done = { answers: [], printed: [], error: undefined };
  const machine = new Machine(query, { host, print: (line) => done.printed.push(line) });
  for (;;) {
    const outcome = machine.run(MOST_CALLS);
    if (outcome.kind === 'answer') {
      done.answers.push(showAnswer(outcome.answer.bindings, text, host));
      if (done.answers.length === MOST_ANSWERS) return done;
    } else if (outcome.kind === 'error') {
      done.error = `${outcome.error.code}: ${outcome.error.message}`;
      return done;
    } else return outcome.kind === 'done' ? done : undefined;
  }
}

/** The same under a debugger, going on and back at random. */
function debug(query: PreparedQuery, text: string, host: DataHost, seed: number): Done | undefined {
  const done: Done = { answers: [], printed: [], error: undefined };
  let state = seed;
  const below = (bound: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % bound;
  };
  const debuggee = new Debuggee(query, { host, checkpointEvery: 13, print: (line) => done.printed.push(line) });
  for (let moves = 0; ; moves++) {
    const outcome =
      moves < 30 && below(3) > 0 ? debuggee.forward(() => below(4) === 0, 1 + below(40)) : debuggee.forward();
    if (outcome.kind === 'done' || debuggee.answers.length === MOST_ANSWERS) break;
    if (outcome.kind === 'error') {
      done.error = `${outcome.error.code}: ${outcome.error.message}`;
      break;
    }
    if (debuggee.lastEvent > MOST_EVENTS) return undefined;
    if (below(5) === 0) debuggee.backward(() => below(9) === 0);
    else if (below(7) === 0) debuggee.jump(below(debuggee.lastEvent + 1));
  }
  done.answers.push(...debuggee.answers.map(({ answer }) => showAnswer(answer.bindings, text, host)));
  return done;
}

it.each([
  ['something of everything', generatedCases],
  ['what is rarer, and has more constraints', deepCases],
] as const)(
  'a debugged query says what it says when nobody looks (%s)',
  (_, cases) => {
    let compared = 0;
    const numRuns = Number(process.env.ANSWERS_POLICIES ?? 60);
    const sample = { seed: Number(process.env.ANSWERS_SEED ?? 3), numRuns };
    for (const { query, text, host, about } of generatedQueries(cases, sample)) {
      const plain = run(query, text, host);
      const debugged = plain && debug(query, text, host, compared);
      if (debugged === undefined) continue;
      expect(debugged, about).toEqual(plain);
      compared++;
    }
    expect(compared).toBeGreaterThan(numRuns * 5);
  },
  300_000,
);

const corpus = resolve(process.env.POLAR_CORPUS ?? resolve(import.meta.dirname, '../../../shared/corpus'), 'library');
const policies = existsSync(corpus) ? readdirSync(corpus).filter((name) => name.endsWith('.polar')) : [];

it.each(policies)('a debugged query says what it says when nobody looks (%s)', (name) => {
  const policy = createPolicy([{ uri: 'p.polar', text: readFileSync(resolve(corpus, name), 'utf8') }], {
    dialect: 'library',
  });
  const { host } = loadData('{}').data;
  // Classes are of nobody's making here: what a pattern says of a variable is a constraint on it.
  const program = compile(policy);
  for (const [index, [predicate, { clauses }]] of [...policy.predicates].entries()) {
    for (const arity of new Set(clauses.map((clause) => clause.arity))) {
      const text = `${predicate}(${['x', 'y', 'z', 'u', 'v', 'w'].slice(0, arity).join(', ')})`;
      const { query } = prepare(program, text);
      const plain = query && run(query, text, host);
      const debugged = plain && debug(query, text, host, index);
      if (debugged !== undefined) expect(debugged, text).toEqual(plain);
    }
  }
});

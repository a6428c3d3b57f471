import { createRequire } from 'node:module';
import {
  type AsyncHost,
  compile,
  DataHost,
  type Host,
  type HostDescription,
  HostError,
  loadData,
  Machine,
  type MachineOptions,
  type Outcome as MachineOutcome,
  type PreparedQuery,
  prepare,
  type Reply,
} from '@polar-tools/evaluator';
import { rangeOf } from '@polar-tools/language';
import { type Configuration, check, createPolicy, type Diagnostic } from '@polar-tools/policy';
import { type Case, type LoadFault, MOST_GOALS, type Outcome } from './case.ts';
import { reportOfFault, reportOfOurs } from './error-report.ts';
import { forgetCount, liveHost } from './live-world.ts';
import { showAnswer } from './show-ours.ts';

const isEqual = createRequire(import.meta.url)('lodash.isequal') as (left: unknown, right: unknown) => boolean;

/** As for the oracle: answers after which a query is stopped. */
const MOST_ANSWERS = 15;
/** Calls after which it is: for the oracle goals are counted, of which a call is several. */
const LONGEST = Math.max(MOST_GOALS / 4, 300);
/** Calls between looks at their number, where the application may answer later. */
const SLICE = LONGEST / 10;
const CALLS_A_QUESTION = 3;

/** Who answers: at once, or perhaps later. */
export type Application =
  | { readonly kind: 'sync'; readonly host: Host }
  | { readonly kind: 'async'; readonly host: AsyncHost };

/** What a machine said, as an outcome; undefined while it goes on. */
function ended(
  said: MachineOutcome,
  query: PreparedQuery,
  policy: string,
  answers: string[],
  printed: string[],
  host: HostDescription,
): Outcome | undefined {
  const text = query.text ?? '';
  const outcome = (error?: string, message?: string): Outcome => ({ answers, printed, error, message });
  switch (said.kind) {
    case 'answer':
      answers.push(showAnswer(said.answer.bindings, text, host));
      return answers.length >= MOST_ANSWERS ? outcome('too-many-answers') : undefined;
    case 'done':
      return outcome();
    case 'paused':
      return outcome('too-long');
    case 'error':
      return {
        ...outcome(said.error.code, said.error.message),
        report: reportOfOurs(said.error, (uri) => (uri === undefined ? text : policy)),
      };
    case 'question':
      return undefined;
  }
}

async function run(query: PreparedQuery, policy: string, { kind, host }: Application): Promise<Outcome> {
  const answers: string[] = [];
  const printed: string[] = [];
  forgetCount();
  const options: MachineOptions = {
    print: (text) => printed.push(text),
    ...(kind === 'sync' && { host }),
  };
  const machine = new Machine(query, options);
  // A run that was stopped by a question does not say how many calls it has made since: one question counts as several.
  for (let calls = 0; ; ) {
    const said = machine.run(kind === 'sync' ? LONGEST : SLICE);
    if (said.kind === 'paused' && kind === 'async' && calls < LONGEST) {
      calls += SLICE;
      continue;
    }
    const outcome = ended(said, query, policy, answers, printed, host);
    if (outcome !== undefined) return outcome;
    if (said.kind !== 'question') continue;
    if (kind === 'sync') throw new Error(`The machine asked ${said.question.kind} although it has a host.`);
    calls += CALLS_A_QUESTION;
    if (calls > LONGEST) return { answers, printed, error: 'too-long', message: '' };
    machine.answer(await replyOf(host, said.question));
  }
}

/** What {@link import('@polar-tools/evaluator').solveAsync} makes of a promise that is rejected. */
async function replyOf(host: AsyncHost, question: Parameters<AsyncHost['answer']>[0]): Promise<Reply> {
  try {
    return await host.answer(question);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return new HostError('exception', 'exception', message, error);
  }
}

/** A policy in our engine, or why it does not load. */
export interface OurSession {
  readonly faults: readonly LoadFault[];
  /** `application`: another one than the case's. */
  ask(query: string, application?: Application): Promise<Outcome>;
  readonly application: Application;
}

function applicationOf({ data = {}, live = false }: Case): Application {
  if (live) return { kind: 'async', host: liveHost(isEqual) };
  const loaded = loadData(JSON.stringify(data));
  const [wrong] = loaded.errors;
  if (wrong !== undefined) throw new Error(`The case's data is wrong: ${wrong.message}`);
  const { classes, constants, objects } = loaded.data.host;
  // The oracle registers the objects: they are constants.
  return { kind: 'sync', host: new DataHost(classes, new Map([...objects, ...constants]), new Map()) };
}

/** What the application registers. */
const configurationOf = ({ classes, constants }: HostDescription): Configuration => ({
  dialect: 'library',
  classes: Object.fromEntries(
    [...classes.values()].map(({ name, fields, ancestry }) => [
      name,
      { fields: [...fields.keys()], extends: ancestry.slice(1).map((one) => one.name) },
    ]),
  ),
  constants: [...constants.keys()],
});

/** Loads a case's policy and data into our engine, and runs its inline queries. */
export async function loadOurs(asked: Case): Promise<OurSession> {
  const application = applicationOf(asked);
  const { host } = application;
  const policy = createPolicy([{ uri: 'policy.polar', text: asked.policy }], configurationOf(host));
  const program = compile(policy, host);
  const guarded = async (query: PreparedQuery, by: Application): Promise<Outcome> => {
    try {
      return await run(query, asked.policy, by);
    } catch (thrown) {
      // The machine must never throw: that it does is the finding.
      return { answers: [], printed: [], error: 'thrown', message: (thrown as Error).stack ?? String(thrown) };
    }
  };
  const faults = (check(policy).get('policy.polar') ?? [])
    .filter(({ severity }) => severity === 'error')
    .map((diagnostic) => faultOf(diagnostic, asked.policy));
  for (const { uri, query } of faults.length > 0 ? [] : policy.queries) {
    const prepared = prepare(program, query.query, uri).query;
    const outcome = prepared && (await guarded(prepared, application));
    if (outcome === undefined) continue;
    if (outcome.answers.length > 0) continue;
    const { start, end } = rangeOf(query.query);
    const { words, position } = reportOfFault({ message: asked.policy.slice(start, end), start }, asked.policy);
    const place = position?.replace(':', ', column ');
    const failed = { words: `Inline query failed: ${words} at line ${place}`, position: undefined, trace: undefined };
    faults.push({ error: outcome.error ?? 'inline-query-failed', report: outcome.report ?? failed });
    break;
  }
  return {
    faults,
    application,
    ask: async (query, by = application) => {
      const { query: prepared, errors } = prepare(program, query);
      if (prepared !== undefined) return guarded(prepared, by);
      const [error] = errors;
      const report = error && reportOfFault(error, query);
      return { answers: [], printed: [], error: 'parse-error', message: error?.message, report };
    },
  };
}

const faultOf = (diagnostic: Diagnostic, policy: string): LoadFault => ({
  // Only when it runs an inline query does the reference meet this one.
  error: diagnostic.code === 'query-for-undefined-rule' ? diagnostic.code : `validation-error:${diagnostic.code}`,
  report: reportOfFault(diagnostic, policy),
});

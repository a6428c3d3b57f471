import { compile, type DataHost, loadData, Machine, type Program, prepare } from '@polar-tools/evaluator';
import { createPolicy } from '@polar-tools/policy';
import type { Case, Outcome } from './case.ts';
import { reportOfFault, reportOfOurs } from './error-report.ts';
import { showAnswer } from './show-ours.ts';

/** As for the oracle: answers after which a query is stopped. */
const MOST_ANSWERS = 15;
/** Calls after which it is: the oracle gets 4,000 goals, and a call is several. */
const LONGEST = 1_000;

function ask(program: Program, policy: string, query: string, host: DataHost): Outcome {
  const answers: string[] = [];
  const printed: string[] = [];
  const outcome = (error?: string, message?: string): Outcome => ({ answers, printed, error, message });
  const { query: prepared, errors } = prepare(program, query);
  if (prepared === undefined) {
    const [error] = errors;
    return { ...outcome('parse-error', error?.message), report: error && reportOfFault(error, query) };
  }
  const machine = new Machine(prepared, { host, print: (text) => printed.push(text) });
  for (;;) {
    const said = machine.run(LONGEST);
    switch (said.kind) {
      case 'answer':
        answers.push(showAnswer(said.answer.bindings, query, host));
        if (answers.length >= MOST_ANSWERS) return outcome('too-many-answers');
        break;
      case 'done':
        return outcome();
      case 'paused':
        return outcome('too-long');
      case 'error':
        return {
          ...outcome(said.error.code, said.error.message),
          report: reportOfOurs(said.error, (uri) => (uri === undefined ? query : policy)),
        };
      case 'question':
        throw new Error(`The machine asked ${said.question.kind} although it has a host.`);
    }
  }
}

/** A policy in our engine. */
export interface OurSession {
  ask(query: string): Outcome;
}

/** Loads a case's policy and data into our engine. */
export function loadOurs({ policy, data = {} }: Case): OurSession {
  const loaded = loadData(JSON.stringify(data));
  const [wrong] = loaded.errors;
  if (wrong !== undefined) throw new Error(`The case's data is wrong: ${wrong.message}`);
  const { host } = loaded.data;
  const program = compile(createPolicy([{ uri: 'policy.polar', text: policy }], { dialect: 'library' }), host);
  return {
    ask(query) {
      try {
        return ask(program, policy, query, host);
      } catch (thrown) {
        // The machine must never throw: that it does is the finding.
        return { answers: [], printed: [], error: 'thrown', message: (thrown as Error).stack ?? String(thrown) };
      }
    },
  };
}

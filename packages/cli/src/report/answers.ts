import { type Answer, type HostDescription, type HostObject, printTerm, termToJson } from '@polar-tools/evaluator';
import { printable, printString } from '@polar-tools/language';
import type { Failure } from '../failure.ts';
import { failureAsJson } from './failure.ts';
import { spaced } from './spaced-json.ts';

export type AnswerFormat = 'text' | 'json' | 'jsonl';

/** What a format writes for each answer, as it is found, and at the end. */
export interface AnswerReport {
  answer(answer: Answer): string;
  /**
   * @param failure why the query ended, if it did not end by itself
   * @param why there is no answer, line by line
   */
  end(failure: Failure | undefined, why: readonly string[]): string;
}

/**
 * - text: `action = "read"`, one answer a line; `true` or `false` where there is nothing to name. A failure is told elsewhere.
 * - json: `{"results": [{"action": "read"}]}`, and `error` or `why` beside it, written piece by piece
 * - jsonl: `{"action": "read"}`, one answer a line; a failure is `{"error": …}`
 */
export function answerReport(format: AnswerFormat, host: HostDescription | undefined): AnswerReport {
  if (format === 'jsonl') {
    return {
      answer: (answer) => `${JSON.stringify(answerToJson(answer, host))}\n`,
      end: (failure) => (failure === undefined ? '' : `${JSON.stringify({ error: failureAsJson(failure) })}\n`),
    };
  }
  if (format === 'json') {
    let answers = 0;
    // Written as they are found: what came before an end that comes too early is there, and the document is whole.
    const next = (): string => (answers++ === 0 ? '{"results": [' : ', ');
    return {
      answer: (answer) => `${next()}${spaced(answerToJson(answer, host))}`,
      end: (failure, why) => {
        const begun = answers === 0 ? '{"results": [' : '';
        const error = failure === undefined ? '' : `, "error": ${JSON.stringify(failureAsJson(failure))}`;
        const reasons = why.length === 0 ? '' : `, "why": ${spaced(why)}`;
        return `${begun}]${error}${reasons}}\n`;
      },
    };
  }
  let answers = 0;
  return {
    answer: (answer) => {
      answers++;
      return `${answerToText(answer, host)}\n`;
    },
    end: (failure) => (answers === 0 && failure === undefined ? 'false\n' : ''),
  };
}

/** An answer as data: `{"action": "read"}`; of a query without variables, `{}`. */
export function answerToJson({ bindings }: Answer, host: HostDescription | undefined): Record<string, unknown> {
  const describe = describer(host);
  return Object.fromEntries([...bindings].map(([name, term]) => [name, termToJson(term, describe)]));
}

/** An answer as a Prolog top level prints it: `action = "read", user = larry`; of a query without variables, `true`. */
export function answerToText({ bindings }: Answer, host: HostDescription | undefined): string {
  if (bindings.size === 0) return 'true';
  const how = { describe: describer(host), quote: printString };
  return [...bindings].map(([name, term]) => printable(`${name} = ${printTerm(term, how)}`)).join(', ');
}

function describer(host: HostDescription | undefined): ((object: HostObject) => string) | undefined {
  return host && ((object) => host.describe(object));
}

import { type AnswerValue, type CloudAnswer, printAnswer, printFact } from '@polar-tools/evaluator';
import { printable } from '@polar-tools/language';
import type { Failure } from '../failure.ts';
import type { AnswerFormat } from './answers.ts';
import { failureAsJson } from './failure.ts';
import { spaced } from './spaced-json.ts';

/** What a format writes for each answer of a Cloud query, and at the end. */
export interface CloudAnswerReport {
  answer(answer: CloudAnswer): string;
  end(failure: Failure | undefined): string;
}

/**
 * - text: a fact a line, `allow(User:bob, String:read, Repository:foo)`, or the values of a condition's variables; `(no results)` without one
 * - json: `{"results": [{"fact": "allow(…)", "bindings": {"action": "read"}}]}`, and `error` beside it; `same` where wildcards stand for one value: the
 *   places of a fact's arguments from 0, or the names of variables
 * - jsonl: the same, one answer a line
 */
export function cloudAnswerReport(format: AnswerFormat): CloudAnswerReport {
  let answers = 0;
  if (format === 'text') {
    return {
      answer: (answer) => {
        answers++;
        return `${cloudAnswerAsText(answer)}\n`;
      },
      end: (failure) => (answers === 0 && failure === undefined ? '(no results)\n' : ''),
    };
  }
  if (format === 'jsonl') {
    return {
      answer: (answer) => `${JSON.stringify(answerAsJson(answer))}\n`,
      end: (failure) => (failure === undefined ? '' : `${JSON.stringify({ error: failureAsJson(failure) })}\n`),
    };
  }
  return {
    answer: (answer) => `${answers++ === 0 ? '{"results": [' : ', '}${spaced(answerAsJson(answer))}`,
    end: (failure) =>
      `${answers === 0 ? '{"results": [' : ''}]${failure === undefined ? '' : `, "error": ${JSON.stringify(failureAsJson(failure))}`}}\n`,
  };
}

export const cloudAnswerAsText = (answer: CloudAnswer): string => printable(printAnswer(answer));

function answerAsJson({ fact, bindings, same }: CloudAnswer): object {
  return {
    ...(fact !== undefined && { fact: printFact(fact) }),
    bindings: Object.fromEntries([...bindings].map(([name, value]) => [name, valueAsJson(value)])),
    ...(same !== undefined && {
      same: fact === undefined ? same.map((places) => places.map((at) => [...bindings.keys()][at])) : same,
    }),
  };
}

/**
 * A value as the client libraries write it: a text, an integer (beyond 2^53 as `{"type": "Integer", "id": "…"}`), a boolean, or `{"type": "User", "id":
 * "bob"}`; a wildcard has the id `_`, and no type where it is for any.
 */
export function valueAsJson({ type, id }: AnswerValue): unknown {
  if (id === undefined) return { ...(type !== undefined && { type }), id: '_', wildcard: true };
  if (type === 'String') return id;
  if (type === 'Boolean') return id === 'true';
  if (type === 'Integer' && Number.isSafeInteger(Number(id))) return Number(id);
  return { type, id };
}

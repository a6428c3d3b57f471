import type { CloudAnswer } from '../dialect/cloud/answers.ts';
import { printAnswer } from '../dialect/cloud/print-answer.ts';
import type { CloudQuery } from '../dialect/cloud/query.ts';
import type { Answer } from '../run/outcome.ts';
import { cloudTerm } from './cloud-terms.ts';

/** An answer as a debugger shows it: the values of variables; the fact where a wildcard was asked for, as the command line prints it. */
export function toldAnswer({ hasWildcards }: CloudQuery, answer: CloudAnswer): Answer {
  const bindings = new Map([...answer.bindings].map(([name, value]) => [name, cloudTerm(value)]));
  return hasWildcards || answer.same !== undefined ? { bindings, text: printAnswer(answer) } : { bindings };
}

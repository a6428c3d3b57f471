import type { Evaluation, EvaluationStep, OngoingEvaluation, VariableView } from '../debug/view.ts';
import { type CloudQuery, prepareCloud, queryExpression } from '../dialect/cloud/query.ts';
import { CloudRun } from '../dialect/cloud/run.ts';
import { literalValue } from '../dialect/cloud/term.ts';
import type { CloudValue } from '../facts/value.ts';
import type { Answer } from '../run/outcome.ts';
import { cloudTerm, valueOfTerm } from './cloud-terms.ts';
import type { CourseSetting } from './course.ts';
import { toldAnswer } from './told-answer.ts';

/** Steps of a run that take about as long as a call of the Library's machine. */
const STEPS_A_CALL = 4;

/** A text evaluated with the variables of a rule, apart from the run. */
export class CloudEvaluation implements OngoingEvaluation {
  readonly #outcome: Evaluation | undefined;
  readonly #query: CloudQuery | undefined;
  readonly #run: CloudRun | undefined;
  readonly #most: number;
  /** Variables of the rule that the text names and that have no value. */
  readonly #open: readonly string[] = [];
  readonly #answers: Answer[] = [];

  constructor(setting: CourseSetting, text: string, variables: readonly VariableView[], solutions: number) {
    this.#most = solutions;
    const value = valueOfText(text, variables);
    if (value !== undefined) {
      this.#outcome = value;
      return;
    }
    const unknown = /^\s*[\p{L}_][\p{L}\p{N}_]*\s*$/u.test(text) && !/^\s*(true|false)\s*$/.test(text);
    if (unknown) {
      const message = `There is no variable ${text.trim()} here. Ask a query, such as allow(User:anne, action, resource).`;
      this.#outcome = { kind: 'error', message };
      return;
    }
    const known = new Map<string, CloudValue>();
    for (const { name, value, bound } of variables) {
      const is = bound ? valueOfTerm(value) : undefined;
      if (is !== undefined) known.set(name, is);
    }
    const { query, errors } = prepareCloud(setting.program, text, known);
    if (query === undefined) {
      this.#outcome = { kind: 'error', message: errors[0]?.message ?? 'This is no query.' };
      return;
    }
    const there = new Set(variables.map(({ name }) => name));
    this.#open = query.variables.filter((name) => there.has(name) && !known.has(name));
    const now = Number(setting.program.values.value(setting.now).id);
    this.#query = query;
    this.#run = new CloudRun(query, { facts: setting.facts, now, order: solutions === 1 ? 'found' : 'sorted' });
  }

  run(calls: number): EvaluationStep {
    if (this.#outcome !== undefined) return this.#outcome;
    for (;;) {
      const outcome = this.#run!.run(calls * STEPS_A_CALL);
      if (outcome.kind === 'paused') return outcome;
      if (outcome.kind === 'error') {
        const { code, message } = outcome.error;
        const isOpen = code === 'unbound-variable' && this.#open.length > 0;
        return { kind: 'error', message, ...(isOpen && { open: this.#open }) };
      }
      if (outcome.kind === 'done') return { kind: 'answers', answers: this.#answers, more: false };
      if (this.#answers.length === this.#most) return { kind: 'answers', answers: this.#answers, more: true };
      this.#answers.push(toldAnswer(this.#query!, outcome.answer));
      if (this.#most === 1) return { kind: 'answers', answers: this.#answers, more: false };
    }
  }

  answer(): void {
    // Nothing is asked of anybody.
  }
}

/** A variable, or a value as it is written. */
function valueOfText(text: string, variables: readonly VariableView[]): Evaluation | undefined {
  const name = text.trim();
  const variable = variables.find((one) => one.name === name);
  if (variable !== undefined) return { kind: 'value', value: variable.value };
  const expression = queryExpression(text);
  const value = expression && literalValue(expression);
  return value === undefined || value.type === 'Boolean' ? undefined : { kind: 'value', value: cloudTerm(value) };
}

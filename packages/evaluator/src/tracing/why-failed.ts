import type { Candidate, WhyFailed } from '../debug/view.ts';
import { FACTS } from '../tables/plan.ts';
import { Plans } from '../tables/plans.ts';
import { readSlot } from './bindings.ts';
import type { CloudDebuggee } from './cloud-debuggee.ts';
import type { Level } from './stack.ts';

/** Why the goal at whose `fail` event a debuggee stands does not hold. */
export function whyFailed(debuggee: CloudDebuggee, level: Level | undefined): WhyFailed | undefined {
  const { goal, remembered, circle } = debuggee.view;
  if (goal === undefined) return undefined;
  const step = level?.plan.steps[level.at];
  const { predicate, rules } = asked(debuggee, level);
  const candidates = rules.map((clause): Candidate => ({ clause, mismatch: undefined }));
  const why = { goal, predicate: predicate?.name, arguments: debuggee.callArguments, candidates };
  const because = (reason: string): WhyFailed => ({ ...why, reason });
  if (step?.negated === true && step.predicate !== undefined) return because('What it denies holds.');
  if (predicate === undefined) return because('It is not so.');
  if (remembered === true) return because('It was asked before, and has no answer.');
  if (circle === true) return because('The same is asked already further up, and has no (other) answer until now.');
  if (step?.kind === FACTS || rules.length === 0) {
    const fits = debuggee.factsOfGoal(0, 0).total > 0;
    return because(fits ? 'No other fact fits it.' : 'No fact fits it.');
  }
  return because(
    rules.length === 1
      ? 'The rule that fits it has no (more) answer.'
      : `None of the ${rules.length} rules that fit it has a further answer.`,
  );
}

function asked(debuggee: CloudDebuggee, level: Level | undefined) {
  const { program, asked: questions } = debuggee.setting;
  const step = level?.plan.steps[level.at];
  if (level === undefined || step === undefined) {
    const name = debuggee.view.predicate;
    return { predicate: name === undefined ? undefined : { name }, rules: questions.length > 0 ? [] : [] };
  }
  if (step.predicate === undefined) return { predicate: undefined, rules: [] };
  const bindings = { slots: [...level.slots], links: true };
  const codes = step.arguments.map((argument) => readSlot(bindings, argument));
  const rules = Plans.of(program)
    .rulesFor(step.predicate, codes)
    .flatMap(({ rule }) => rule?.clause ?? []);
  const name = step.predicate.name.startsWith('@') ? undefined : { name: step.predicate.name };
  return { predicate: name, rules: [...new Set(rules)] };
}

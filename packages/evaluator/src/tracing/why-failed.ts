import type { Candidate, WhyFailed } from '../debug/view.ts';
import { FACTS } from '../tables/plan.ts';
import { Plans } from '../tables/plans.ts';
import type { CloudDebuggee } from './cloud-debuggee.ts';
import type { Level } from './stack.ts';

/** Why the goal at whose `fail` event a debuggee stands does not hold. */
export function whyFailed(debuggee: CloudDebuggee, level: Level | undefined): WhyFailed | undefined {
  const { goal, remembered, circle } = debuggee.view;
  if (goal === undefined) return undefined;
  const step = level?.plan.steps[level.at];
  const isLetFail = debuggee.wasLetFail(debuggee.view.activation);
  const { predicate, rules, clauses } = asked(debuggee, level);
  const candidates = clauses.map((clause): Candidate => ({ clause, mismatch: undefined }));
  const why = { goal, predicate: predicate?.name, arguments: debuggee.callArguments, candidates };
  const because = (reason: string): WhyFailed => ({ ...why, reason });
  if (isLetFail) return because('You let it fail.');
  if (step?.negated === true && step.predicate !== undefined) return because('What it denies holds.');
  if (predicate === undefined) return because('It is not so.');
  if (remembered === true) return because('It was asked before, and has no answer.');
  if (circle === true) return because('The same is asked already further up, and has no (other) answer until now.');
  if (step?.kind === FACTS || rules === 0) {
    const fits = debuggee.factsOfGoal(0, 0).total > 0;
    return because(fits ? 'No other fact fits it.' : 'No fact fits it.');
  }
  // What was asked itself fails only where it has had no answer.
  const none = level === undefined;
  if (rules === 1) return because(`The rule that fits it has no ${none ? '' : '(more) '}answer.`);
  return because(`None of the ${rules} rules that fit it has ${none ? 'an' : 'a further'} answer.`);
}

/** What a goal calls, and how many rules fit that; a rule that the language has by itself is no clause of the policy. */
function asked(debuggee: CloudDebuggee, level: Level | undefined) {
  const called = debuggee.calledAt(level);
  if (called === undefined) return { predicate: undefined, rules: 0, clauses: [] };
  const plans = Plans.of(debuggee.setting.program).rulesFor(called.predicate, called.codes);
  const clauses = new Set(plans.flatMap(({ rule }) => rule?.clause ?? []));
  const own = plans.filter(({ rule }) => rule !== undefined && rule.clause === undefined);
  const { name } = called.predicate;
  return {
    predicate: name.startsWith('@') ? undefined : { name },
    rules: clauses.size + own.length,
    clauses: [...clauses],
  };
}

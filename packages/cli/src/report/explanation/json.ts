import type { Place, RuleStep, Step } from '@polar-tools/evaluator';
import type { ToldExplanation, Where } from './told.ts';

/** An explanation as data: `docs/explanation.schema.json`. */
export function explanationAsJson({ explanation, flips, flipsBounded, where }: ToldExplanation): string {
  const { dialect, query, outcome, answers, failure, bounds } = explanation;
  const report = {
    dialect,
    query,
    outcome,
    answers: answers.map(({ bindings, steps }) => ({ bindings, steps: steps.map((step) => stepOf(step, where)) })),
    failure: failure.map((step) => stepOf(step, where)),
    flips: flips.map(({ texts, changes, beside }) => ({ text: texts.join(', and '), changes, alsoChanges: beside })),
    flipsBounded,
    bounds,
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function stepOf({ place, rules, within, cutsBefore, ...step }: Step, where: Where): object {
  return {
    ...step,
    ...placed(place, where),
    ...(rules.length > 0 && { rules: rules.map((rule) => ruleOf(rule, where)) }),
    ...(cutsBefore !== undefined && { cutsBefore: cutsBefore.map(({ cut, ...one }) => ({ ...one, cut: where(cut) })) }),
    ...(within.length > 0 && { within: within.map((one) => stepOf(one, where)) }),
  };
}

function ruleOf({ place, cut, goals, ...rule }: RuleStep, where: Where): object {
  const by = where(cut);
  return {
    ...rule,
    ...placed(place, where),
    ...(by !== undefined && { cut: by }),
    ...(goals.length > 0 && { goals: goals.map((goal) => stepOf(goal, where)) }),
  };
}

const placed = (place: Place | undefined, where: Where): object => where(place) ?? {};

import { type Answer, isFound } from '../../ask/answer.ts';

/**
 * The answer for programs.
 *
 * @param isCutOff the search ended when its time was over
 */
export function answerAsJson(question: string, answer: Answer, samples: readonly string[], isCutOff: boolean): string {
  const report = { question, found: isFound(answer), ...partsOf(answer), ...(isCutOff && { timeOver: true }), samples };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function partsOf(answer: Answer): object {
  if (answer.kind === 'nobody') {
    const { permissions, unsettled, asked, objects } = answer;
    return { permissions, notSettled: unsettled, searched: { objects, permissions: asked } };
  }
  if (answer.kind === 'rules') {
    const { idle, unsettled, apart, rules, objects } = answer;
    return { rules: idle, notSettled: unsettled, notAsked: apart, searched: { objects, rules } };
  }
  const { objects, worlds, isComplete, unanswered } = answer.searched;
  return {
    witnesses: answer.witnesses.map(({ who, anyone, actor, action, resource, roles, query, told, world }) => ({
      who,
      anyone,
      actor,
      action,
      ...(resource !== undefined && { resource }),
      roles,
      query,
      with: told,
      world,
    })),
    searched: { objects, worlds, complete: isComplete, unanswered },
  };
}

import {
  callReason,
  type Debuggee,
  goalReason,
  goalText,
  isWholeSentence,
  noRulesText,
  reasonText,
  type SteppedRun,
  whyNot,
  whyNotLines,
} from '@polar-tools/evaluator';
import { readQuery } from '@polar-tools/policy';
import { placesOf } from '../runtime/places.ts';
import { conditionFault, nameFault, nameNotes } from '../session/check-condition.ts';
import type { DebugDialect } from './dialect.ts';

/** A Library policy: its rules and the application's objects. */
export const libraryDialect: DebugDialect = {
  objectsHaveFields: true,
  places: placesOf,
  clauses: ({ predicates }, name) => predicates.get(name)?.clauses ?? [],
  hasFacts: () => false,
  faults: (text, policy) => readQuery(text, policy).errors,
  conditionFault,
  nameFault,
  failure: (run, why, { write, goal: shown }) => {
    const { node } = why.goal;
    if (why.predicate !== undefined) {
      const goal = shown ?? goalText(node);
      return `${goal} fails. ${why.candidates.length > 0 ? why.reason : noRulesText(why.reason, why.predicate, aritiesOf(run, why.predicate))}`;
    }
    const reason = goalReason(run as Debuggee, why);
    const text = reasonText(reason, write);
    return isWholeSentence(reason) ? text : `${goalText(node)} fails: ${text}`;
  },
  *explain(run, wording) {
    const predicate = run.view.predicate;
    const why = yield* whyNot(run as Debuggee);
    return { lines: whyNotLines(why, wording), reason: callReason(why, predicate, wording) };
  },
  facts: () => undefined,
  ask: (_run, text, _frame, asked) =>
    /^why\s/.test(text) && readQuery(text, asked.loaded.policy).errors.length > 0 ? [HOW_TO_EXPLAIN] : undefined,
  notes: (_run, text, _frame, asked) => nameNotes(text, asked),
  advice: { limit: 'Look for a rule that calls itself without end', time: 'Does a rule call itself without end?' },
  words: ['and', 'or', 'not', 'in', 'matches', 'forall', 'new', 'cut', 'print', 'true', 'false', 'mod', 'rem'],
};

const HOW_TO_EXPLAIN =
  'The console answers queries. The command "Polar: Explain a Query" says why a query has an answer or none, and `polar explain` on the command line; "Explain This Goal" where the debugger stands.';

/** How many parameters the rules of a name have, each number once. */
function aritiesOf({ policy }: SteppedRun, predicate: string): readonly number[] {
  const clauses = policy.predicates.get(predicate)?.clauses ?? [];
  return [...new Set(clauses.map(({ arity }) => arity))].sort((a, b) => a - b);
}

import { FAIL_PORT, REDO_PORT } from '../run/ports.ts';
import type { Choice } from './choice.ts';
import type { ExactMachine } from './machine.ts';

/** Goes to the next alternative; where there is none, the search is over. Goals that have none left have failed. */
export function backtrack(run: ExactMachine): void {
  const { search, bindings } = run;
  for (;;) {
    const choice: Choice | null = search.choices === null ? null : search.choices.newestOpen;
    search.choices = choice;
    const failed = search.activation;
    if (failed !== search.base && failed !== null && (choice === null || choice.depth <= failed.choices)) {
      bindings.undo(failed.mark);
      search.activation = failed.parent;
      if (!run.pass(FAIL_PORT, failed, -1)) continue;
      // The debugger stops here: the rest is for later.
      run.fail();
      return;
    }
    if (choice === null) break;
    bindings.undo(choice.mark);
    search.choices = choice.previous;
    if (choice.redone !== undefined) {
      search.activation = choice.redone;
      if (!run.pass(REDO_PORT, choice.redone, -1)) continue;
      // The debugger stops here: the rest is for later.
      run.fail();
      return;
    }
    const { goals, queries, trace, activation } = choice.place;
    search.activation = activation;
    if (choice.next >= choice.count) continue;
    const later = choice.later();
    if (later.newestOpen === later) search.choices = later;
    search.goals = goals;
    search.queries = queries;
    search.trace = trace;
    search.pushAll(choice.alternative(choice.next));
    return;
  }
  search.goals = null;
  search.push({ kind: 'halt' });
}

/** One answer that changes over facts or data that are there. */
export interface AnswerChange {
  /** As a query names them; `_` where it is so for any. */
  readonly actor: string;
  readonly action: string;
  readonly resource: string | undefined;
  readonly change: 'allowed' | 'denied';
}

/** The answers that change for one action on one resource. */
export interface GroupedChange {
  readonly action: string;
  readonly resource: string | undefined;
  readonly change: 'allowed' | 'denied';
  /** For whom the answer changes. */
  readonly actors: readonly string[];
  /** Those for whom it was, or becomes, so all the same. */
  readonly others: readonly string[];
  /** With the change, or before it, everyone may: the rule that makes the difference asks nothing of the actor. */
  readonly anyone: boolean;
}

/** A question that one policy answers, where the other one ends with an error, or does not end soon. */
export interface EndedQuestion {
  readonly query: string;
  /** What the one says. */
  readonly allowed: boolean;
  /** It is the changed policy that does not answer. */
  readonly after: boolean;
  readonly why: string;
}

/** What was compared over facts or data. */
export interface ComparedAnswers {
  readonly changes: readonly GroupedChange[];
  readonly ended: readonly EndedQuestion[];
  /** Questions that were asked of both policies; undefined where all were asked at once. */
  readonly questions: number | undefined;
  /** Everything was compared. */
  readonly isComplete: boolean;
  /** Why not, where a policy ended with an error: what it said first. */
  readonly error: string | undefined;
}

/**
 * Puts together what changes for one action on one resource.
 *
 * @param mayOf who may do it, before and after
 * @param everyone all actors there are; empty where that is not known
 */
export function groupChanges(
  changes: readonly AnswerChange[],
  mayOf: (action: string, resource: string | undefined, after: boolean) => readonly string[],
  everyone: readonly string[],
): readonly GroupedChange[] {
  const groups = new Map<string, AnswerChange[]>();
  for (const change of changes) {
    const key = JSON.stringify([change.change, change.action, change.resource]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [change]);
    else group.push(change);
  }
  return [...groups.values()].map((group) => {
    const [{ action, resource, change }] = group as [AnswerChange];
    const actors = group.map(({ actor }) => actor);
    const may = mayOf(action, resource, change === 'allowed');
    const others = may.filter((actor) => !actors.includes(actor));
    const anyone = actors.includes('_') || (everyone.length > 1 && everyone.every((actor) => may.includes(actor)));
    return { action, resource, change, actors, others, anyone };
  });
}

import type { Explanation, RuleStep, Step } from '../proof/explanation.ts';
import type { Place } from '../proof/why-not-lines.ts';

/**
 * A goal that may be wrong: it holds and should not, or does not and should. Where it is wrong and none of those below it is, what it rests on is
 * at fault: the rule that gave it, or one that should have.
 */
export interface Suspect {
  /** With its values, as people are asked about it; of one that is about further solutions, with those that there are. */
  readonly id: string;
  readonly goal: string;
  readonly held: boolean;
  /** Solutions that it has, where the question is whether it should have others. */
  readonly found: readonly string[] | undefined;
  /** Where it is called. */
  readonly place: Place | undefined;
  /** It is a fact, or nothing but a fact could give it: there is nothing to look for below it. */
  readonly isFact: boolean;
  /** The rule that gave it; of what does not hold, those that could have, the nearest first. */
  readonly rules: readonly SuspectRule[];
  /** It was not looked into: the explanation ends there. */
  readonly isBounded: boolean;
  /** It is the whole query, where that is more than one goal. */
  readonly isQuery: boolean;
}

/** A rule on the way of a suspect. */
export interface SuspectRule {
  readonly head: string;
  /** Undefined for what stands in no file: what the language has by itself, or the query. */
  readonly place: Place | undefined;
  readonly outcome: RuleStep['outcome'];
  readonly reason: string | undefined;
  /** The goals that its outcome rests on. */
  readonly below: readonly Suspect[];
  /** What it compares and looks up, which is as right as the data. */
  readonly values: readonly Value[];
}

/** What a rule found in the data. */
export interface Value {
  readonly text: string;
  readonly place: Place | undefined;
}

/** What is said not to be as it should: the answer of a query, or that there is none. */
export function suspectOf(explanation: Explanation): Suspect {
  const { outcome, answers, failure, query } = explanation;
  const held = outcome === 'holds';
  const tree = new Tree();
  const { below, values } = tree.parts(held ? (answers[0]?.steps ?? []) : failure);
  const [only] = below;
  if (only !== undefined && below.length === 1 && values.length === 0 && only.held === held)
    return beneathImplied(only);
  const rule: SuspectRule = {
    head: query,
    place: undefined,
    outcome: held ? 'gave' : 'needs',
    reason: undefined,
    below,
    values,
  };
  return {
    id: query,
    goal: query,
    held,
    found: undefined,
    place: undefined,
    isFact: false,
    rules: [rule],
    isBounded: false,
    isQuery: true,
  };
}

/** What the implied `allow` asks for is what `allow` is asked for: nobody wrote that rule, and it is never at fault. */
function beneathImplied(suspect: Suspect): Suspect {
  const [rule] = suspect.rules;
  const [only] = rule?.below ?? [];
  const isImplied =
    rule !== undefined && suspect.rules.length === 1 && rule.place === undefined && rule.head.startsWith('allow(');
  return isImplied && only !== undefined && rule.below.length === 1 && only.held === suspect.held ? only : suspect;
}

type Growing = { -readonly [Key in keyof Suspect]: Suspect[Key] };

/** Makes suspects of steps; what is told once and meant again is one suspect. */
class Tree {
  readonly #suspects = new Map<string, Growing>();

  parts(steps: readonly Step[]): { readonly below: readonly Suspect[]; readonly values: readonly Value[] } {
    const below = new Map<string, Suspect>();
    const values: Value[] = [];
    for (const step of steps) {
      for (const suspect of this.#suspectsIn(step)) below.set(`${suspect.held} ${suspect.id}`, suspect);
      if (step.kind !== 'test' || !looksUp(step.written ?? step.goal)) continue;
      const { written, goal, reason, held } = step;
      const now = held || reason === undefined ? goal : reason.replace(/\.$/, '');
      values.push({ text: written === undefined || written === now ? now : `${written}: ${now}`, place: step.place });
    }
    return { below: [...below.values()], values };
  }

  #suspectsIn(step: Step): readonly Suspect[] {
    if (step.kind === 'test') return [];
    // What stands in parentheses, under a negation, or in a `forall` is asked about goal by goal.
    const isPart = step.kind === 'call' && (step.within.length > 0 || step.rules.some(isPartOfRule));
    if (step.kind === 'negation' || step.kind === 'forall' || isPart) {
      const inRules = step.rules.flatMap(({ goals, before = [] }) => [...goals, ...before]);
      return [...step.within, ...inRules].flatMap((one) => this.#suspectsIn(one));
    }
    return [this.#suspect(step)];
  }

  #suspect(step: Step): Suspect {
    const { goal, held, place, found } = step;
    const id = found === undefined ? goal : `${goal} besides ${found.join(', ')}`;
    const key = `${held} ${id}`;
    let suspect = this.#suspects.get(key);
    if (suspect === undefined) {
      suspect = { id, goal, held, found, place, isFact: false, rules: [], isBounded: true, isQuery: false };
      this.#suspects.set(key, suspect);
    }
    if (step.again === true || !suspect.isBounded) return suspect;
    const rules = step.rules.filter(({ outcome }) => held === (outcome === 'gave') || outcome === 'held');
    suspect.isFact = held ? step.kind === 'fact' : step.rules.length === 0 && step.reason !== UNTOLD;
    // A fact that the policy states stands there.
    if (held && suspect.isFact) suspect.place = step.rules[0]?.place;
    suspect.isBounded = rules.length === 0 && !suspect.isFact;
    suspect.rules = rules.map((rule): SuspectRule => {
      const { head, reason, goals, before = [], outcome } = rule;
      return { head, place: rule.place, outcome, reason, ...this.parts([...goals, ...before]) };
    });
    return suspect;
  }
}

/** What an explanation says of a goal into which it did not look. */
const UNTOLD = 'What lies further in is not told.';

const isPartOfRule = ({ head, place }: RuleStep): boolean => head === 'it' && place === undefined;

/** Whether a goal asks for an attribute, or for the members of something: `role.name`, not `0.5`. */
const looksUp = (goal: string): boolean =>
  /[\p{L}_)\]]\s*\.\s*[\p{L}_(]/u.test(goal.replaceAll(/"(?:[^"\\]|\\.)*"/g, ''));

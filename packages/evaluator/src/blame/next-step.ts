import type { Place } from '../proof/why-not-lines.ts';
import type { Suspect, SuspectRule, Value } from './suspect.ts';

/** What is asked of whoever knows how it should be. The `id` says what is asked, whatever was asked before. */
export type Question =
  /** Should it hold? Of a goal with solutions: should it have others than these? */
  | {
      readonly kind: 'goal';
      readonly id: string;
      readonly goal: string;
      readonly held: boolean;
      readonly found: readonly string[] | undefined;
      readonly place: Place | undefined;
      /** Suspects that are left, this one included. */
      readonly suspects: number;
    }
  /** Which of these should be otherwise: facts that hold, facts that are missing, or values in the data? */
  | {
      readonly kind: 'facts' | 'missing-facts' | 'values';
      readonly id: string;
      readonly goal: string;
      readonly choices: readonly Choice[];
    }
  /** Which of these rules should give the goal? */
  | { readonly kind: 'rules'; readonly id: string; readonly goal: string; readonly choices: readonly Choice[] };

export interface Choice {
  readonly text: string;
  readonly place: Place | undefined;
  /** Of a rule: what it lacks now. */
  readonly detail?: string;
}

/**
 * What is replied. To a goal: `yes`, it should hold, or `no`. To choices: the one that is wrong, or is meant, by number from 0; `yes` to facts and values,
 * that all are right; `no` to missing facts and rules, that none is meant. Where there is one choice alone, the other word means it.
 */
export type Reply = 'yes' | 'no' | 'unknown' | number;

/** What is at fault. */
export type Verdict =
  /** This rule gives what should not hold, or does not give what should. */
  | {
      readonly kind: 'rule';
      readonly head: string;
      readonly place: Place | undefined;
      readonly goal: string;
      readonly held: boolean;
    }
  /** This fact should not be there, or should. */
  | { readonly kind: 'fact'; readonly fact: string; readonly held: boolean; readonly place: Place | undefined }
  /** This is not as it should be in the data, which a rule asks for at a place. */
  | { readonly kind: 'value'; readonly text: string; readonly place: Place | undefined; readonly goal: string }
  /** No rule and no fact is meant to give it: something is missing. */
  | { readonly kind: 'missing'; readonly goal: string }
  /** The parts of the query are as they should be: it asks for something else than what was meant. */
  | { readonly kind: 'query'; readonly goal: string }
  /** Nobody could say: one of these. */
  | { readonly kind: 'unsure'; readonly goal: string; readonly held: boolean; readonly among: readonly string[] }
  /** What gives it was not looked into: the search is too large. */
  | { readonly kind: 'bounded'; readonly goal: string; readonly held: boolean };

export type Step =
  | { readonly kind: 'question'; readonly question: Question }
  | { readonly kind: 'verdict'; readonly verdict: Verdict };

/** What was replied, by the `id` of the question. */
export type Replies = ReadonlyMap<string, Reply>;

/** Choices of one question. */
const MOST_CHOICES = 12;

/**
 * What to ask next of an answer that is wrong, or what is at fault. The question is the one whose answer leaves the fewest suspects, either way
 * (Shapiro, Algorithmic Program Debugging, 1982: divide and query). A function of the replies alone: to take one back, leave it out.
 */
export function nextStep(wrong: Suspect, replies: Replies): Step {
  const known = (suspect: Suspect): boolean | undefined => {
    const reply = replies.get(goalId(suspect));
    return reply === 'yes' ? true : reply === 'no' ? false : undefined;
  };
  const isWrong = (suspect: Suspect): boolean => known(suspect) === !suspect.held;
  let blamed = wrong;
  // What is asked in a circle may lie below itself.
  const passed = new Set<Suspect>();
  for (;;) {
    const left = suspectsBelow(blamed, (suspect) => known(suspect) === suspect.held);
    const found = left.find((suspect) => isWrong(suspect) && !passed.has(suspect));
    if (found !== undefined) {
      passed.add(blamed);
      blamed = found;
      continue;
    }
    const open = left.filter((suspect) => !suspect.isFact && !replies.has(goalId(suspect)));
    const chosen = halving(open, (suspect) => known(suspect) === suspect.held);
    if (chosen !== undefined) return asking(chosen, open.length + 1);
    return atFault(blamed, left, replies);
  }
}

export const goalId = ({ id }: Pick<Suspect, 'id'>): string => id;

/** All that lies below one, each once, those near it first; nothing that is right, and nothing below that. */
function suspectsBelow(suspect: Suspect, isRight: (suspect: Suspect) => boolean): readonly Suspect[] {
  const found = new Set<Suspect>();
  const waiting = [suspect];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
    for (const { below } of next.rules)
      for (const one of below) {
        if (one === suspect || found.has(one) || isRight(one)) continue;
        found.add(one);
        waiting.push(one);
      }
  return [...found];
}

/** The suspect whose answer leaves the fewest, whatever it is. */
function halving(open: readonly Suspect[], isRight: (suspect: Suspect) => boolean): Suspect | undefined {
  const isOpen = new Set(open);
  let chosen: Suspect | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  for (const suspect of open) {
    const within = 1 + suspectsBelow(suspect, isRight).filter((one) => isOpen.has(one)).length;
    // Itself is left where it is wrong, and so is what is asked about where it is right.
    const left = Math.max(within, open.length + 1 - within) + (suspect.found === undefined ? 0 : 0.5);
    if (left >= fewest) continue;
    fewest = left;
    chosen = suspect;
  }
  return chosen;
}

const asking = (suspect: Suspect, suspects: number): Step => {
  const { goal, held, found, place } = suspect;
  return { kind: 'question', question: { kind: 'goal', id: goalId(suspect), goal, held, found, place, suspects } };
};

/** A goal is wrong, and no goal below it is known to be: its facts and values are left, and its rules. */
function atFault(blamed: Suspect, left: readonly Suspect[], replies: Replies): Step {
  const { goal, held, rules } = blamed;
  if (blamed.isFact) return verdict({ kind: 'fact', fact: goal, held, place: blamed.place });
  if (blamed.isBounded) return verdict({ kind: 'bounded', goal, held });
  const unsure = left.filter((suspect) => !suspect.isFact && replies.get(goalId(suspect)) === 'unknown');
  const ending = (sure: Verdict): Step =>
    unsure.length === 0
      ? verdict(sure)
      : verdict({ kind: 'unsure', goal, held, among: [textOf(sure), ...unsure.map(textOfSuspect)] });
  const facts = directFacts(rules, replies);
  for (const some of [true, false]) {
    const of = facts.filter((one) => one.held === some);
    const step = askFacts(goal, some, of, replies);
    if (step !== undefined) return step;
  }
  if (held) {
    const [rule] = rules;
    if (rule === undefined) return verdict({ kind: 'bounded', goal, held });
    return askValues(goal, rule.values, replies) ?? ending(ruleAtFault(rule, goal, held));
  }
  const [rule] = rules;
  if (blamed.isQuery && rule !== undefined)
    return askValues(goal, rule.values, replies) ?? ending({ kind: 'query', goal });
  // What the language has by itself is right.
  const candidates = rules.filter(({ place }) => place !== undefined);
  for (let at = 0; at < candidates.length; at += MOST_CHOICES) {
    const some = candidates.slice(at, at + MOST_CHOICES);
    const id = `rule for ${goal}${at === 0 ? '' : ` after ${at}`}`;
    const reply = replies.get(id);
    if (reply === undefined) {
      const choices = some.map(({ head, place, reason }) => ({ text: head, place, ...(reason && { detail: reason }) }));
      return { kind: 'question', question: { kind: 'rules', id, goal, choices } };
    }
    if (reply === 'unknown')
      return verdict({ kind: 'unsure', goal, held, among: some.map(({ head }) => `the rule ${head}`) });
    const chosen = choiceOf('rules', some, reply);
    if (chosen !== undefined) return askValues(goal, chosen.values, replies) ?? ending(ruleAtFault(chosen, goal, held));
  }
  return ending({ kind: 'missing', goal });
}

const ruleAtFault = ({ head, place }: SuspectRule, goal: string, held: boolean): Verdict => ({
  kind: 'rule',
  head,
  place,
  goal,
  held,
});

/** Facts that rules rest on, of which nobody has said whether they are right. */
function directFacts(rules: readonly SuspectRule[], replies: Replies): readonly Suspect[] {
  const facts = rules.flatMap(({ below }) => below.filter(({ isFact }) => isFact));
  return [...new Set(facts)].filter((fact) => {
    const reply = replies.get(goalId(fact));
    return reply === undefined || reply === 'unknown' || (reply === 'yes') !== fact.held;
  });
}

/** @param held asks which of the facts should not hold; else which of those that are missing should */
function askFacts(goal: string, held: boolean, facts: readonly Suspect[], replies: Replies): Step | undefined {
  const kind = held ? 'facts' : 'missing-facts';
  const [only] = facts;
  if (only !== undefined && facts.length === 1) return replies.has(goalId(only)) ? undefined : asking(only, 1);
  for (let at = 0; at < facts.length; at += MOST_CHOICES) {
    const some = facts.slice(at, at + MOST_CHOICES);
    const id = `${held ? 'wrong' : 'missing'} fact of ${goal}${at === 0 ? '' : ` after ${at}`}`;
    const chosen = choiceOf(kind, some, replies.get(id));
    if (chosen !== undefined) return verdict({ kind: 'fact', fact: chosen.goal, held, place: chosen.place });
    if (replies.has(id)) continue;
    const choices = some.map(({ goal: text, place }) => ({ text, place }));
    return { kind: 'question', question: { kind, id, goal, choices } };
  }
  return undefined;
}

function askValues(goal: string, values: readonly Value[], replies: Replies): Step | undefined {
  const some = values.slice(0, MOST_CHOICES);
  if (some.length === 0) return undefined;
  const id = `wrong value of ${goal}`;
  const chosen = choiceOf('values', some, replies.get(id));
  if (chosen !== undefined) return verdict({ kind: 'value', ...chosen, goal });
  if (replies.has(id)) return undefined;
  return { kind: 'question', question: { kind: 'values', id, goal, choices: some } };
}

/** What is chosen. Of one choice, the word that does not let it be chooses it. */
function choiceOf<T>(kind: Question['kind'], choices: readonly T[], reply: Reply | undefined): T | undefined {
  if (typeof reply === 'number') return choices[reply];
  return choices.length === 1 && reply === (letsBe(kind) === 'yes' ? 'no' : 'yes') ? choices[0] : undefined;
}

/** The word by which none of the choices is chosen. */
export const letsBe = (kind: Question['kind']): 'yes' | 'no' => (kind === 'facts' || kind === 'values' ? 'yes' : 'no');

const verdict = (found: Verdict): Step => ({ kind: 'verdict', verdict: found });

const textOfSuspect = ({ goal, held }: Suspect): string => (held ? goal : `what is missing for ${goal}`);

function textOf(found: Verdict): string {
  return found.kind === 'rule'
    ? `the rule ${found.head}`
    : found.kind === 'missing'
      ? 'a rule that is missing'
      : 'the query';
}

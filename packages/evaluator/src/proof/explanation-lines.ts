import type { Bound, Explanation, RuleStep, Seen, Step } from './explanation.ts';
import { cutBeforeText, furtherText, type Place } from './why-not-lines.ts';

/** What a line of an explanation says: doors give each a colour. */
export type LineKind = 'held' | 'failed' | 'rule' | 'fact' | 'note';

/** A line of a tree. */
export interface TreeLine {
  readonly depth: number;
  readonly kind: LineKind;
  readonly text: string;
  /** What it speaks of. */
  readonly place: Place | undefined;
  readonly seen?: Seen | undefined;
  /** Of a goal: with its values, as it was called. */
  readonly goal?: string;
}

/** So many goals more than the nearest rule may a rule miss to be shown beside it. */
const FARTHER = 1;

/** An explanation as a tree, line by line. */
export function explanationLines(explanation: Explanation): readonly TreeLine[] {
  const lines = new Lines();
  for (const { bindings, steps } of explanation.answers) {
    const names = Object.entries(bindings);
    const depth = names.length > 0 ? 1 : 0;
    if (depth > 0) lines.say(0, 'note', names.map(([name, value]) => `${name} = ${value}`).join(', '), undefined);
    for (const step of steps) lines.step(step, depth);
  }
  for (const step of explanation.failure) lines.step(step, 0);
  return lines.said;
}

/** What an explanation leaves out, each in a sentence. */
export const boundTexts = (bounds: readonly Bound[]): readonly string[] => bounds.map(boundText);

function boundText(bound: Bound): string {
  switch (bound.kind) {
    case 'events':
      return `This is about the first ${bound.events.toLocaleString('en')} events of the search alone: it went on.`;
    case 'time':
      return 'The time for the explanation was over: this is not all of it.';
    case 'steps':
      return 'Not everything that was tried is told here: the nearest is.';
    case 'answers':
      return `The first ${bound.answers === 1 ? 'answer is' : `${bound.answers} answers are`} proved. There may be more.`;
    case 'error':
      return `The search for more answers ended with an error: ${bound.message}`;
  }
}

class Lines {
  readonly said: TreeLine[] = [];

  step(step: Step, depth: number): void {
    const { held } = step;
    const [only] = step.rules;
    if (held) {
      this.#goal(depth, step.kind === 'fact' ? 'fact' : 'held', heldText(step), step);
      if (only !== undefined) this.rule(only, depth + 1);
      this.#steps(step.within, depth + 1);
      return;
    }
    this.#goal(depth, 'failed', failedText(step), step);
    this.#rules(step, depth + 1);
    this.#steps(step.within, depth + 1);
    for (const { goal, dropped, further = [], cut } of step.cutsBefore ?? [])
      this.say(depth + 1, 'note', cutBeforeText(goal, dropped, further, ''), cut);
  }

  /** The rules that could have answered; those that do not fit only where no other does, and those that miss much more than the nearest not at all. */
  #rules({ rules, misfits = 0, reason }: Step, depth: number): void {
    const fitting = rules.filter(({ outcome }) => outcome !== 'misfit');
    if (fitting.length === 0) {
      if (reason !== undefined) return;
      for (const rule of rules) this.rule(rule, depth);
      const more = misfits - rules.length;
      if (more > 0) this.say(depth, 'note', `… and ${more} more that ${more === 1 ? 'does' : 'do'} not fit`, undefined);
      return;
    }
    const most = (fitting[0]?.nearness?.missing ?? 0) + FARTHER;
    const near = fitting.filter(({ nearness }) => nearness === undefined || nearness.missing <= most);
    for (const rule of near) this.rule(rule, depth);
    const far = fitting.length - near.length;
    if (far > 0) this.say(depth, 'note', `… and ${far} ${far === 1 ? 'rule' : 'rules'} further from it`, undefined);
  }

  rule(rule: RuleStep, depth: number): void {
    this.said.push({ depth, kind: 'rule', text: ruleText(rule), place: rule.place, seen: rule.seen });
    this.#steps(rule.goals, depth + 1);
    if (rule.outcome === 'needs' && rule.cut !== undefined)
      this.say(depth + 1, 'note', `A cut dropped ${furtherText(rule.further ?? [])}.`, rule.cut);
  }

  #steps(steps: readonly Step[], depth: number): void {
    for (const step of steps) this.step(step, depth);
  }

  #goal(depth: number, kind: LineKind, text: string, { place, seen, goal }: Step): void {
    this.said.push({ depth, kind, text, place, seen, goal });
  }

  say(depth: number, kind: LineKind, text: string, place: Place | undefined): void {
    this.said.push({ depth, kind, text, place });
  }
}

const shown = ({ written, goal, kind }: Step): string => (kind === 'test' ? (written ?? goal) : goal);

function heldText(step: Step): string {
  const { kind, goal, written, reason } = step;
  if (kind === 'fact') return `${goal} is a fact`;
  if (reason !== undefined) return `${shown(step)}: ${reason}`;
  return kind === 'test' && written !== undefined ? `${written}: ${goal}` : goal;
}

function failedText(step: Step): string {
  const { reason, again, others } = step;
  const more = others === undefined ? '' : ` (and ${others} more ${others === 1 ? 'try' : 'tries'})`;
  const text = shown(step);
  if (again === true) return `${text} fails, as told for the same call${more}`;
  return reason === undefined ? `${text} fails${more}` : `${text}: ${reason.replace(/\.$/, '')}${more}.`;
}

function ruleText({ outcome, head, reason, goals, together }: RuleStep): string {
  switch (outcome) {
    case 'gave':
      return `by ${head}`;
    case 'needs':
      return `${head} needs${goals.length < 2 ? '' : together === true ? ' all of these' : ' one of these'}`;
    case 'held':
      return `${head} holds, but not what has to hold after it`;
    case 'misfit':
      return `${head} does not fit${reason === undefined ? '.' : `: ${reason}`}`;
    case 'dropped':
      return `${head} was not tried: a cut dropped it.`;
    case 'left':
      return `${head} was left before it had a solution.`;
  }
}

import { type Node, rangeOf } from '@polar-tools/language';
import type { Clause } from '@polar-tools/policy';
import { describeKind } from '../terms/print.ts';
import type { Term } from '../terms/term.ts';
import { headRange, headText } from './clause-head.ts';
import type { CutOff } from './cuts.ts';
import { goalText } from './goal-text.ts';
import { mismatchText, noRulesText, reasonText } from './reason-text.ts';
import type { Cause, CutBefore, FailedCall, FailedGoal, Misfit, TriedRule, WhyNot } from './why-not.ts';

/** Lines of an explanation. */
const MOST_LINES = 40;
/** Rules that are listed where none of them fits. */
const MOST_MISFITS = 5;
const MOST_EXPECTED = 12;
/** Characters of a goal that is written beside its reason, and of one argument of a call. */
const LONGEST_GOAL = 80;
const LONGEST_ARGUMENT = 30;

const LET_FAIL = 'a person let it fail here.';

/** How a door shows values and places. */
export interface Wording {
  /** A value on one line. */
  write(term: Term): string;
  /** The text of a file of the policy. */
  textOf(uri: string): string;
  /** `main.polar:12`; undefined for what stands in no file. */
  where(place: Place): string | undefined;
}

/** UTF-16 offsets in a file, or in the query's text where there is no file. */
export interface Place {
  readonly uri: string | undefined;
  readonly start: number;
  readonly end: number;
}

/** A line of an explanation. */
export interface WhyNotLine {
  /** Indented below what it explains. */
  readonly text: string;
  /** What it speaks of. */
  readonly place: Place | undefined;
}

/** An explanation in lines, each indented below what it explains. */
export function whyNotLines(why: WhyNot, wording: Wording): readonly WhyNotLine[] {
  const lines = new Lines(wording);
  if (why.kind === 'query') for (const goal of why.goals) lines.goal('', goal, 0);
  else lines.cause(why.cause, true, 0);
  return lines.written;
}

/** `has_role(larry, "reader", gmail)`: a call with its values, cut where they are long; what has none as it is written. */
export function writeCall({ node, predicate, arguments: values }: FailedCall, write: (term: Term) => string): string {
  const written = values.map((value, at) => {
    if (describeKind(value) === 'unbound') return goalText(node.arguments[at] ?? node);
    const text = write(value);
    return text.length > LONGEST_ARGUMENT ? `${text.slice(0, LONGEST_ARGUMENT - 1)}…` : text;
  });
  return `${predicate}(${written.join(', ')})`;
}

class Lines {
  readonly written: WhyNotLine[] = [];
  readonly #wording: Wording;

  constructor(wording: Wording) {
    this.#wording = wording;
  }

  /** A goal that had to hold, then why it does not. */
  goal(before: string, failed: FailedGoal, indent: number): void {
    this.#goal(before, failed, indent);
    for (const cut of failed.before) this.#cutBefore(cut, indent + 1);
  }

  #goal(before: string, failed: FailedGoal, indent: number): void {
    const { goal, call, cause } = failed;
    const { node } = goal;
    const place = { uri: goal.uri, ...rangeOf(node) };
    const write = (term: Term): string => this.#wording.write(term);
    const text = call === undefined ? shortGoal(node) : writeCall(call, write);
    const tries = triesText(failed);
    const at = this.#at(place);
    switch (cause.kind) {
      case 'let-fail':
        this.#say(`${before}${text}${at}: ${LET_FAIL}`, place, indent);
        return;
      case 'reason': {
        const reason = reasonText(cause.reason, write).replace(/\.$/, '');
        this.#say(`${before}${text}${at}: ${reason}${tries}.`, place, indent);
        for (const demanded of cause.demanded) this.goal('', demanded, indent + 1);
        return;
      }
      case 'no-rules':
        this.#say(`${before}${text}${at}: ${noRulesText(cause.reason, call!.predicate, cause.arities)}`, place, indent);
        return;
      case 'explained':
        this.#say(`${before}${text}, which fails${tries}, as above.`, place, indent);
        return;
      default:
        this.#say(`${before}${text}${before === '' ? ' fails' : ', which fails'}${tries}:`, place, indent);
        this.cause(cause, false, indent + 1);
    }
  }

  /** @param all rules that do not fit are told one by one */
  cause(cause: Cause, all: boolean, indent: number): void {
    if (cause.kind === 'let-fail') this.#say(LET_FAIL, undefined, indent);
    if (cause.kind === 'further-in') {
      this.#say(`… and so on, ${cause.calls} further in:`, undefined, indent);
      this.goal('', cause.goal, indent);
    }
    if (cause.kind !== 'rules') return;
    for (const rule of cause.rules) this.#rule(rule, indent);
    if (cause.cutOff !== undefined) this.#dropped(cause.cutOff, indent);
    const { misfits } = cause;
    const summary = all ? undefined : summaryOf(misfits);
    if (summary !== undefined) {
      this.#say(summary, undefined, indent);
      return;
    }
    const shown = all ? misfits : misfits.slice(0, MOST_MISFITS);
    for (const misfit of shown) this.#misfit(misfit, cause.cutOff !== undefined, indent);
    const rest = misfits.length - shown.length;
    if (rest > 0) this.#say(`… and ${rest} more that do not fit.`, undefined, indent);
  }

  #rule({ clause, outcome }: TriedRule, indent: number): void {
    const { text, place } = this.#head(clause);
    switch (outcome.kind) {
      case 'held':
        this.#say(`${text} holds, but not once more.`, place, indent);
        return;
      case 'forgotten':
        this.#say(`${text}: what became of its body happened too long ago.`, place, indent);
        return;
      case 'given-up':
        this.#say(`${text}: its body was given up before it had a solution.`, place, indent);
        return;
      case 'needs': {
        const [only] = outcome.goals;
        if (only !== undefined && outcome.goals.length === 1) {
          this.goal(`${text} needs `, only, indent);
          return;
        }
        this.#say(`${text} needs one of these:`, place, indent);
        for (const goal of outcome.goals) this.goal('', goal, indent + 1);
      }
    }
  }

  #dropped({ cut, clauses, goals }: CutOff, indent: number): void {
    const by = this.#siteAt(cut);
    for (const clause of clauses) {
      const { text, place } = this.#head(clause);
      this.#say(`${text} was not tried: a cut${by} dropped it.`, place, indent);
    }
    if (clauses.length === 0 || goals.length > 0)
      this.#say(
        `A cut${by} dropped ${furtherText(goals.map(shortGoal))}.`,
        { uri: cut.uri, ...rangeOf(cut.node) },
        indent,
      );
  }

  #cutBefore({ call, cut, clauses, goals }: CutBefore, indent: number): void {
    const heads = clauses.map((clause) => this.#head(clause).text);
    const goal = call && writeCall(call, (term) => this.#wording.write(term));
    const place = { uri: cut.uri, ...rangeOf(cut.node) };
    this.#say(cutBeforeText(goal, heads, goals.map(shortGoal), this.#siteAt(cut)), place, indent);
  }

  #siteAt({ uri, node }: CutOff['cut']): string {
    return this.#at({ uri, ...rangeOf(node) });
  }

  /** @param hasCut a `cut` may have kept it from being tried */
  #misfit({ clause, mismatch, known }: Misfit, hasCut: boolean, indent: number): void {
    const { text, place } = this.#head(clause);
    if (mismatch !== undefined) {
      const why = mismatchText(mismatch);
      this.#say(`${text} does not fit: ${why}`, place, indent);
      return;
    }
    // Each parameter by itself fits: then what is known of arguments without a value rules it out, or what only the application knows.
    const facts = known.map(({ parameter, value }) => `parameter ${parameter} is ${this.#wording.write(value)}`);
    const why = facts.length > 0 ? `: ${facts.join(', ')}` : hasCut ? ', or was not tried' : '';
    this.#say(`${text} does not fit${why}.`, place, indent);
  }

  #head(clause: Clause): { readonly text: string; readonly place: Place } {
    const text = this.#wording.textOf(clause.uri);
    const place = { uri: clause.uri, ...headRange(clause, text) };
    return { text: `${headText(clause, text)}${this.#at(place)}`, place };
  }

  #at(place: Place): string {
    const where = this.#wording.where(place);
    return where === undefined ? '' : ` (${where})`;
  }

  #say(text: string, place: Place | undefined, indent: number): void {
    const { length } = this.written;
    if (length > MOST_LINES) return;
    if (length === MOST_LINES) this.written.push({ text: '… and more.', place: undefined });
    else this.written.push({ text: '  '.repeat(indent) + text, place });
  }
}

/**
 * Of a goal that does not hold: what a `cut` before it kept from being tried, in a call that held or where the goal itself stands.
 *
 * @param goals those of which more could have been tried
 */
export function cutBeforeText(
  goal: string | undefined,
  heads: readonly string[],
  goals: readonly string[],
  by: string,
): string {
  const some = heads.slice(0, MOST_MISFITS);
  const more = heads.length > some.length ? ` and ${heads.length - some.length} more` : '';
  const further = heads.length === 0 || goals.length > 0 ? [furtherText(goals)] : [];
  const what = [...(heads.length === 0 ? [] : [`${some.join(', ')}${more}`]), ...further].join(', and ');
  return goal === undefined
    ? `Before it a cut${by} dropped ${what}.`
    : `Before it ${goal} held, and a cut${by} dropped ${what}.`;
}

/** What a `cut` dropped of goals that are written. */
export function furtherText(goals: readonly string[]): string {
  const last = goals.at(-1);
  if (last === undefined) return 'what else could have been tried';
  const named = goals.length === 1 ? last : `${goals.slice(0, -1).join(', ')} and ${last}`;
  return `what else could have been tried of ${named}`;
}

function triesText({ tries, allTries }: FailedGoal): string {
  return tries === 1 ? '' : ` (the last of ${allTries ? '' : 'at least '}${tries} tries)`;
}

/** Where many rules expect another value of the same parameter: one line for all of them. */
function summaryOf(misfits: readonly Misfit[]): string | undefined {
  const [first] = misfits;
  if (first?.mismatch === undefined || misfits.length <= MOST_MISFITS) return undefined;
  const { parameter } = first.mismatch;
  const expected = new Set<string>();
  let is = '';
  for (const { mismatch } of misfits) {
    if (mismatch?.values === undefined || mismatch.parameter !== parameter) return undefined;
    is = mismatch.values.is;
    expected.add(mismatch.values.expected);
  }
  const some = [...expected].slice(0, MOST_EXPECTED);
  const more = expected.size > some.length ? ', …' : '';
  return `none of its ${misfits.length} rules fits: parameter ${parameter + 1} is ${is}, and they expect ${some.join(', ')}${more}.`;
}

/** A goal as it is written, cut where it is long. */
export function shortGoal(node: Node): string {
  const text = goalText(node);
  return text.length > LONGEST_GOAL ? `${text.slice(0, LONGEST_GOAL - 3)}...` : text;
}

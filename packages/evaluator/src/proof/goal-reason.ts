import {
  type Binary,
  type Field,
  type Lookup,
  type Matches,
  type Node,
  type Not,
  type Pattern,
  print,
} from '@polar-tools/language';
import type { Debuggee } from '../debug/debuggee.ts';
import { constraintsOn } from '../debug/known.ts';
import type { WhyFailed } from '../debug/view.ts';
import { copyTerm } from '../terms/copy.ts';
import { describeKind } from '../terms/print.ts';
import { sameTerm } from '../terms/same.ts';
import { Box, DICTIONARY, EMPTY_LIST, type Fields, type Term, UNBOUND, VAR } from '../terms/term.ts';
import { type GoalWithValues, goalText, goalWithValues } from './goal-text.ts';

/** Why a goal that calls no rule does not hold. Values are as they were then. */
export type GoalReason =
  /** What it looks up first, the value does not have. `computed`: the field is the value of what is written, and no name. */
  | { readonly kind: 'missing-field'; readonly value: Term; readonly field: Term; readonly computed: boolean }
  /** It is a negation, and this holds. */
  | { readonly kind: 'holds'; readonly negated: GoalWithValues }
  /** It is a `forall`, and its action does not hold for each solution of its condition. */
  | { readonly kind: 'forall' }
  /** It is `false`. */
  | { readonly kind: 'never' }
  /** Two values that should be equal, or known to be. */
  | { readonly kind: 'differ'; readonly goal: GoalWithValues; readonly left: Term; readonly right: Term }
  | { readonly kind: 'empty'; readonly list: GoalWithValues }
  | { readonly kind: 'no-more-members'; readonly container: Term }
  /** `once`: it is a member, but not once more. */
  | { readonly kind: 'no-member'; readonly item: Term; readonly container: Term; readonly once: boolean }
  /** A value that does not match a pattern, because of a field where one is given. */
  | {
      readonly kind: 'no-match';
      readonly value: Term;
      readonly field: { readonly name: string; readonly is: Term; readonly expected: Term } | undefined;
    }
  /** It is a lookup that has this value. */
  | { readonly kind: 'value'; readonly goal: GoalWithValues; readonly value: Term }
  /** It compares. */
  | { readonly kind: 'false'; readonly goal: GoalWithValues }
  /** Nothing more is known than that it has no solution. */
  | { readonly kind: 'unknown'; readonly goal: GoalWithValues };

/** A value as it is now, whatever the run does later. What is known of variables without a value is kept. */
export function kept(term: Term): Term {
  const copies = new Map<Box, Box>();
  return copyTerm(term, (variable) => {
    if (constraintsOn(variable) !== undefined) return variable;
    const copy = copies.get(variable) ?? new Box(VAR, UNBOUND, 0);
    copies.set(variable, copy);
    return copy;
  });
}

/** The goal in a frame of a debuggee with its values, whatever the run does later. */
export function goalHere(debuggee: Debuggee, node: Node): GoalWithValues {
  const [frame] = debuggee.frames(0, 1);
  const found = goalWithValues(node, frame?.variables ?? [], (text) => debuggee.evaluate(text, 0, 1));
  const all = <Key>(values: ReadonlyMap<Key, Term>): Map<Key, Term> =>
    new Map([...values].map(([key, value]) => [key, kept(value)]));
  return { node, variables: all(found.variables), lookups: all(found.lookups) };
}

/** Why the goal at whose `fail` event a debuggee stands does not hold, where it calls no rule. */
export function goalReason(debuggee: Debuggee, { goal: { node, part } }: WhyFailed): GoalReason {
  const here = new Here(debuggee);
  return here.missingField(part) ?? here.byValues(node) ?? here.asWhole(node);
}

/** What can be asked where a goal failed. */
class Here {
  readonly #debuggee: Debuggee;

  constructor(debuggee: Debuggee) {
    this.#debuggee = debuggee;
  }

  missingField(part: Node): GoalReason | undefined {
    if (part.$type !== 'Lookup') return undefined;
    const { object, name, key } = part as Lookup;
    const value = this.#value(object);
    if (value === undefined || isFree(value) || this.#value(part) !== undefined) return undefined;
    const computed = key === undefined ? undefined : this.#value(key);
    const field = computed ?? name?.text ?? (key && goalText(key));
    return field === undefined ? undefined : { kind: 'missing-field', value, field, computed: computed !== undefined };
  }

  /** As far as its kind tells that. */
  byValues(node: Node): GoalReason | undefined {
    switch (node.$type) {
      case 'Not':
        return { kind: 'holds', negated: goalHere(this.#debuggee, inside((node as Not).operand)) };
      case 'Forall':
        return { kind: 'forall' };
      case 'Matches':
        return this.#match(node as Matches);
      case 'Binary':
        return this.#operator(node as Binary);
      case 'BooleanLiteral':
        return { kind: 'never' };
      default:
        return undefined;
    }
  }

  asWhole(node: Node): GoalReason {
    const goal = goalHere(this.#debuggee, node);
    if (node.$type === 'Binary') return { kind: 'false', goal };
    const value = node.$type === 'Lookup' ? this.#value(node) : undefined;
    return value === undefined ? { kind: 'unknown', goal } : { kind: 'value', goal, value };
  }

  /** Where two values do not fit: which ones they are. */
  #operator(node: Binary): GoalReason | undefined {
    const { operator, left, right } = node;
    if (operator !== '=' && operator !== '==' && operator !== 'in') return undefined;
    const first = this.#value(left);
    const second = this.#value(right);
    if (first === undefined || second === undefined) return undefined;
    if (operator !== 'in') {
      if (sameTerm(first, second)) return undefined;
      return { kind: 'differ', goal: goalHere(this.#debuggee, node), left: first, right: second };
    }
    if (second === EMPTY_LIST) return { kind: 'empty', list: goalHere(this.#debuggee, right) };
    if (isFree(first)) return { kind: 'no-more-members', container: second };
    return { kind: 'no-member', item: first, container: second, once: this.#holds(print(node)) };
  }

  /** Of which class the value is, or which of its fields is missing or does not fit. */
  #match({ left, pattern }: Matches): GoalReason | undefined {
    return this.#matchOf(print(inside(left)), inside(pattern) as Pattern);
  }

  /** @param text what is matched, as it is written */
  #matchOf(text: string, written: Pattern): GoalReason | undefined {
    const value = this.#evaluated(text);
    if (value === undefined) return undefined;
    const fields = written.$type === 'InstancePattern' || written.$type === 'DictionaryPattern' ? written.fields : [];
    const matchesClass = written.$type !== 'InstancePattern' || this.#holds(`${text} matches ${written.name.text}`);
    if (matchesClass) {
      for (const field of (fields ?? []) as readonly Field[]) {
        const reason = this.#fieldReason(text, value, field);
        if (reason !== undefined) return reason;
      }
    }
    return { kind: 'no-match', value, field: undefined };
  }

  #fieldReason(text: string, value: Term, { key, value: pattern }: Field): GoalReason | undefined {
    const name = key.text;
    const is = this.#evaluated(`${text}.${name}`);
    if (is === undefined) {
      const isMissing = value instanceof Box && value.kind === DICTIONARY && !(value.a as Fields).has(name);
      return isMissing ? { kind: 'missing-field', value, field: name, computed: false } : undefined;
    }
    if (pattern === undefined) return undefined;
    if (pattern.$type === 'InstancePattern' || pattern.$type === 'DictionaryPattern') {
      const lookup = `${text}.${name}`;
      return this.#holds(`${lookup} matches ${print(pattern)}`) ? undefined : this.#matchOf(lookup, pattern);
    }
    const expected = this.#value(pattern);
    return expected !== undefined && !isFree(expected) && !sameTerm(is, expected)
      ? { kind: 'no-match', value, field: { name, is, expected } }
      : undefined;
  }

  #holds(goal: string): boolean {
    const found = this.#debuggee.evaluate(goal, 0, 1);
    return found.kind === 'answers' && found.answers.length > 0;
  }

  #value(node: Node): Term | undefined {
    return this.#evaluated(print(node));
  }

  #evaluated(text: string): Term | undefined {
    const found = this.#debuggee.evaluate(text, 0, 1);
    return found.kind === 'value' ? kept(found.value) : undefined;
  }
}

const isFree = (term: Term): boolean => describeKind(term) === 'unbound';

const inside = (node: Node): Node =>
  node.$type === 'Parentheses' ? inside((node as Node & { readonly inner: Node }).inner) : node;

import { describeKind, type Evaluation } from '@polar-tools/evaluator';

/** Evaluates a text where a condition is asked, apart from the run: its first answer, or its value. */
export type Evaluate = (text: string) => Promise<Evaluation>;

/** What has become of a condition. */
export type Verdict =
  /** Where there is a reason to tell, since it always will. */
  | { readonly kind: 'holds'; readonly why?: string }
  | { readonly kind: 'fails' }
  /** It does not hold, for this reason: it hangs on a variable without a value, is neither true nor false, or looks up what is not there. */
  | { readonly kind: 'undecided'; readonly why: string }
  /** It could not be evaluated. */
  | { readonly kind: 'error'; readonly why: string };

const HOLDS: Verdict = { kind: 'holds' };
const FAILS: Verdict = { kind: 'fails' };

/**
 * Whether a condition holds: it is true whatever the variables without a value come to be. A query over such a variable has an answer
 * that says what would have to be true of it (docs/language/queries.md#constraints), and so has its negation: then nothing is known yet.
 * @param isThere whether a name is that of a variable there; others are the condition's own, and one value for them is enough
 * @param show writes an evaluation on one line
 */
export async function decide(
  condition: string,
  evaluate: Evaluate,
  isThere: (name: string) => boolean,
  show: (evaluation: Evaluation) => string,
): Promise<Verdict> {
  const found = await evaluate(condition);
  if (found.kind === 'error') return failed(found);
  if (found.kind === 'value') {
    if (typeof found.value === 'boolean') return found.value ? HOLDS : FAILS;
    if (describeKind(found.value) === 'unbound') return { kind: 'undecided', why: 'it has no value here' };
    return { kind: 'undecided', why: `it is ${show(found)}, which is neither true nor false` };
  }
  const [answer] = found.answers;
  if (answer === undefined) return missing(found.missed) ?? FAILS;
  const open = [...answer.bindings.keys()].filter(isThere);
  if (open.length === 0) return HOLDS;
  // A negation constrains only what is connected with another variable. On lines of its own, as the condition may end with a comment.
  const connected = open.map((name) => `${name} = _the_${name} and `).join('');
  const opposite = await evaluate(`${connected}not (\n${condition}\n)`);
  if (opposite.kind === 'error') return failed(opposite);
  if (opposite.kind === 'value' || opposite.answers.length === 0) return HOLDS;
  return withoutValues(open);
}

/** What cannot be evaluated for want of a value is not wrong. */
const failed = ({ message, open = [], missed }: Evaluation & { readonly kind: 'error' }): Verdict =>
  open.length > 0 ? withoutValues(open) : (missing(missed) ?? { kind: 'error', why: message });

/** What a look-up does not find makes a condition fail wherever it is asked, where a person may have mistyped it. */
const missing = (missed: string | undefined): Verdict | undefined =>
  missed === undefined ? undefined : { kind: 'undecided', why: missed };

const withoutValues = (names: readonly string[]): Verdict => ({
  kind: 'undecided',
  why: `${names.join(' and ')} ${names.length === 1 ? 'has' : 'have'} no value here`,
});

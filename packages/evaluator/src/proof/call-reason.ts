import { rangeOf } from '@polar-tools/language';
import { failureOfRules } from '../debug/why-failed.ts';
import type { WhyNot } from './why-not.ts';
import type { Wording } from './why-not-lines.ts';

/**
 * Of a call at whose failure the run stands: why no rule answered it, in a sentence, from what happened, so that it tells what the lines tell: which
 * rules were entered, and which a `cut` dropped. Undefined of anything else.
 */
export function callReason(why: WhyNot, predicate: string | undefined, wording: Wording): string | undefined {
  if (why.kind !== 'goal' || why.cause.kind !== 'rules' || predicate === undefined) return undefined;
  const { rules, misfits, cutOff } = why.cause;
  const tried = rules.length;
  const dropped = cutOff?.clauses.length ?? 0;
  const all = tried + dropped + misfits.length;
  if (cutOff === undefined || dropped === 0) return failureOfRules(predicate, all, tried);
  const { uri, node } = cutOff.cut;
  const where = wording.where({ uri, ...rangeOf(node) });
  const by = where === undefined ? '' : ` (${where})`;
  const those =
    tried === 1
      ? 'The one that was tried has no solution, or no further one'
      : `None of the ${tried} that were tried has a solution, or a further one`;
  const others = dropped === 1 ? 'the other' : `the other ${dropped}`;
  return `${tried + dropped} of the ${all} rules ${predicate} fit these arguments. ${those}, and a cut${by} kept ${others} from being tried.`;
}

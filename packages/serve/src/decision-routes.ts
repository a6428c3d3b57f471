import { Refusal } from './exchange.ts';
import { restsOn } from './past/rests-on.ts';
import { isDenied, type ToldDecision, toldOf } from './past/told-decision.ts';
import type { ServedState } from './state.ts';
import { kindOf } from './wire/json.ts';

/**
 * `GET /polar/decisions`: the last decisions, the oldest first. `after=7` are those that came after number 7, `denied=true` those that allowed nothing, `limit=50`
 * the last fifty; `number=7` is one of them, with the facts that it rests on.
 */
export function decisionsBody(parameters: URLSearchParams, state: ServedState): object {
  const wanted = parameters.get('number');
  if (wanted === null)
    return {
      decisions: lastDecisions(state, {
        after: countIn(parameters, 'after'),
        limit: countIn(parameters, 'limit'),
        denied: parameters.get('denied') === 'true',
      }),
    };
  const decision = state.decisions.numbered(Number(wanted));
  if (decision === undefined)
    throw new Refusal(404, `There is no decision ${wanted}: the last ones are kept. GET /polar/decisions lists them.`);
  return { ...toldOf(decision), ...restsOn(decision, state) };
}

export interface DecisionsWanted {
  /** Those with a higher number. */
  readonly after?: number | undefined;
  /** The last ones, so many. */
  readonly limit?: number | undefined;
  /** Those that allowed nothing. */
  readonly denied?: boolean;
}

/** The last decisions, the oldest first. */
export function lastDecisions(
  { decisions }: ServedState,
  { after = 0, limit = Number.POSITIVE_INFINITY, denied = false }: DecisionsWanted,
): readonly ToldDecision[] {
  const fit = decisions.all().filter((decision) => decision.number > after && (!denied || isDenied(decision)));
  return fit.slice(Math.max(0, fit.length - limit)).map(toldOf);
}

function countIn(parameters: URLSearchParams, name: string): number | undefined {
  const text = parameters.get(name);
  if (text === null) return undefined;
  const count = Number(text);
  if (Number.isSafeInteger(count) && count >= 0 && text.trim() !== '') return count;
  throw new Refusal(400, `The parameter "${name}" should be a whole number, and is ${kindOf(text)}: "${text}".`);
}

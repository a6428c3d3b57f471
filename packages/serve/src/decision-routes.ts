import { CloudRun, cloudCall, type Derivation, type Fact, printFact } from '@polar-tools/evaluator';
import type { Decision } from './decisions.ts';
import { Refusal } from './exchange.ts';
import type { Setting } from './questions/question.ts';
import { settingWith } from './questions/question.ts';
import type { ServedState } from './state.ts';
import { valueIn, type WireFact, wireFact } from './wire/facts.ts';
import { fieldsOf, jsonOf, textField } from './wire/json.ts';

/** A decision as JSON. `facts`, of one that is asked for by its number: those that an answer of yes rests on. */
interface ToldDecision {
  readonly number: number;
  readonly time: number;
  readonly request: string;
  readonly kind: string;
  readonly question: unknown;
  readonly answer: unknown;
  readonly facts?: readonly WireFact[];
  /** Why there are no facts. */
  readonly reason?: string;
}

/** `GET /polar/decisions`: the last decisions, the oldest first; `?number=7` is one of them, with the facts that it rests on. */
export function decisionsBody(parameters: URLSearchParams, state: ServedState, setting: Setting): object {
  const wanted = parameters.get('number');
  if (wanted === null) return { decisions: state.decisions.all().map(toldOf) };
  const decision = state.decisions.numbered(Number(wanted));
  if (decision === undefined)
    throw new Refusal(404, `There is no decision ${wanted}: the last ones are kept. GET /polar/decisions lists them.`);
  return { ...toldOf(decision), ...restsOn(decision, state, setting) };
}

function toldOf({ number, time, request, kind, question, answer }: Decision): ToldDecision {
  return { number, time, request, kind, question: question === undefined ? null : JSON.parse(question), answer };
}

/**
 * The facts that a decision rests on, found by deciding once more by the policy and over the facts of that moment: what has changed since is taken back for
 * as long as that takes.
 */
function restsOn(decision: Decision, state: ServedState, setting: Setting): Pick<ToldDecision, 'facts' | 'reason'> {
  const { kind, question, policy, time, moment } = decision;
  if (kind !== 'authorize') return { reason: 'Facts are told of authorize alone.' };
  if (question === undefined) return { reason: 'The question was too long to be kept.' };
  const fields = fieldsOf(jsonOf(question), 'The question');
  const facts = state.facts.asOf(moment);
  if (facts === undefined) return { reason: 'The facts have changed too much since then.' };
  const asking = settingWith(fields, { ...setting, facts, policy, now: time });
  const query = cloudCall(asking.program, 'allow', [
    valueIn(fields, 'actor'),
    { type: 'String', id: textField(fields, 'action') },
    valueIn(fields, 'resource'),
  ]);
  const { clock, timeout, now } = asking;
  const run = new CloudRun(query, { facts: asking.facts, now, clock, limits: { time: timeout } });
  const outcome = run.run();
  if (outcome.kind !== 'answer') return { facts: [], reason: 'Nothing allows it, so it rests on no fact.' };
  const derivation = run.derivationOf(outcome.answer);
  return { facts: derivation === undefined ? [] : factsOf(derivation).map(wireFact) };
}

/** The facts of a proof, each once, in its order. */
function factsOf(proof: Derivation): readonly Fact[] {
  const facts = new Map<string, Fact>();
  const left = [proof];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (next.told) facts.set(printFact(next.fact), next.fact as Fact);
    left.push(...next.goals.flatMap(({ derivation }) => derivation ?? []).toReversed());
  }
  return [...facts.values()];
}

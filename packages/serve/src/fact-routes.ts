import { matchingFacts } from '@polar-tools/evaluator';
import { Refusal } from './exchange.ts';
import type { FactRequest } from './kept-facts.ts';
import type { ServedState } from './state.ts';
import { factIn, patternIn, searchIn, type WireFact, wireFact } from './wire/facts.ts';
import { type Fields, field, fieldsOf, listOf } from './wire/json.ts';

/** `GET /facts` */
export function factsBody({ facts }: ServedState, parameters: URLSearchParams): readonly WireFact[] {
  return matchingFacts(facts.store, searchIn(parameters)).map(wireFact);
}

/** The changes of `POST /batch`: `[{"inserts": [fact, …]}, {"deletes": [pattern, …]}, …]`, made in this order. */
export function batchIn(json: unknown, state: ServedState): FactRequest[] {
  return listOf(json, 'The body').flatMap((each, at) => {
    const change = fieldsOf(each, `Change ${at + 1}`);
    const inserts = field(change, 'inserts');
    const deletes = field(change, 'deletes');
    if ((inserts === undefined) === (deletes === undefined))
      throw new Refusal(400, `Change ${at + 1} should have either "inserts" or "deletes".`);
    return inserts === undefined ? deletesIn(deletes) : insertsIn(inserts, state);
  });
}

/** The changes of `POST /bulk`, of earlier clients: what is deleted, then what is told. */
export const bulkIn = (fields: Fields, state: ServedState): FactRequest[] => [
  ...deletesIn(field(fields, 'delete') ?? []),
  ...insertsIn(field(fields, 'tell') ?? [], state),
];

export const deletesIn = (json: unknown): FactRequest[] =>
  listOf(json, 'What is deleted').map((each) => ({ kind: 'delete', pattern: patternIn(each) }));

export function insertsIn(json: unknown, { policy }: ServedState): FactRequest[] {
  return listOf(json, 'What is inserted').map((each) => {
    const fact = factIn(each);
    const problem = policy.fault(fact);
    if (problem !== undefined) throw new Refusal(400, problem);
    return { kind: 'insert', fact };
  });
}

/** `GET /stats` */
export function statsBody({ facts, version }: ServedState): object {
  const predicates: Record<string, number> = {};
  let total = 0;
  for (const { predicate } of facts.store.facts()) {
    predicates[predicate] = (predicates[predicate] ?? 0) + 1;
    total++;
  }
  return { policy: { versions: version === 0 ? [] : [String(version)] }, facts: { total, predicates } };
}

import {
  type AnswerValue,
  type CloudValue,
  type Fact,
  type FactPattern,
  type FactSearch,
  factOfJson,
  typedValue,
  valueOfJson,
} from '@polar-tools/evaluator';
import { Refusal } from '../exchange.ts';
import { type Fields, field, fieldsOf, listOf, textField } from './json.ts';

/** A value or wildcard as the interface writes it. */
export interface WireValue {
  readonly type: string | null;
  readonly id: string | null;
}

export interface WireFact {
  readonly predicate: string;
  readonly args: readonly WireValue[];
}

export const wireValue = ({ type, id }: AnswerValue): WireValue => ({ type: type ?? null, id: id ?? null });

export const wireFact = ({ predicate, arguments: values }: FactPattern): WireFact => ({
  predicate,
  args: values.map(wireValue),
});

/** A fact of a body. */
export function factIn(json: unknown): Fact {
  const fact = factOfJson(json);
  if (typeof fact === 'string') throw new Refusal(400, fact);
  return fact;
}

/** A fact with wildcards of a body: `{"type": null, "id": null}`, or with a type alone. */
export function patternIn(json: unknown): FactPattern {
  const fields = fieldsOf(json, 'A fact');
  const predicate = textField(fields, 'predicate');
  return {
    predicate,
    arguments: listOf(field(fields, 'args'), '"args" of a fact').map((arg, at) => {
      const value = argumentIn(arg);
      if (typeof value === 'string') throw new Refusal(400, `Argument ${at + 1} of ${predicate}: ${value}`);
      return value;
    }),
  };
}

function argumentIn(json: unknown): AnswerValue | string {
  if (json === null) return { type: undefined };
  if (typeof json !== 'object' || Array.isArray(json)) return valueOfJson(json);
  const type = field(json as Fields, 'type');
  const id = field(json as Fields, 'id');
  if (id !== undefined) return valueOfJson(json);
  if (type === undefined) return { type: undefined };
  return typeof type === 'string' ? { type } : 'the type of a value is a text.';
}

/** What `GET /facts` looks for: `predicate=has_role&args.0.type=User&args.0.id=bob`. What is not said of an argument is a wildcard. */
export function searchIn(parameters: URLSearchParams): FactSearch {
  const predicate = parameters.get('predicate');
  if (predicate === null || predicate === '')
    throw new Refusal(400, 'The parameter "predicate" is missing: name the predicate of the facts that are wanted.');
  const given: { type?: string; id?: string }[] = [];
  for (const [name, value] of parameters) {
    const [, at, what] = /^args\.(\d{1,2})\.(type|id)$/.exec(name) ?? [];
    if (at === undefined) continue;
    while (given.length <= Number(at)) given.push({});
    given[Number(at)]![what as 'type' | 'id'] = value;
  }
  return {
    predicate,
    arguments: given.map(({ type, id }, at) => {
      if (id === undefined) return { type };
      if (type === undefined)
        throw new Refusal(400, `Argument ${at} has an id and no type: give args.${at}.type, too.`);
      return typed(type, id);
    }),
    orLonger: true,
  };
}

/** A value in two fields of a body: `actor_type` and `actor_id`. */
export function valueIn(fields: Fields, name: string): CloudValue {
  return typed(textField(fields, `${name}_type`), textField(fields, `${name}_id`));
}

export function typed(type: string, id: string): CloudValue {
  const value = typedValue(type, id);
  if (typeof value === 'string') throw new Refusal(400, value);
  return value;
}

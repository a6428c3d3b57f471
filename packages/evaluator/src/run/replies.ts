import {
  Dictionary,
  Float,
  HostError,
  type HostValue,
  NO_MORE,
  type Question,
  type Reply,
  UnboundArgument,
} from '../host/host.ts';
import { MetPairs } from '../terms/shared.ts';

/** A question and the application's reply to it. */
export interface Replied {
  readonly question: Question;
  readonly reply: Reply;
  /** Where it stands among all replies that are kept. */
  readonly at: number;
}

/** Whether asking again may have an effect or give another reply. */
export const hasEffect = ({ kind }: Question): boolean =>
  kind === 'attribute' || kind === 'call' || kind === 'construct' || kind === 'next';

/** Whether two questions are the same, so that the reply to one is that to the other. */
export function isSameQuestion(left: Question, right: Question): boolean {
  switch (left.kind) {
    case 'attribute':
      return right.kind === 'attribute' && left.name === right.name && isSameValue(left.object, right.object);
    case 'call':
      return (
        right.kind === 'call' &&
        left.name === right.name &&
        isSameValue(left.object, right.object) &&
        haveSameArguments(left, right)
      );
    case 'construct':
      return right.kind === 'construct' && left.class === right.class && haveSameArguments(left, right);
    case 'next':
      return right.kind === 'next' && left.object === right.object && left.index === right.index;
    default:
      return false;
  }
}

interface WithArguments {
  readonly args: readonly HostValue[];
  readonly keywords: ReadonlyMap<string, HostValue> | undefined;
}

function haveSameArguments(left: WithArguments, right: WithArguments): boolean {
  const [l, r] = [left.keywords, right.keywords];
  return (
    left.args.length === right.args.length &&
    left.args.every((arg, i) => isSameValue(arg, right.args[i]!)) &&
    l?.size === r?.size &&
    [...(l ?? [])].every(([key, value]) => r?.has(key) === true && isSameValue(value, r.get(key)!))
  );
}

/** Objects are the same where they are one, and variables wherever both have no value; other values where they look alike. */
function isSameValue(left: HostValue, right: HostValue, met: MetPairs<object> = new MetPairs()): boolean {
  if (left === right) return true;
  if (left instanceof UnboundArgument) return right instanceof UnboundArgument;
  if (left instanceof Float) return right instanceof Float && Object.is(left.value, right.value);
  if (left instanceof Dictionary) {
    if (!(right instanceof Dictionary)) return false;
    if (met.again(left, right)) return true;
    const { fields } = right;
    return (
      left.fields.size === fields.size &&
      [...left.fields].every(([key, value]) => fields.has(key) && isSameValue(value, fields.get(key)!, met))
    );
  }
  if (!Array.isArray(left) || !Array.isArray(right)) return false;
  if (met.again(left, right)) return true;
  return left.length === right.length && left.every((value, i) => isSameValue(value, right[i]!, met));
}

/** What a question gives to the application. */
function valuesOf(question: Question): readonly HostValue[] {
  switch (question.kind) {
    case 'call':
      return [question.object, ...question.args, ...(question.keywords?.values() ?? [])];
    case 'construct':
      return [...question.args, ...(question.keywords?.values() ?? [])];
    default:
      return [];
  }
}

const partsOf = (value: HostValue): readonly HostValue[] =>
  Array.isArray(value) ? value : value instanceof Dictionary ? [...value.fields.values()] : [];

/** Notes for each variable of one value the one that stands at its place in a value like it. */
function pair(from: HostValue, to: HostValue, pairs: Map<HostValue, HostValue>, met: MetPairs<object>): void {
  if (from instanceof UnboundArgument) pairs.set(from, to);
  else if (typeof from === 'object' && !met.again(from, to as object)) {
    const parts = partsOf(to);
    for (const [at, part] of partsOf(from).entries()) pair(part, parts[at]!, pairs, met);
  }
}

/** Whether a question gives a variable without a value to the application. */
export function givesVariables(question: Question): boolean {
  const found = new Map<HostValue, HostValue>();
  const met = new MetPairs<object>();
  for (const value of valuesOf(question)) pair(value, value, found, met);
  return found.size > 0;
}

/** The variables that questions gave to the application, and those that have taken their places where the questions are asked anew. */
export type Renewed = ReadonlyMap<HostValue, HostValue>;

/** With the variables of one more question. */
export function renewedBy(renewed: Renewed, question: Question, anew: Question): Renewed {
  const pairs = new Map<HostValue, HostValue>();
  const given = valuesOf(anew);
  const met = new MetPairs<object>();
  for (const [at, value] of valuesOf(question).entries()) pair(value, given[at]!, pairs, met);
  return pairs.size === 0 ? renewed : new Map([...renewed, ...pairs]);
}

/**
 * A reply that was given before, for the same question asked anew: where the application gives back a variable that it has got, now or long ago, it
 * gives back the one that has taken its place.
 */
export function replyAnew(reply: Reply, renewed: Renewed): Reply {
  if (renewed.size === 0 || reply instanceof HostError || reply === NO_MORE) return reply;
  const replaced = (value: HostValue): HostValue => {
    if (value instanceof UnboundArgument) return renewed.get(value) ?? value;
    if (Array.isArray(value)) return value.map(replaced);
    if (!(value instanceof Dictionary)) return value;
    return new Dictionary(new Map([...value.fields].map(([key, field]) => [key, replaced(field)])));
  };
  return replaced(reply);
}

import type { HostValue, Question, Reply } from '../host/host.ts';
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

/** Objects are the same where they are one; other values where they look alike. */
function isSameValue(left: HostValue, right: HostValue, met: MetPairs<object> = new MetPairs()): boolean {
  if (left === right) return true;
  if (!Array.isArray(left) || !Array.isArray(right)) return false;
  if (met.again(left, right)) return true;
  return left.length === right.length && left.every((value, i) => isSameValue(value, right[i]!, met));
}

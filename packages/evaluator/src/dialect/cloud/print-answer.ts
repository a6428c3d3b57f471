import { printFact, printValue } from '../../facts/value.ts';
import type { CloudAnswer } from './answers.ts';

/**
 * An answer on one line: what holds, or the values of a condition's variables, `true` where it has none. Wildcards that stand for one and the same value
 * are told: `same(User:_, User:_) (arguments 1 and 2: the same value)`.
 */
export function printAnswer({ fact, bindings, same = [] }: CloudAnswer): string {
  const names = [...bindings.keys()];
  const whole =
    fact === undefined
      ? [...bindings].map(([name, value]) => `${name} = ${printValue(value)}`).join(', ') || 'true'
      : printFact(fact);
  const groups = same.map((places) =>
    fact === undefined
      ? `${listed(places.map((at) => names[at]!))}: the same value`
      : `arguments ${listed(places.map((at) => String(at + 1)))}: the same value`,
  );
  return groups.length === 0 ? whole : `${whole} (${groups.join('; ')})`;
}

const listed = (words: readonly string[]): string => `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

/** How often a breakpoint must be reached before it stops: `5` and `>= 5` (from the fifth on), `== 5`, `> 5`, `< 5`, `<= 5`, `% 5`. */
export type HitCondition = (hits: number) => boolean;

const FORM = /^\s*(==|=|>=|>|<=|<|%)?\s*(\d{1,15})\s*$/;

/** Reads a hit condition as it is typed; undefined where it is none. */
export function parseHitCondition(text: string): HitCondition | undefined {
  const [, operator, digits] = FORM.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const count = Number(digits);
  switch (operator) {
    case '==':
    case '=':
      return (hits) => hits === count;
    case '>':
      return (hits) => hits > count;
    case '<':
      return (hits) => hits < count;
    case '<=':
      return (hits) => hits <= count;
    case '%':
      return count === 0 ? undefined : (hits) => hits % count === 0;
    default:
      return (hits) => hits >= count;
  }
}

/** What to type, for a message about a hit condition that is none. */
export const HIT_CONDITION_HELP =
  'Use a number such as 3 (from the third time on), == 3, > 3, <= 3 or % 3 (every third time).';

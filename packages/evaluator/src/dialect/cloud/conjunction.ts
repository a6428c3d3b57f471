import type { Clause } from '@polar-tools/policy';
import type { Literal } from './literal.ts';
import type { LoweringSetting } from './lowering-setting.ts';
import type { Argument, Goal, Rule } from './rule.ts';
import { RuleVariables } from './rule-variables.ts';
import type { Term } from './term.ts';

interface ConjunctionSetting {
  readonly clause: Clause | undefined;
  readonly uri: string | undefined;
  readonly setting: LoweringSetting;
}

/** A rule of a conjunction: variables that are equal become one slot, or the value that they are. None where it never holds. */
export function conjunctionRules(
  literals: readonly Literal[],
  head: readonly Term[],
  { clause, uri, setting }: ConjunctionSetting,
): Rule[] {
  const { values, types } = setting;
  const variables = new RuleVariables(values, types);
  for (const term of head) variables.argument(term);
  for (const literal of literals) {
    if (literal.kind === 'equal' && !variables.equate(literal.left, literal.right)) return [];
    if (literal.kind === 'type') {
      const { type, exact, negated, term } = literal;
      const set = exact ? types.exactly(type) : types.satisfying(type);
      if (!variables.narrow(term, negated ? types.complement(set) : set)) return [];
    }
  }
  const goals: Goal[] = [];
  const slotUses = new Map<number, number>();
  const use = (argument: Argument): Argument => {
    if (argument >= 0) slotUses.set(argument, (slotUses.get(argument) ?? 0) + 1);
    return argument;
  };
  const headArguments = head.map((term) => use(variables.argument(term)));
  const made: (() => Goal)[] = [];
  for (const literal of literals) {
    switch (literal.kind) {
      case 'call': {
        const all = literal.terms.map((term) => use(variables.argument(term)));
        made.push(() => ({
          kind: 'call',
          predicate: literal.name,
          arguments: all,
          negated: literal.negated,
          part: literal.part,
          local: new Set(all.filter((slot) => slot >= 0 && slotUses.get(slot) === 1 && slot !== variables.now)),
          node: literal.node,
        }));
        break;
      }
      case 'compare': {
        const { operator, negated, node } = literal;
        const left = use(variables.argument(literal.left));
        const right = use(variables.argument(literal.right));
        made.push(() => ({ kind: 'compare', operator, negated, left, right, node }));
        break;
      }
      case 'member': {
        const { negated, node } = literal;
        const left = use(variables.argument(literal.left));
        const numbers = [...new Set(literal.values.map((value) => values.number(value)))];
        made.push(() => ({ kind: 'member', negated, left, values: numbers, node }));
        break;
      }
      case 'problem':
        made.push(() => literal);
        break;
      default:
        break;
    }
  }
  for (const make of made) goals.push(make());
  for (const right of variables.tests) {
    goals.push({ kind: 'compare', operator: '!=', negated: true, left: variables.now, right, node: clause?.rule });
  }
  return [
    {
      clause,
      uri,
      head: headArguments,
      goals,
      names: variables.names,
      variables: variables.all,
      types: variables.types,
      now: variables.now,
    },
  ];
}

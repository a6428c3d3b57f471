import type { Activation } from '../compiled/frame.ts';
import type { Value } from '../compiler/goal.ts';
import type { Space } from '../compiler/program.ts';
import { Box, CONS, call, DICTIONARY, deref, FIELDS, INSTANCE, REST, type Term } from '../terms/term.ts';

/**
 * What a goal passes to its predicate; nothing for goals of other kinds. Worked out from what is written and the variables of
 * the frame that it stands in, so that a call costs nothing while nobody asks.
 */
export function argumentsOf(
  space: Space,
  { site, frame }: Activation,
  follow: (term: Term) => Term = deref,
): readonly Term[] {
  const { args = [], clause } = space.code.sites[site]!;
  const fields = (of: readonly (readonly [string, Value])[]): Map<string, Term> =>
    new Map(of.map(([key, value]) => [key, built(value)]));
  const built = (value: Value): Term => {
    switch (value.kind) {
      case 'constant':
        return value.term;
      case 'variable':
        return frame![space.code.slotOf(clause, value.variable)!] as Term;
      case 'cons': {
        const elements: Term[] = [];
        let rest: Value = value;
        for (; rest.kind === 'cons'; rest = rest.tail) elements.push(built(rest.head));
        return elements.reduceRight((tail, element) => new Box(CONS, element, tail), built(rest));
      }
      case 'rest':
        return new Box(REST, built(value.rest), undefined);
      case 'dictionary':
        return new Box(DICTIONARY, fields(value.fields), undefined);
      case 'fields':
        return new Box(FIELDS, fields(value.fields), undefined);
      case 'instance':
        return new Box(INSTANCE, value.name, fields(value.fields));
      case 'call':
        return call(value.name, value.args.map(built));
    }
  };
  return args.map((arg) => follow(built(arg)));
}

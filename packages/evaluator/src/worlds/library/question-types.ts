import type { Policy } from '@polar-tools/policy';

const notTypes = new Set(['Actor', 'Resource', 'String', 'Integer', 'Float', 'Boolean', 'List', 'Dictionary']);

/** The types that rules about who may do what ask for in an argument. */
export const argumentTypes = (policies: readonly Policy[], at: number): readonly string[] =>
  policies.flatMap((policy) =>
    ['allow', 'has_permission'].flatMap((name) =>
      (policy.predicates.get(name)?.clauses ?? []).flatMap(({ rule, shorthand }) => {
        const specializer = shorthand === undefined ? rule.parameters[at]?.specializer : undefined;
        if (specializer?.$type !== 'InstancePattern') return [];
        const { text } = specializer.name;
        return notTypes.has(text) ? [] : [text];
      }),
    ),
  );

/** What says who may do what: `allow`, where one of the policies has it. */
export const questionPredicate = (policies: readonly Policy[]): 'allow' | 'has_permission' =>
  policies.some(({ predicates }) => predicates.has('allow')) ? 'allow' : 'has_permission';

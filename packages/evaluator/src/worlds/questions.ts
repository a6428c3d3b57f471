import { type Policy, supertypesOf, unwrap } from '@polar-tools/policy';

/** Who may do what on what, by types. A question about the whole application has no resource. */
export interface TypedQuestion {
  readonly actor: string;
  readonly action: string;
  readonly resource: string | undefined;
}

/** An action that no policy names: what is so for it is so for every action. */
export const otherAction = 'anything_else';

/**
 * The questions that policies answer: every type of actor, every type of resource with the actions that policies name for it.
 *
 * @param actors the types of actors, where no block says it
 * @param resources the same of resources
 */
export function questionsOf(
  policies: readonly Policy[],
  actors: readonly string[] = [],
  resources: readonly string[] = [],
): readonly TypedQuestion[] {
  const blocks = policies.flatMap((policy) => [...policy.blocks.values()]);
  const named = (keyword: string): readonly string[] =>
    blocks.filter((block) => block.keyword === keyword).map(({ name }) => name);
  const who = new Set([
    ...named('actor'),
    ...blocks
      .filter(({ name }) =>
        policies.some((policy) =>
          supertypesOf(policy.blocks, name).some((above) => policy.blocks.get(above)?.keyword === 'actor'),
        ),
      )
      .map(({ name }) => name),
    ...actors,
  ]);
  const what = new Set([...named('resource'), ...named('actor'), ...resources]);
  const everywhere = new Set(policies.flatMap(actionsInRules));
  const questions: TypedQuestion[] = [];
  for (const actor of who) {
    for (const resource of what)
      for (const action of [...new Set([...declared(policies, resource), ...everywhere]), otherAction])
        questions.push({ actor, action, resource });
    for (const action of new Set(declared(policies, 'global'))) questions.push({ actor, action, resource: undefined });
  }
  return questions;
}

/** The permissions of a type, those that it inherits included. */
function declared(policies: readonly Policy[], type: string): readonly string[] {
  return policies.flatMap(({ blocks }) =>
    [type, ...supertypesOf(blocks, type)].flatMap((name) =>
      [...(blocks.get(name)?.names.values() ?? [])]
        .filter(({ kind }) => kind === 'permission')
        .map(({ name: permission }) => permission),
    ),
  );
}

/** The actions that rules of a policy name themselves. */
function actionsInRules(policy: Policy): readonly string[] {
  return ['allow', 'has_permission'].flatMap((name) =>
    (policy.predicates.get(name)?.clauses ?? []).flatMap(({ rule, shorthand }) => {
      if (shorthand !== undefined) return [];
      const parameter = rule.parameters[1];
      const literals = [parameter?.value, parameter?.specializer].map((node) =>
        node === undefined ? undefined : unwrap(node),
      );
      return literals.flatMap((node) => (node?.$type === 'StringLiteral' ? [String(node.value)] : []));
    }),
  );
}

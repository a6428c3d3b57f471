import type { Expression, PolarNode, Rule } from '@polar-tools/language';
import { cloudValueTypes, type Policy, unwrap } from '@polar-tools/policy';
import { classesNamed, literalAction } from './compared-questions.ts';
import { untypedIn } from './left-out.ts';
import type { TypedQuestion } from './questions.ts';

/** Who is asked about in a search, of all who may be. */
export interface AskedAbout {
  /** Every question that the policy is asked, by types. */
  readonly questions: readonly TypedQuestion[];
  /** `one`: actors of a type that was named. `any`: all types of actors, of a type of resource. `rules`: two policies are compared. */
  readonly actors: 'one' | 'any' | 'rules';
  /** The numbers of arguments with which `allow` is asked. */
  readonly asked: readonly number[];
}

/** With which types a search asks nothing, though rules take them, and where it asks with samples of plain values: a sentence for each. */
export function typesNotAsked(policy: Policy, about: AskedAbout): readonly string[] {
  return policy.dialect === 'cloud' ? inCloud(policy, about) : inLibrary(policy, about);
}

function inLibrary(policy: Policy, about: AskedAbout): readonly string[] {
  const { questions, actors, asked } = about;
  if (actors === 'rules') return untypedIn([policy], asked);
  const taken = takenActors(policy, about);
  if (taken.has('any')) {
    const known = new Set(questions.map(({ actor }) => actor));
    const others = classesNamed(policy).filter((name) => !known.has(name));
    return [
      ...(others.length === 0 ? [] : [`Not asked as actors, where a rule asks for no type: ${listed(others)}.`]),
      'Strings, integers and types that the policy does not name were not asked as actors, where a rule takes them.',
    ];
  }
  return taken.has('plain') ? ['Strings and integers were not asked as actors, where a rule takes them.'] : [];
}

function inCloud(policy: Policy, about: AskedAbout): readonly string[] {
  const { questions, actors } = about;
  const plain = questions.some(({ actor, resource }) =>
    [...(actors === 'one' ? [] : [actor]), resource].some((type) => type === 'String' || type === 'Integer'),
  );
  return [
    ...(takenActors(policy, about).has('any')
      ? ['Types that the policy does not name were not asked as actors, where a rule asks for no type.']
      : []),
    ...(plain
      ? ['Strings and integers as actors or resources are samples: some that the policy names, and others beside them.']
      : []),
  ];
}

/** What rules about the actions that are asked take as actors, beside declared types. */
function takenActors({ predicates }: Policy, { questions, actors, asked }: AskedAbout): ReadonlySet<Taken> {
  if (actors === 'one') return new Set();
  const actions = new Set(questions.map(({ action }) => action));
  return new Set(
    ['allow', 'has_permission'].flatMap((name) =>
      (predicates.get(name)?.clauses ?? []).flatMap((clause) => {
        const { rule, shorthand, arity } = clause;
        if (shorthand !== undefined || !asked.includes(arity)) return [];
        const action = literalAction(rule);
        return action === undefined || actions.has(action) ? takenBy(rule) : [];
      }),
    ),
  );
}

type Taken = 'any' | 'plain' | 'typed';

/** What a rule takes as its actor. One that asks on about the same actor takes what those rules take that it asks. */
function takenBy({ parameters: [actor], body }: Rule): Taken {
  if (actor === undefined) return 'typed';
  const { specializer } = actor;
  const value = unwrap(actor.value) as PolarNode;
  if (specializer?.$type === 'InstancePattern') return cloudValueTypes.has(specializer.name.text) ? 'plain' : 'typed';
  if (specializer !== undefined || value.$type !== 'Variable') return 'plain';
  const isAskedOn = conjuncts(body).some((goal) => {
    if (goal.$type !== 'Call' || !/^(allow|has_permission)$/.test(goal.name.text)) return false;
    const [passed] = goal.arguments;
    const asked = passed === undefined ? undefined : (unwrap(passed) as PolarNode);
    return asked?.$type === 'Variable' && asked.name === value.name;
  });
  return isAskedOn ? 'typed' : 'any';
}

function conjuncts(body: Expression | undefined): readonly PolarNode[] {
  if (body === undefined) return [];
  const node = unwrap(body) as PolarNode;
  return node.$type === 'And' ? node.operands.flatMap(conjuncts) : [node];
}

/** Of more names than these, the others are counted. */
const MOST_LISTED = 8;

const listed = (names: readonly string[]): string =>
  names.length > MOST_LISTED
    ? `${names.slice(0, MOST_LISTED).join(', ')} and ${names.length - MOST_LISTED} more`
    : names.join(', ');

import { otherAction, questionsOf, rolesOf, type TypedQuestion } from '@polar-tools/evaluator';
import { type Policy, Suggestions } from '@polar-tools/policy';
import { dialectOf } from '../dialect/of.ts';
import { Failure } from '../failure.ts';
import type { Question } from './question.ts';

/** What a policy names, for questions about it. */
export class AskedNames {
  readonly questions: readonly TypedQuestion[];
  /** Whether these are all that the heads of rules take. */
  readonly isComplete: boolean;
  /** By role: the types that have it. */
  readonly roles = new Map<string, readonly string[]>();
  readonly actors: readonly string[];

  constructor(policy: Policy) {
    const { askedArguments, undeclaredTypes, headQuestions } = dialectOf(policy);
    const named = questionsOf([policy], undeclaredTypes(policy, 0), undeclaredTypes(policy, 2));
    const heads = headQuestions(policy);
    this.isComplete = heads.isComplete;
    const all = [...named, ...heads.questions].map((one) => [JSON.stringify(one), one] as const);
    this.questions = [...new Map(all).values()].filter(
      ({ action, resource }) => action !== otherAction && askedArguments.includes(resource === undefined ? 2 : 3),
    );
    this.actors = [...new Set(this.questions.map(({ actor }) => actor))];
    for (const type of policy.blocks.keys())
      for (const role of rolesOf(policy, type)) this.roles.set(role, [...(this.roles.get(role) ?? []), type]);
  }

  /** The questions of an action, of every type of actor. @throws Failure for a name that is not there */
  about(action: string, resource: string | undefined): readonly TypedQuestion[] {
    const resources = new Set(this.questions.flatMap((one) => one.resource ?? []));
    if (resource !== undefined && !resources.has(resource))
      throw unknown(`No type \`${resource}\` is asked about in this policy.`, resource, resources, 'Its types');
    const all = this.questions.filter((one) => one.resource === resource);
    const found = all.filter((one) => one.action === action);
    if (found.length > 0) return found;
    const whose = resource === undefined ? 'of the whole application' : `of ${resource}`;
    const actions = new Set(all.map((one) => one.action));
    throw unknown(`"${action}" is no permission ${whose}.`, action, actions, 'There are');
  }

  /** The questions of all types that a search for an answer goes through. */
  askedBy(question: Question): readonly TypedQuestion[] {
    return 'action' in question ? this.about(question.action, question.resource) : this.questions;
  }

  /** Whether a question names a type of actor, where it may name a role. */
  isAboutOneActor(question: Question): boolean {
    return question.kind === 'can' && !this.roles.has(question.who) && this.actors.includes(question.who);
  }

  /** The types that have a role. @throws Failure for a role that none has */
  typesWith(role: string, others: Iterable<string> = []): readonly string[] {
    const types = this.roles.get(role);
    if (types === undefined)
      throw unknown(
        `No type of this policy has a role "${role}".`,
        role,
        [...this.roles.keys(), ...others],
        'There are',
      );
    return types;
  }
}

function unknown(what: string, name: string, known: Iterable<string>, intro: string): Failure {
  const names = [...known];
  const near =
    names.find((one) => one.toLowerCase().startsWith(name.toLowerCase())) ?? new Suggestions(names).nearest(name);
  const list = names.length === 0 ? '' : ` ${intro}: ${names.slice(0, 12).join(', ')}${names.length > 12 ? ' …' : ''}.`;
  return new Failure('unknown-name', `${what}${near === undefined ? list : ` Did you mean \`${near}\`?`}`);
}

/** The forms of questions, with names of the policy. */
export function formsOf({ questions, roles }: AskedNames): string {
  const one = questions.find(({ resource }) => resource !== undefined) ?? questions[0];
  const role = [...roles.keys()][0] ?? one?.actor ?? 'User';
  const what = `"${one?.action ?? 'read'}"${one?.resource === undefined ? (one === undefined ? ' Repository' : '') : ` ${one.resource}`}`;
  return [
    `can "${role}" ever ${what}`,
    'which permissions can nobody get',
    'which rules never matter',
    `who besides "${role}" can ${what}`,
  ]
    .map((line) => `  polar ask '${line}'`)
    .join('\n');
}

import {
  anyRoles,
  judgeRules,
  permissionsOf,
  type RoleCondition,
  type RoleOfType,
  rolesLedTo,
  type Searched,
  type Statement,
  strongest,
  type TypedQuestion,
  type WitnessSearch,
  type WorldWitness,
} from '@polar-tools/evaluator';
import { dialectOf } from '../dialect/of.ts';
import type { LoadedPolicy } from '../load-policy.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Answer, PermissionShown } from './answer.ts';
import type { AskedNames } from './names.ts';
import type { AskOptions } from './options.ts';
import type { Question } from './question.ts';
import { ruleShown } from './rule-shown.ts';

/** Ways of getting at something that are told. */
const MOST_WAYS = 10;

/**
 * Searches for the answer to a question, in generated worlds.
 *
 * @throws Failure for names that the policy has not
 */
export async function answer(
  question: Question,
  names: AskedNames,
  loaded: LoadedPolicy,
  options: AskOptions,
  surroundings: Surroundings,
): Promise<Answer> {
  const { policy } = loaded;
  const clock = surroundings.now;
  const end = clock() + options.timeout;
  const worlds = await dialectOf(policy).worlds(loaded, options, surroundings);
  const { objects } = options;
  /** A part of the time that is left. */
  const share = (parts: number): number => Math.max(1, (end - clock()) / parts);
  const find = (asked: readonly TypedQuestion[], condition: RoleCondition, most: number, parts = 1) => {
    const { witnesses, searched } = findAll(
      worlds.search,
      asked,
      condition,
      most,
      objects,
      clock,
      clock() + share(parts),
    );
    return { witnesses, searched: { ...searched, isComplete: searched.isComplete && names.isComplete } };
  };
  switch (question.kind) {
    case 'can': {
      const { who, action, resource } = question;
      const about = names.about(action, resource);
      const what = `"${action}"${resource === undefined ? '' : ` ${resource}`}`;
      if (names.isAboutOneActor(question)) {
        const found = find(
          about.filter(({ actor }) => actor === who),
          anyRoles,
          1,
        );
        return { kind: 'can', about: `a ${who} may ${what}`, nobody: `no ${who} may ${what}`, ...shown(found) };
      }
      const types = names.typesWith(who, names.actors);
      const led = rolesLedTo(policy, who);
      const none = [...names.roles].flatMap(([role, all]) =>
        led.has(role) ? [] : all.map((type): RoleOfType => ({ role, type, on: 'any' })),
      );
      const some = types.map((type): RoleOfType => ({ role: who, type, on: 'any' }));
      return {
        kind: 'can',
        about: `somebody with the role "${who}" may ${what}`,
        nobody: `nobody with the role "${who}", and no role that it does not lead to, may ${what}`,
        ...shown(find(about, { some, none }, 1)),
      };
    }
    case 'besides': {
      const { role, action, resource } = question;
      const about = names.about(action, resource);
      const types = names.typesWith(role);
      const isOnIt = resource !== undefined && types.includes(resource);
      const none: readonly RoleOfType[] = isOnIt
        ? [{ role, type: resource, on: 'resource' }]
        : types.map((type) => ({ role, type, on: 'any' }));
      const without = `"${action}"${resource === undefined ? '' : ` ${resource}`} without the role "${role}"${isOnIt ? ' on it' : ''}`;
      return {
        kind: 'besides',
        about: without,
        nobody: `nobody may ${without}`,
        ...shown(find(about, { some: [], none }, MOST_WAYS)),
      };
    }
    case 'nobody': {
      const declared = [...policy.blocks].flatMap(([type]) =>
        permissionsOf(policy, type).map((permission) => ({
          permission,
          resource: type === 'global' ? undefined : type,
        })),
      );
      const permissions: PermissionShown[] = [];
      const unsettled: PermissionShown[] = [];
      for (const [at, one] of declared.entries()) {
        if (clock() >= end) {
          unsettled.push(one);
          continue;
        }
        const asked = names.questions.filter(
          ({ action, resource }) => action === one.permission && resource === one.resource,
        );
        const { witnesses, searched } = find(asked, anyRoles, 1, declared.length - at);
        if (witnesses.length > 0) continue;
        if (searched.isComplete && searched.unanswered === 0) permissions.push(one);
        else unsettled.push(one);
      }
      return { kind: 'nobody', permissions, unsettled, asked: declared.length, objects };
    }
    case 'rules': {
      const judged = judgeRules(policy, (without, left) =>
        clock() > end
          ? undefined
          : worlds.differences(without, { clock, limits: { objects, time: share(left) }, first: true }),
      );
      const show = (statements: readonly Statement[]) => statements.map(([clause]) => ruleShown(clause, loaded));
      return {
        kind: 'rules',
        idle: show(judged.idle),
        unsettled: show(judged.unsettled),
        apart: show(judged.apart),
        rules: judged.rules,
        objects,
      };
    }
  }

  function shown({ witnesses, searched }: { witnesses: readonly WorldWitness[]; searched: Searched }) {
    return { witnesses: witnesses.map((witness) => ({ ...witness, who: whoOf(witness) })), searched };
  }

  function whoOf({ anyone, actor, roles }: WorldWitness): string {
    if (anyone) return 'anyone';
    const held = strongest(policy, roles);
    return held.length === 0
      ? `${actor} without a role`
      : `${actor} with ${held.map((role) => `"${role}"`).join(', ')}`;
  }
}

/** Goes through the questions, until so many worlds are found. */
function findAll(
  search: WitnessSearch,
  questions: readonly TypedQuestion[],
  condition: RoleCondition,
  most: number,
  objects: number,
  clock: () => number,
  end: number,
): { readonly witnesses: readonly WorldWitness[]; readonly searched: Searched } {
  const witnesses: WorldWitness[] = [];
  let searched: Searched = { objects, questions: 0, worlds: 0, isComplete: true, unanswered: 0 };
  for (const question of questions) {
    if (clock() > end) return { witnesses, searched: { ...searched, isComplete: false } };
    const found = search.find(question, condition, most - witnesses.length, end);
    witnesses.push(...found.witnesses);
    searched = {
      objects,
      questions: searched.questions + 1,
      worlds: searched.worlds + found.searched.worlds,
      isComplete: searched.isComplete && found.searched.isComplete,
      unanswered: searched.unanswered + found.searched.unanswered,
    };
    if (witnesses.length >= most) break;
  }
  return { witnesses, searched };
}

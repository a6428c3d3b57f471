import type { Rule, Shorthand, Variable } from '@polar-tools/language';
import { classesOf } from '../configuration/known-classes.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { isUnderNot, walk } from '../model/walk.ts';
import { isRest, type NamePlace } from '../names/singletons.ts';
import { editDistance } from '../names/suggestions.ts';
import { both, type Check, type FindingFix, type NodeEdit } from './definition.ts';
import {
  constantMeant,
  isForeignValue,
  isSurelyConstant,
  objectMeant,
  type SingletonAdvice,
  singletonAdvice,
} from './singleton-advice.ts';
import { adviceFix, correctionOf, isNearAny, nearVariables, SHORTEST_MISSPELT } from './singleton-near.ts';
import { isInHead, isNeedless, namedBy, nameOf, stringFix } from './singleton-place.ts';
import { isInComparison } from './unbound-in-comparison.ts';

/** A variable that stands once in a rule binds nothing and tests nothing: it is misspelt or not needed. */
export const singletonVariable: Check = {
  code: 'singleton-variable',
  severity: 'error',
  severityInCloud: 'warning',
  dialects: both,
  summary: 'A variable that stands only once in its rule.',
  nodes: {
    Shorthand(shorthand, { dialect, report }) {
      // In the Library a shorthand has no variables.
      if (dialect !== 'cloud') return;
      for (const node of unboundIn(shorthand)) {
        const { name } = node;
        report(
          node,
          `Singleton variable ${name} is unused or undefined; try renaming to _${name} or _. In a shorthand, actor and resource have a value.`,
          { fixes: inShorthand(node) },
        );
      }
    },
    Rule(rule, { model, classes, dialect, policy, report }) {
      const { once } = model;
      for (let i = 0; i < once.length; i++) {
        const node = once[i]!;
        const name = nameOf(node);
        const near = dialect === 'library' ? nearConstant(node, rule, policy) : undefined;
        if (dialect === 'library' && classes.mayBeConstant(name) && near === undefined && !isForeignValue(name))
          continue;
        // What stands once under `not` or in a comparison is unbound there, and a list is no type: all are reported as that.
        if (
          dialect === 'cloud' &&
          (isUnderNot(node) || isInComparison(node) || node.$container?.$type === 'ListPattern')
        )
          continue;
        const rest = isRest(node);
        const advice = node.$type === 'Variable' && !rest ? (singletonAdvice(node, dialect) ?? near) : undefined;
        const shown = rest ? `*${name}` : name;
        const named = advice === undefined ? namedBy(node, dialect) : undefined;
        const meaning =
          named === undefined
            ? (advice?.words ?? (dialect === 'library' ? objectMeant(name, policy.configuration) : undefined))
            : `If it names a ${named}, it is a string: write "${name}".`;
        const words = `Singleton variable ${shown} is unused or undefined; try renaming to _${name} or _`;
        const constant = dialect === 'library' && policy.configuration.constants !== undefined && mayBeMeant(name);
        // Made when somebody asks: of a rule with thousands of variables each would be compared with each.
        const fixes = (newest: Snapshot): FindingFix[] => {
          const more = constant ? [constantFix(name)] : [];
          if (advice !== undefined) return [...adviceFix(node, advice, rule), ...more];
          const [near, ...alsoNear] = nearVariables(name, rule);
          // Beside a variable that is spelt nearly so, a string is a guess.
          const string = near === undefined ? stringFix(node, newest) : stringFix(node, newest)?.map(leftOpen);
          // Of two that stand once, the first is right.
          const isFirst = near !== undefined && once.slice(i + 1).some((other) => nameOf(other) === near);
          const correction =
            near === undefined
              ? []
              : correctionOf(node, near, !isFirst && string === undefined && alsoNear.length === 0);
          // What a condition names once may be what the head was to name.
          const isOther =
            isNearAny(name, rule) ||
            once.some(
              (other) => !isInHead(other, rule) && !(dialect === 'library' && classes.mayBeConstant(nameOf(other))),
            );
          const needless = near === undefined && string === undefined && !isOther && isNeedless(node, rule, newest);
          return [...(string ?? []), ...correction, ...renamed(node, needless), ...more];
        };
        report(node, meaning === undefined ? words : `${words}. ${meaning}`, { fixes });
      }
    },
  },
};

/** The variables of a shorthand's calls that stand there once, and are none of those that a shorthand has. */
function unboundIn({ head, body }: Shorthand): readonly Variable[] {
  const known = new Set(['actor', 'resource', ...(head.$type === 'Variable' ? [head.name] : [])]);
  const places = new Map<string, Variable[]>();
  walk(body, (node) => {
    if (node.$type !== 'Variable' || node.$container?.$type === 'ShorthandReference') return;
    if (known.has(node.name) || node.name.startsWith('_')) return;
    const all = places.get(node.name);
    if (all === undefined) places.set(node.name, [node]);
    else all.push(node);
  });
  return [...places.values()].flatMap((all) => (all.length === 1 ? all : []));
}

/** A misspelt `actor` or `resource` as what it is meant for: with a variable of its own, the shorthand would hold wherever anything fits. */
function inShorthand(node: Variable): FindingFix[] {
  const { name } = node;
  const near = ['actor', 'resource'].find((known) => isSlipOf(name, known));
  const change = (newText: string): NodeEdit[] => [{ node, at: 'instead', newText }];
  return [
    ...(near === undefined ? [] : [{ title: `Change to ${near}`, preferred: true, edits: change(near) }]),
    { title: `Rename to _${name}`, edits: change(`_${name}`) },
  ];
}

/** Whether a name is another with a slip: a letter or two wrong, too many or too few, its beginning alone, or in another case. */
function isSlipOf(name: string, known: string): boolean {
  const lower = name.toLowerCase();
  if (lower.length < SHORTEST_MISSPELT || (lower[0] !== known[0] && lower.length >= known.length)) return false;
  if (known.startsWith(lower)) return true;
  const tooFar = known.length > 6 ? 3 : 2;
  return editDistance(lower, known, tooFar) < tooFar;
}

const leftOpen = (fix: FindingFix): FindingFix => ({ ...fix, preferred: false });

/** A constant that is spelt nearly so, unless a variable of the rule is, too, or the name may be something else. */
function nearConstant(node: NamePlace, rule: Rule, policy: Snapshot): SingletonAdvice | undefined {
  if (node.$type !== 'Variable' || isRest(node)) return undefined;
  const { name } = node;
  const { configuration, blocks } = policy;
  const classes = classesOf(configuration);
  if (classes.isRegistered(name) || blocks.has(name) || configuration.dataNames?.classes.includes(name) === true)
    return undefined;
  const advice = constantMeant(name, configuration);
  if (advice !== undefined && classes.mayBeConstant(name) && !isSurelyConstant(node, advice.constant)) return undefined;
  return advice === undefined || nearVariables(name, rule).length > 0 ? undefined : advice;
}

/** A name of an application's constant, by how they are written. */
const mayBeMeant = (name: string): boolean => name === 'nil' || /^\p{Lu}/u.test(name);

const constantFix = (name: string): FindingFix => {
  return { title: `Name the constant ${name} in polar.config.json`, set: ['constants'], value: name, added: true };
};

function renamed(node: NamePlace, preferred: boolean): FindingFix[] {
  const name = nameOf(node);
  if (node.$type === 'Name')
    return [{ title: `Use ${name}: _${name}`, preferred, edits: [{ node, at: 'after', newText: `: _${name}` }] }];
  return [
    { title: `Rename to _${name}`, preferred, edits: [{ node, at: 'instead', newText: `_${name}` }] },
    { title: 'Rename to _', edits: [{ node, at: 'instead', newText: '_' }] },
  ];
}

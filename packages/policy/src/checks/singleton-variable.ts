import { isName, type Rule, type Shorthand, type Variable } from '@polar-tools/language';
import { isUnderNot, walk } from '../model/walk.ts';
import { isRest, type NamePlace } from '../names/singletons.ts';
import { editDistance } from '../names/suggestions.ts';
import { both, type Check, type FindingFix } from './definition.ts';
import { type SingletonAdvice, singletonAdvice } from './singleton-advice.ts';

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
          { fixes: [{ title: `Rename to _${name}`, edits: [{ node, at: 'instead', newText: `_${name}` }] }] },
        );
      }
    },
    Rule(rule, { model, classes, dialect, policy, report }) {
      const { once } = model;
      for (let i = 0; i < once.length; i++) {
        const node = once[i]!;
        const name = nameOf(node);
        if (dialect === 'library' && classes.mayBeConstant(name)) continue;
        // What stands once under `not` is unbound there, and reported as that.
        if (dialect === 'cloud' && isUnderNot(node)) continue;
        const rest = isRest(node);
        const advice = node.$type === 'Variable' && !rest ? singletonAdvice(name, dialect) : undefined;
        const shown = rest ? `*${name}` : name;
        const words = `Singleton variable ${shown} is unused or undefined; try renaming to _${name} or _`;
        const constant = dialect === 'library' && policy.configuration.constants !== undefined && mayBeMeant(name);
        // Made when somebody asks: of a rule with thousands of variables each would be compared with each.
        const fixes = (): FindingFix[] => {
          const near = advice === undefined ? nearVariable(name, rule) : undefined;
          // Of two that stand once, the first is right.
          const isFirst = near !== undefined && once.slice(i + 1).some((other) => nameOf(other) === near);
          return [...fixesOf(name, node, advice, near, isFirst, rule), ...(constant ? [constantFix(name)] : [])];
        };
        report(node, advice === undefined ? words : `${words}. ${advice.words}`, { fixes });
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

const nameOf = (place: NamePlace): string => (place.$type === 'Name' ? place.text : (place as Variable).name);

function namesIn(rule: Rule): ReadonlySet<string> {
  const names = new Set<string>();
  walk(rule, (node) => {
    if (node.$type === 'Variable') names.add(node.name);
  });
  return names;
}

/** What the language, or the host, has a value for. */
const isValue = (name: string): boolean => name === 'nil' || name === 'true' || name === 'false';

/** Another variable of the rule that is spelt nearly so: most likely one of the two is misspelt. */
function nearVariable(name: string, rule: Rule): string | undefined {
  if (name.length < SHORTEST_MISSPELT) return undefined;
  // One of several, `user` and `users`, is no mistake.
  const isNear = (other: string): boolean =>
    other.length >= SHORTEST_MISSPELT &&
    !other.startsWith('_') &&
    editDistance(name, other, 2) === 1 &&
    name !== `${other}s` &&
    other !== `${name}s`;
  return [...namesIn(rule)].filter(isNear).sort()[0];
}

/** Shorter names are near one another by chance. */
const SHORTEST_MISSPELT = 4;

/** A name of an application's constant, by how they are written. */
const mayBeMeant = (name: string): boolean => name === 'nil' || /^\p{Lu}/u.test(name);

const constantFix = (name: string): FindingFix => {
  return { title: `Name the constant ${name} in polar.config.json`, set: ['constants'], value: name, added: true };
};

function fixesOf(
  name: string,
  node: NamePlace,
  advice: SingletonAdvice | undefined,
  near: string | undefined,
  isFirst: boolean,
  rule: Rule,
): FindingFix[] {
  if (advice !== undefined) {
    const { fix } = advice;
    return fix === undefined
      ? []
      : [
          {
            title: fix.title,
            // A name that still stands once is no better.
            preferred: !isName(fix.newText) || isValue(fix.newText) || namesIn(rule).has(fix.newText),
            edits: [{ node, at: 'instead', newText: fix.newText }],
          },
        ];
  }
  const correction: FindingFix[] =
    near === undefined || node.$type === 'Name'
      ? []
      : [{ title: `Change to ${near}`, preferred: !isFirst, edits: [{ node, at: 'instead', newText: near }] }];
  if (node.$type === 'Name') {
    return [{ title: `Use ${name}: _${name}`, preferred: true, edits: [{ node, at: 'after', newText: `: _${name}` }] }];
  }
  return [
    ...correction,
    {
      title: `Rename to _${name}`,
      preferred: near === undefined,
      edits: [{ node, at: 'instead', newText: `_${name}` }],
    },
    { title: 'Rename to _', edits: [{ node, at: 'instead', newText: '_' }] },
  ];
}

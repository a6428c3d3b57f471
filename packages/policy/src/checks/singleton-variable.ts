import type { Variable } from '@polar-tools/language';
import { isUnderNot } from '../model/walk.ts';
import { isRest, type NamePlace } from '../names/singletons.ts';
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
    Rule(_rule, { model, classes, dialect, report }) {
      const { once } = model;
      for (let i = 0; i < once.length; i++) {
        const node = once[i]!;
        const name = node.$type === 'Name' ? node.text : (node as Variable).name;
        if (dialect === 'library' && classes.mayBeConstant(name)) continue;
        // What stands once under `not` is unbound there, and reported as that.
        if (dialect === 'cloud' && isUnderNot(node)) continue;
        const rest = isRest(node);
        const advice = node.$type === 'Variable' && !rest ? singletonAdvice(name, dialect) : undefined;
        const shown = rest ? `*${name}` : name;
        const words = `Singleton variable ${shown} is unused or undefined; try renaming to _${name} or _`;
        const fixes = fixesOf(name, node, advice);
        report(node, advice === undefined ? words : `${words}. ${advice.words}`, { fixes });
      }
    },
  },
};

function fixesOf(name: string, node: NamePlace, advice: SingletonAdvice | undefined): FindingFix[] {
  if (advice !== undefined) {
    const { fix } = advice;
    return fix === undefined
      ? []
      : [{ title: fix.title, preferred: true, edits: [{ node, at: 'instead', newText: fix.newText }] }];
  }
  if (node.$type === 'Name') {
    return [{ title: `Use ${name}: _${name}`, preferred: true, edits: [{ node, at: 'after', newText: `: _${name}` }] }];
  }
  return [
    { title: `Rename to _${name}`, preferred: true, edits: [{ node, at: 'instead', newText: `_${name}` }] },
    { title: 'Rename to _', edits: [{ node, at: 'instead', newText: '_' }] },
  ];
}

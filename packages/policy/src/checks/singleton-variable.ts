import { isUnderNot } from '../walk.ts';
import { both, type Check, type FindingFix } from './check.ts';
import { type SingletonAdvice, singletonAdvice } from './singleton-advice.ts';
import { type Singleton, singletonsOf } from './singletons.ts';

/** A variable that stands once in a rule binds nothing and tests nothing: it is misspelt or not needed. */
export const singletonVariable: Check = {
  code: 'singleton-variable',
  severity: 'error',
  severityInCloud: 'warning',
  dialects: both,
  summary: 'A variable that stands only once in its rule.',
  nodes: {
    Rule(rule, { classes, dialect, report }) {
      for (const singleton of singletonsOf(rule)) {
        const { name, as, node } = singleton;
        if (as === 'class' || (dialect === 'library' && classes.mayBeConstant(name))) continue;
        // What stands once under `not` is unbound there, and reported as that.
        if (dialect === 'cloud' && isUnderNot(node)) continue;
        const advice = as === 'variable' ? singletonAdvice(name, dialect) : undefined;
        const shown = as === 'rest' ? `*${name}` : name;
        const words = `Singleton variable ${shown} is unused or undefined; try renaming to _${name} or _`;
        report(node, advice === undefined ? words : `${words}. ${advice.words}`, { fixes: fixesOf(singleton, advice) });
      }
    },
  },
};

function fixesOf({ name, as, node }: Singleton, advice: SingletonAdvice | undefined): FindingFix[] {
  if (advice !== undefined) {
    return [{ title: advice.title, preferred: true, edits: [{ node, at: 'instead', newText: advice.newText }] }];
  }
  if (as === 'field') {
    return [{ title: `Use ${name}: _${name}`, preferred: true, edits: [{ node, at: 'after', newText: `: _${name}` }] }];
  }
  return [
    { title: `Rename to _${name}`, preferred: true, edits: [{ node, at: 'instead', newText: `_${name}` }] },
    { title: 'Rename to _', edits: [{ node, at: 'instead', newText: '_' }] },
  ];
}

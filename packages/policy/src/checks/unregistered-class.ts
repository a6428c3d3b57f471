import { type Check, type FindingFix, libraryOnly } from './definition.ts';
import { failedComparisons } from './failed-comparison.ts';

/** A block or a relation that names a class which the application does not register. */
export const unregisteredClass: Check = {
  code: 'unregistered-class',
  severity: 'error',
  dialects: libraryOnly,
  summary: 'A block, a relation or a rule type of a class that the application does not register.',
  nodes: {
    Block({ name }, { classes, report }) {
      if (classes.complete && !classes.isRegistered(name.text))
        report(name, unregistered(name.text), { fixes: nameIt(name.text) });
    },
    DeclaredRelation({ name, type }, { classes, policy, report }) {
      const { text } = type ?? name;
      // What has a block is told there.
      if (classes.complete && !policy.blocks.has(text) && !classes.isRegistered(text))
        report(type ?? name, unregistered(text), { fixes: nameIt(text) });
    },
  },
  predicate(predicate, context) {
    for (const { uri, unregistered: pattern } of failedComparisons(predicate, context)) {
      if (pattern !== undefined) {
        const { name } = pattern;
        context.report(uri, name, unregistered(name.text), { fixes: nameIt(name.text) });
      }
    }
  },
};

const unregistered = (name: string): string =>
  `Unregistered class: ${name}. Register it with the application and name it under "classes" in polar.config.json, or correct the name.`;

/** Says in the configuration that the application registers the class. */
export const nameIt = (name: string): FindingFix[] => [
  { title: `Name the class ${name} in polar.config.json`, set: ['classes', name], value: {} },
];

import type { Name } from '@polar-tools/language';
import type { Snapshot } from '../model/snapshot.ts';
import { isSlip, nearestOf } from '../names/suggestions.ts';
import { type Check, type FindingFix, libraryOnly, type More } from './definition.ts';
import { failedComparisons } from './failed-comparison.ts';

/** A block or a relation that names a class which the application does not register. */
export const unregisteredClass: Check = {
  code: 'unregistered-class',
  severity: 'error',
  dialects: libraryOnly,
  summary: 'A block, a relation or a rule type of a class that the application does not register.',
  nodes: {
    Block({ name }, { classes, policy, report }) {
      if (classes.complete && !classes.isRegistered(name.text)) report(name, ...unregistered(name, policy));
    },
    DeclaredRelation({ name, type }, { classes, policy, report }) {
      const { text } = type ?? name;
      // What has a block is told there.
      if (classes.complete && !policy.blocks.has(text) && !classes.isRegistered(text))
        report(type ?? name, ...unregistered(type ?? name, policy));
    },
  },
  predicate(predicate, context) {
    for (const { uri, unregistered: pattern } of failedComparisons(predicate, context)) {
      if (pattern !== undefined) {
        const { name } = pattern;
        context.report(uri, name, ...unregistered(name, context.policy));
      }
    }
  },
};

function unregistered(node: Name, { configuration }: Snapshot): [string, More] {
  const { text } = node;
  const meant = nearestOf(text, Object.keys(configuration.classes ?? {}));
  if (meant === undefined)
    return [
      `Unregistered class: ${text}. Register it with the application and name it under "classes" in polar.config.json, or correct the name.`,
      { fixes: nameIt(text) },
    ];
  const change: FindingFix = {
    title: `Change to ${meant}`,
    preferred: isSlip(text, meant),
    edits: [{ node, at: 'instead', newText: meant }],
  };
  return [`Unregistered class: ${text}. Did you mean ${meant}?`, { fixes: [change, ...nameIt(text)] }];
}

/** Says in the configuration that the application registers the class. */
export const nameIt = (name: string): FindingFix[] => [
  { title: `Name the class ${name} in polar.config.json`, set: ['classes', name], value: {} },
];

import { type Node, type PolarNode, type Rule, walk } from '@polar-tools/language';

const known = new WeakMap<Rule, readonly string[]>();

/**
 * The names in a rule that are the application's, as it seems: they stand once, in the body. A variable that stands once says nothing;
 * who means to say nothing writes `_`.
 */
export function constantsIn(rule: Rule): readonly string[] {
  const before = known.get(rule);
  if (before !== undefined) return before;
  const counts = new Map<string, number>();
  const note = (name: string): void => {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  };
  walk(rule, (it: Node) => {
    const node = it as PolarNode;
    if (node.$type === 'Variable') note(node.name);
    else if (node.$type === 'Field' && node.value === undefined) note(node.key.text);
    return true;
  });
  const inHead = new Set<string>();
  for (const parameter of rule.parameters)
    walk(parameter, (it: Node) => {
      const node = it as PolarNode;
      if (node.$type === 'Variable') inHead.add(node.name);
      return true;
    });
  const found = [...counts].filter(
    ([name, count]) => count === 1 && !inHead.has(name) && !name.startsWith('_') && name !== 'nil',
  );
  const names = found.map(([name]) => name);
  known.set(rule, names);
  return names;
}

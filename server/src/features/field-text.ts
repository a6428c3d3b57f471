import { type Name, type Node, type PolarNode, print, walk } from '@polar-tools/language';
import { type Policy, typeOf, unwrap } from '@polar-tools/policy';
import { foundReading, type ReadingNode } from '../application/found-at.ts';
import { memberText, missingText } from '../application/source-text.ts';
import type { View } from '../view.ts';
import { code, inline } from './clause-text.ts';

const readings = new WeakMap<Node, ReadonlyMap<string, readonly ReadingNode[]>>();

/** What a statement reads of objects, by name. */
function readingsIn(tree: Node): ReadonlyMap<string, readonly ReadingNode[]> {
  const before = readings.get(tree);
  if (before !== undefined) return before;
  const found = new Map<string, ReadingNode[]>();
  walk(tree, (it) => {
    const node = it as PolarNode;
    const name =
      node.$type === 'Lookup' || node.$type === 'MethodCall'
        ? node.name?.text
        : node.$type === 'Field' && node.$container?.$type === 'InstancePattern'
          ? node.key.text
          : undefined;
    if (name === undefined) return true;
    const known = found.get(name);
    if (known === undefined) found.set(name, [node as ReadingNode]);
    else known.push(node as ReadingNode);
    return true;
  });
  readings.set(tree, found);
  return found;
}

/** The class of the object that is read; undefined where it is not known. */
function classOf(policy: Policy, node: ReadingNode): string | undefined {
  if (node.$type !== 'Field') return typeOf(policy, node.object);
  const pattern = node.$container as PolarNode;
  return pattern.$type === 'InstancePattern' ? pattern.name.text : undefined;
}

const SHOWN = 5;

/** Of the field or method that a name after a dot, or before a colon in a pattern, is: of which class, and how the policy reads it. */
export function fieldText(view: View, uri: string, named: Name, reading: ReadingNode): string | undefined {
  const { policy, application } = view;
  const name = named.text;
  const declared = application && foundReading(application, view, uri, named, reading);
  const type = classOf(policy, reading) ?? declared?.of[0]?.declared.name;
  const isMethod = reading.$type === 'MethodCall';
  const values = new Set<string>();
  const goals = new Set<string>();
  let count = 0;
  for (const { statements } of policy.files.values()) {
    for (const { tree } of statements) {
      for (const other of (tree === undefined ? undefined : readingsIn(tree).get(name)) ?? []) {
        if ((other.$type === 'MethodCall') !== isMethod) continue;
        const otherType = classOf(policy, other);
        if (type !== undefined && otherType !== undefined && otherType !== type) continue;
        count++;
        const goal = goalAround(other);
        if (goals.size < SHOWN) goals.add(print(goal));
        for (const value of comparedWith(other)) values.add(value);
      }
    }
  }
  const what = isMethod ? 'method' : 'field';
  const owner = type === undefined ? 'an object whose class is not known here' : inline(type);
  const lines =
    application !== undefined && declared?.found !== undefined
      ? [memberText(application, declared.found)]
      : [`${inline(name)}: ${what} of ${owner}${statedBy(policy, type, name)}`];
  const missing =
    application && declared?.found === undefined ? missingText(application, declared?.of ?? [], name) : undefined;
  if (missing !== undefined) lines.push(missing);
  if (values.size > 0) lines.push(`Compared with ${[...values].slice(0, SHOWN).map(inline).join(', ')}.`);
  if (count > 1)
    lines.push(`Read in ${count} places${count > goals.size ? ', such as' : ''}:\n\n${code([...goals].join('\n'))}`);
  return lines.join('\n\n');
}

/** Whether the configuration says that a class has it. */
function statedBy({ configuration }: Policy, type: string | undefined, name: string): string {
  const classes = configuration.classes ?? {};
  if (type === undefined || !Object.hasOwn(classes, type)) return '';
  return classes[type]!.fields.includes(name) ? ', which `polar.config.json` names' : '';
}

/** The condition that a reading stands in. */
function goalAround(node: Node): Node {
  let goal: Node = node;
  while (
    goal.$container !== undefined &&
    !['And', 'Or', 'Rule', 'InlineQuery', 'Parentheses'].includes(goal.$container.$type)
  )
    goal = goal.$container;
  return goal;
}

const literals = ['StringLiteral', 'IntegerLiteral', 'FloatLiteral', 'BooleanLiteral'];

function comparedWith(node: ReadingNode): readonly string[] {
  if (node.$type === 'Field')
    return node.value !== undefined && literals.includes(node.value.$type) ? [print(node.value)] : [];
  const holder = node.$container as PolarNode | undefined;
  if (holder?.$type !== 'Binary') return [];
  const other = unwrap(holder.left === node ? holder.right : holder.left) as PolarNode;
  if (literals.includes(other.$type)) return [print(other)];
  return holder.operator === 'in' && other.$type === 'List'
    ? other.elements.filter(({ $type }) => literals.includes($type)).map((each) => print(each))
    : [];
}

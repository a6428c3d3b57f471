import { type Name, type Node, type PolarNode, print } from '@polar-tools/language';
import { namesWritten, type Policy, typeOf, unwrap } from '@polar-tools/policy';
import { foundReading, type ReadingNode } from '../application/found-at.ts';
import { memberText, missingText } from '../application/source-text.ts';
import type { View } from '../view.ts';
import { code, inline } from './clause-text.ts';

/** The lookup, call or pattern's field that a name is what is read in. */
function readingOf(name: Node): ReadingNode | undefined {
  const holder = name.$container as PolarNode | undefined;
  if (holder?.$type === 'Lookup' || holder?.$type === 'MethodCall') return holder.name === name ? holder : undefined;
  const isPattern = holder?.$type === 'Field' && holder.$container?.$type === 'InstancePattern';
  return isPattern && holder.key === name ? holder : undefined;
}

/** The class of the object that is read; undefined where it is not known. */
function classOf(policy: Policy, node: ReadingNode): string | undefined {
  if (node.$type !== 'Field') return typeOf(policy, node.object);
  const pattern = node.$container as PolarNode;
  return pattern.$type === 'InstancePattern' ? pattern.name.text : undefined;
}

const SHOWN = 5;
/** Of so many places of the name it is said which of them read the field; who has more sees that there are many. */
const MOST_LOOKED = 3000;

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
  let looked = 0;
  for (const written of namesWritten(policy, name)) {
    if (++looked > MOST_LOOKED) break;
    const other = readingOf(written);
    if (other === undefined || (other.$type === 'MethodCall') !== isMethod) continue;
    const otherType = classOf(policy, other);
    if (type !== undefined && otherType !== undefined && otherType !== type) continue;
    count++;
    if (goals.size < SHOWN) goals.add(print(goalAround(other)));
    for (const value of comparedWith(other)) values.add(value);
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
    lines.push(
      `Read in ${looked > MOST_LOOKED ? 'at least ' : ''}${count} places${count > goals.size ? ', such as' : ''}:\n\n${code([...goals].join('\n'))}`,
    );
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

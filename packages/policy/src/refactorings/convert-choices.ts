import { type Binary, type Expression, type Node, type Or, type PolarNode, rangeOf, walk } from '@polar-tools/language';
import { unwrap } from '../model/walk.ts';
import { isGoal } from './clause-parts.ts';
import { innermost, type Offer } from './refactoring.ts';
import { sourceOf } from './source-text.ts';

/** `x = "a" or x = "b"` to `x in ["a", "b"]`, and back. */
export const convertChoices: Offer = (selection) => {
  const { uri, text } = selection;
  const or = innermost(selection, 'Or');
  const choice = or && choiceOf(or);
  if (or !== undefined && choice !== undefined) {
    const { left, values } = choice;
    const statement = selection.around.at(-1)!;
    if (timesIn(statement, sourceOf(text, left)) === values.length) return [];
    const list = values.map((value) => sourceOf(text, value)).join(', ');
    return [
      {
        title: `Convert to "${sourceOf(text, left)} in […]"`,
        kind: 'refactor.rewrite',
        edits: [{ uri, ...rangeOf(or), newText: `${sourceOf(text, left)} in [${list}]` }],
      },
    ];
  }
  const membership = innermost(selection, 'Binary');
  if (membership?.operator !== 'in' || !isGoal(membership)) return [];
  const list = unwrap<Node>(membership.right) as PolarNode;
  if (list.$type !== 'List' || list.rest !== undefined || list.elements.length < 2) return [];
  const left = unwrap<Node>(membership.left);
  if (left.$type !== 'Variable' || !list.elements.every(isPlain)) return [];
  const goals = list.elements.map((value) => `${sourceOf(text, left)} = ${sourceOf(text, value)}`).join(' or ');
  const stands = membership.$container?.$type;
  const needsParentheses = stands === 'And' || stands === 'Not';
  return [
    {
      title: `Convert to "${sourceOf(text, left)} = … or …"`,
      kind: 'refactor.rewrite',
      edits: [{ uri, ...rangeOf(membership), newText: needsParentheses ? `(${goals})` : goals }],
    },
  ];
};

/** The variable and the values of a choice all of whose goals compare the one variable with plain values. */
function choiceOf({ operands }: Or): { readonly left: Node; readonly values: readonly Node[] } | undefined {
  const goals = operands.map((operand) => unwrap<Node>(operand) as PolarNode);
  const equations = goals.filter((goal): goal is Binary => goal.$type === 'Binary' && goal.operator === '=');
  if (equations.length < goals.length) return undefined;
  const sides = equations.map(({ left, right }) => [unwrap<Node>(left), unwrap<Node>(right)] as const);
  const [first] = sides;
  if (first === undefined || first[0].$type !== 'Variable') return undefined;
  const { name } = first[0] as Node & { name: string };
  const same = sides.every(([left, right]) => (left as Node & { name?: string }).name === name && isPlain(right));
  return same ? { left: first[0], values: sides.map(([, right]) => right) } : undefined;
}

/** How often a variable stands in a statement. What stood in the choice alone would stand once. */
function timesIn(statement: Node, name: string): number {
  let times = 0;
  walk(statement, (it) => {
    const node = it as PolarNode;
    if (node.$type === 'Variable' && node.name === name) times++;
    else if (node.$type === 'Field' && node.value === undefined && node.key.text === name) times++;
    return true;
  });
  return times;
}

const plain = new Set(['StringLiteral', 'IntegerLiteral', 'BooleanLiteral']);
const isPlain = (node: Node | Expression): boolean => plain.has(node.$type);

import { type Binary, type Expression, type Node, type Or, type PolarNode, rangeOf, walk } from '@polar-tools/language';
import { unwrap } from '../model/walk.ts';
import { isGoal } from './clause-parts.ts';
import { innermost, type Offer } from './refactoring.ts';
import { sourceOf } from './source-text.ts';

/** `x = "a" or x = "b"` to `x in ["a", "b"]`, and back; `x` may be a field, too: `user.state`. */
export const convertChoices: Offer = (selection) => {
  const { uri, text } = selection;
  const or = innermost(selection, 'Or');
  const choice = or && choiceOf(or);
  if (or !== undefined && choice !== undefined) {
    if (sourceOf(text, or).includes('#')) return [];
    const { left, values } = choice;
    const statement = selection.around.at(-1)!;
    if (timesIn(statement, left.variable) === values.length) return [];
    const list = values.map((value) => sourceOf(text, value)).join(', ');
    return [
      {
        title: `Convert to "${left.path} in […]"`,
        kind: 'refactor.rewrite',
        edits: [{ uri, ...rangeOf(withParentheses(or, text)), newText: `${left.path} in [${list}]` }],
      },
    ];
  }
  const membership = innermost(selection, 'Binary');
  if (membership?.operator !== 'in' || !isGoal(membership) || sourceOf(text, membership).includes('#')) return [];
  const list = unwrap<Node>(membership.right) as PolarNode;
  if (list.$type !== 'List' || list.rest !== undefined || list.elements.length < 2) return [];
  const left = placeOf(membership.left);
  if (left === undefined || !list.elements.every(isPlain)) return [];
  const goals = list.elements.map((value) => `${left.path} = ${sourceOf(text, value)}`).join(' or ');
  const stands = membership.$container?.$type;
  const needsParentheses = stands === 'And' || stands === 'Not';
  return [
    {
      title: `Convert to "${left.path} = … or …"`,
      kind: 'refactor.rewrite',
      edits: [{ uri, ...rangeOf(membership), newText: needsParentheses ? `(${goals})` : goals }],
    },
  ];
};

/** With the parentheses around it, which one goal does not need; those of a negation stay, and so do those with a comment. */
function withParentheses(node: Node, text: string): Node {
  let whole = node;
  for (let it = node.$container; it?.$type === 'Parentheses'; it = it.$container) {
    if (it.$container?.$type === 'Not' || sourceOf(text, it).includes('#')) break;
    whole = it;
  }
  return whole;
}

/** A variable, or a field of one: `user.team.kind`. */
interface Place {
  readonly variable: string;
  readonly path: string;
}

function placeOf(expression: Node): Place | undefined {
  const node = unwrap<Node>(expression) as PolarNode;
  if (node.$type === 'Variable') return { variable: node.name, path: node.name };
  if (node.$type !== 'Lookup' || node.name === undefined) return undefined;
  const object = placeOf(node.object);
  return object && { variable: object.variable, path: `${object.path}.${node.name.text}` };
}

/** The place and the values of a choice all of whose goals compare the one place with plain values. */
function choiceOf({ operands }: Or): { readonly left: Place; readonly values: readonly Node[] } | undefined {
  const goals = operands.map((operand) => unwrap<Node>(operand) as PolarNode);
  const equations = goals.filter((goal): goal is Binary => goal.$type === 'Binary' && goal.operator === '=');
  if (equations.length < goals.length) return undefined;
  const sides = equations.map(({ left, right }) => [placeOf(left), unwrap<Node>(right)] as const);
  const [left] = sides[0] ?? [];
  if (left === undefined) return undefined;
  const same = sides.every(([place, right]) => place?.path === left.path && isPlain(right));
  return same ? { left, values: sides.map(([, right]) => right) } : undefined;
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

import { type Node, type Parameter, print, type Rule, rangeOf } from '@polar-tools/language';
import { goalsOf, hasCut, variablesIn } from './clause-parts.ts';
import { innermost, type Offer } from './refactoring.ts';
import { indentAt, lineEndOf, withComments } from './source-text.ts';

/** Goals that are selected, one after the other, to a rule of their own, with the variables as parameters that stand outside them, too. */
export const extractRule: Offer = (selection) => {
  const { policy, uri, text, start, end } = selection;
  const rule = innermost(selection, 'Rule');
  if (rule?.body === undefined || start === end) return [];
  const goals = goalsOf(rule.body);
  const chosen = goals.filter((goal) => start <= rangeOf(goal).start && rangeOf(goal).end <= end);
  const [first] = chosen;
  if (first === undefined || rangeOf(first).start !== start || rangeOf(chosen.at(-1)!).end !== end) return [];
  if (chosen.length === goals.length && rule.parameters.length === 0) return [];
  if (chosen.some((goal) => hasCut(goal) || neverEmpty(goal)) || (chosen.length === 1 && isCall(first))) return [];
  const outside = new Set([...rule.parameters, ...goals.filter((goal) => !chosen.includes(goal))].flatMap(variablesIn));
  const parameters = [...new Set(chosen.flatMap(variablesIn))].filter((name) => outside.has(name));
  const name = freeName(policy.predicates);
  const typed = parameters.map((parameter) => typedParameter(rule, parameter));
  const line = lineEndOf(text);
  const at = withComments(text, rule).end;
  const gap = text.slice(0, at).endsWith('\n') ? line : `${line}${line}`;
  // It stands apart from what follows, too.
  const rest = text.slice(at);
  const apart = rest.trim() === '' || /^[ \t]*\r?\n/.test(rest) ? '' : line;
  const body = text.slice(start, end);
  // Goals on lines of their own all begin one.
  const before = body.includes('\n') ? `${line}${indentAt(text, rangeOf(chosen.at(-1)!).start)}` : ' ';
  const made = `${indentAt(text, rangeOf(rule).start)}${name}(${typed.join(', ')}) if${before}${body};${line}${apart}`;
  return [
    {
      title: `Extract to the rule ${name}(${parameters.join(', ')})`,
      kind: 'refactor.extract',
      edits: [
        { uri, start, end, newText: `${name}(${parameters.join(', ')})` },
        { uri, start: at, end: at, newText: gap + made },
      ],
      // What is added stands behind it.
      name: { uri, offset: start },
    },
  ];
};

/** A parameter with the type that the rule's head gives the variable: what it is asked of is the same. */
function typedParameter({ parameters }: Rule, name: string): string {
  const typed = parameters.find(
    (parameter: Parameter) => parameter.value.$type === 'Variable' && parameter.value.name === name,
  );
  const { specializer } = typed ?? {};
  return specializer?.$type === 'InstancePattern' && specializer.fields === undefined
    ? `${name}: ${print(specializer)}`
    : name;
}

const isCall = (node: Node): boolean => node.$type === 'Call';
const neverEmpty = (node: Node): boolean => node.$type === 'Print';

function freeName(predicates: ReadonlyMap<string, unknown>): string {
  const base = 'extracted';
  let name = base;
  for (let n = 2; predicates.has(name); n++) name = `${base}_${n}`;
  return name;
}

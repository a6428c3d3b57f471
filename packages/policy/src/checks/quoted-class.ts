import { isName, type Node, type Pattern, type PolarNode, type Rule } from '@polar-tools/language';
import { walk } from '../model/walk.ts';
import { type Check, libraryOnly, type StatementContext } from './definition.ts';

/**
 * `user: "User"`: in the Library a string fits that string alone (docs/language/rules.md). An application may ask about the string, so it is told only of a
 * variable that is called as the class is, or of one that is used as an object. In Cloud a string cannot stand there (`cloud-form`).
 */
export const quotedClass: Check = {
  code: 'quoted-class',
  severity: 'warning',
  dialects: libraryOnly,
  summary: 'A string that names a class, where a class was meant.',
  nodes: {
    Rule(rule, context) {
      for (const { value, specializer } of rule.parameters) checkPattern(value, specializer, rule, context);
    },
    Matches({ left, pattern, $container }, context) {
      let root: Node = $container!;
      while (root.$container !== undefined) root = root.$container;
      checkPattern(left, pattern, root, context);
    },
  },
};

function checkPattern(value: Node, pattern: Pattern | undefined, scope: Node, { report }: StatementContext): void {
  const variable = value as PolarNode;
  if (pattern?.$type !== 'StringLiteral' || variable.$type !== 'Variable') return;
  const { value: name } = pattern;
  if (!isName(name) || !/^\p{Lu}/u.test(name)) return;
  if (!isCalledAs(variable.name, name) && !isObject(variable.name, scope)) return;
  report(
    pattern,
    `"${name}" in quotes is a string, and fits that string alone. To ask for the class, leave the quotes out: ${name}.`,
    { fixes: [{ title: `Change to ${name}`, edits: [{ node: pattern, at: 'instead', newText: name }] }] },
  );
}

/** `user` of `"User"`. */
const isCalledAs = (variable: string, name: string): boolean =>
  variable.replaceAll('_', '').toLowerCase() === name.toLowerCase();

/** Whether a field or a method of the variable is looked up, which no string of a policy has. */
function isObject(variable: string, scope: Node): boolean {
  let found = false;
  walk(scope as Rule, (node) => {
    if (node.$type !== 'Lookup' && node.$type !== 'MethodCall') return;
    found ||= node.object.$type === 'Variable' && node.object.name === variable;
  });
  return found;
}

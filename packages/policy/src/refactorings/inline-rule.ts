import { type Call, type Node, type PolarNode, type Rule, rangeOf, walk } from '@polar-tools/language';
import { isUnderNot, unwrap } from '../model/walk.ts';
import { hasCut, isGoal, variablesIn } from './clause-parts.ts';
import { innermost, type Offer, type Selection } from './refactoring.ts';
import { newSingletons } from './singletons-of.ts';
import { sourceOf } from './source-text.ts';

/**
 * A call of a rule to what the rule asks, where its predicate has just one clause, and that takes plain variables: a call with other arguments
 * fits it just the same, and no other clause could answer. The type of a parameter is asked for, unless the argument has it.
 */
export const inlineRule: Offer = (selection) => {
  const { policy, uri, text } = selection;
  const call = innermost(selection, 'Call');
  if (call === undefined || call.keywords.length > 0 || !isGoal(call)) return [];
  const clauses = (policy.predicates.get(call.name.text)?.clauses ?? []).filter(
    ({ arity }) => arity === call.arguments.length,
  );
  const [clause] = clauses;
  if (clauses.length !== 1 || clause === undefined || clause.shorthand !== undefined || clause.broken === true)
    return [];
  const { rule } = clause;
  const source = policy.files.get(clause.uri)?.text;
  if (source === undefined || rule.body === undefined || hasCut(rule.body) || calls(rule.body, rule.name.text))
    return [];
  if (sourceOf(source, rule).includes('#') || sourceOf(text, call).includes('#')) return [];
  const stands = call.$container?.$type;
  const inner = unwrap<Node>(rule.body).$type;
  // A negation asks of what is known before it; and Cloud negates one call.
  if (isUnderNot(call) && (hasOwnVariables(rule) || (policy.dialect === 'cloud' && inner !== 'Call'))) return [];
  const replacements = replacementsFor(text, selection.around, call, rule);
  if (replacements === undefined) return [];
  const types = typesToAsk(selection, call, rule);
  if (types === undefined) return [];
  const isWrapped = rule.body.$type === 'Parentheses';
  const asked = withVariables(source, rule.body, replacements);
  const guarded = types.length > 0;
  const body = [...types, guarded && inner === 'Or' && !isWrapped ? `(${asked})` : asked].join(' and ');
  const isOr = inner === 'Or' && !guarded;
  const needsParentheses =
    (guarded || !isWrapped) &&
    ((isOr && stands !== 'Rule' && stands !== 'Or' && stands !== 'Parentheses') ||
      (stands === 'Not' && (guarded || inner !== 'Call')));
  const newText = needsParentheses ? `(${body})` : body;
  const statement = rangeOf(selection.around.at(-1)!);
  const { start, end } = rangeOf(call);
  const before = text.slice(statement.start, statement.end);
  if (newSingletons(before, text.slice(statement.start, start) + newText + text.slice(end, statement.end)).length > 0)
    return [];
  return [
    {
      title: `Inline ${call.name.text}`,
      kind: 'refactor.inline',
      edits: [{ uri, start, end, newText }],
    },
  ];
};

/** What each variable of the rule's body becomes; undefined where the parameters or arguments are more than names and plain values. */
function replacementsFor(
  text: string,
  around: readonly Node[],
  call: Call,
  rule: Rule,
): ReadonlyMap<string, string> | undefined {
  const replacements = new Map<string, string>();
  for (const [i, { value }] of rule.parameters.entries()) {
    const argument = unwrap<Node>(call.arguments[i]!) as PolarNode;
    if (value.$type !== 'Variable' || replacements.has(value.name)) return undefined;
    if (!['Variable', 'StringLiteral', 'IntegerLiteral', 'BooleanLiteral', 'ObjectLiteral'].includes(argument.$type))
      return undefined;
    if (argument.$type === 'Variable' && argument.name === '_') return undefined;
    if (value.name !== '_') replacements.set(value.name, sourceOf(text, argument));
  }
  const taken = new Set(variablesIn(around.at(-1)!));
  for (const name of variablesIn(rule.body!)) {
    if (replacements.has(name)) continue;
    let fresh = name;
    for (let n = 2; taken.has(fresh); n++) fresh = `${name}_${n}`;
    taken.add(fresh);
    replacements.set(name, fresh);
  }
  return replacements;
}

/** The literals that are sure to be of a type which every policy has. */
const LITERALS: Readonly<Record<string, string>> = {
  StringLiteral: 'String',
  IntegerLiteral: 'Integer',
  BooleanLiteral: 'Boolean',
};

/** Goals for the types of parameters that the arguments are not known to have; undefined where they cannot be asked for. */
function typesToAsk(selection: Selection, call: Call, rule: Rule): readonly string[] | undefined {
  const goals: string[] = [];
  for (const [i, { specializer }] of rule.parameters.entries()) {
    if (specializer === undefined) continue;
    if (specializer.$type !== 'InstancePattern' || specializer.fields !== undefined) return undefined;
    const type = specializer.name.text;
    const argument = unwrap<Node>(call.arguments[i]!) as PolarNode;
    if (LITERALS[argument.$type] === type) continue;
    if (argument.$type === 'ObjectLiteral' && argument.name.text === type) continue;
    if (argument.$type !== 'Variable') return undefined;
    const head = innermost(selection, 'Rule')?.parameters.find(
      ({ value }) => value.$type === 'Variable' && value.name === argument.name,
    )?.specializer;
    if (head?.$type === 'InstancePattern' && head.name.text === type) continue;
    // Cloud knows the type of a variable that stands in a rule; it does not ask for it as a goal everywhere.
    if (selection.policy.dialect === 'cloud') return undefined;
    goals.push(`${argument.name} matches ${type}`);
  }
  return goals;
}

/** A body's text with other names for its variables. */
function withVariables(source: string, body: Node, replacements: ReadonlyMap<string, string>): string {
  const { start, end } = rangeOf(body);
  const edits: { readonly from: number; readonly to: number; readonly newText: string }[] = [];
  walk(body, (it) => {
    const node = it as PolarNode;
    if (node.$type === 'Variable' && replacements.has(node.name)) {
      const range = rangeOf(node);
      edits.push({ from: range.start, to: range.end, newText: replacements.get(node.name)! });
    } else if (node.$type === 'Field' && node.value === undefined && replacements.has(node.key.text)) {
      const range = rangeOf(node.key);
      edits.push({
        from: range.start,
        to: range.end,
        newText: `${node.key.text}: ${replacements.get(node.key.text)!}`,
      });
    }
    return true;
  });
  edits.sort((a, b) => a.from - b.from);
  let text = '';
  let at = start;
  for (const { from, to, newText } of edits) {
    text += source.slice(at, from) + newText;
    at = to;
  }
  return text + source.slice(at, end);
}

function calls(body: Node, name: string): boolean {
  let found = false;
  walk(body, (it) => {
    const node = it as PolarNode;
    if (node.$type === 'Call' && node.name.text === name) found = true;
    return !found;
  });
  return found;
}

/** Whether a rule's body has variables that are none of its parameters. */
function hasOwnVariables({ parameters, body }: Rule): boolean {
  const named = new Set(parameters.flatMap(variablesIn));
  return variablesIn(body!).some((name) => !named.has(name));
}

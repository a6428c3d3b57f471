import { type Call, type Node, print } from '@polar-tools/language';
import { instanceVariable } from '../blocks/expand-shorthand.ts';
import { engineText } from '../checking/engine-text.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { isNegative } from '../model/walk.ts';
import { isPlainSlip } from '../names/plain-slip.ts';
import { isSlip } from '../names/suggestions.ts';
import { type Check, type FindingFix, libraryOnly, type More, type StatementContext } from './definition.ts';

/** A call to a rule that no file of the policy defines. (In Cloud such a predicate is a type of fact.) */
export const undefinedRuleCall: Check = {
  code: 'undefined-rule-call',
  severity: 'error',
  dialects: libraryOnly,
  summary: 'A call to a rule that no file of the policy defines.',
  nodes: {
    Call(call, context) {
      if (context.model.tree?.$type === 'InlineQuery' || isNeverCalled(call) || isOperator(call)) return;
      if (isMissing(call.name.text, context))
        reportMissing(call, `Call to undefined rule: ${engineText(call)}`, context);
    },
    ShorthandReference(reference, context) {
      const { policy, model } = context;
      const { term, relation } = reference;
      if (relation !== undefined || term.$type !== 'StringLiteral' || model.block === undefined) return;
      // A missing `has_role` or `has_relation` is a missing required rule, and reported as that.
      if (policy.blocks.get(model.block.name.text)?.names.get(term.value)?.kind !== 'permission') return;
      if (!isMissing('has_permission', context)) return;
      context.report(
        term,
        `Call to undefined rule: has_permission(actor, "${term.value}", ${instanceVariable(model.block.name.text)}). ` +
          'No rule and no shorthand of the policy gives a permission. Add one.',
      );
    },
  },
};

/** An inline query for a rule that no file of the policy defines: it fails when the policy is loaded. */
export const queryForUndefinedRule: Check = {
  code: 'query-for-undefined-rule',
  severity: 'error',
  dialects: libraryOnly,
  summary: 'An inline query for a rule that no file of the policy defines.',
  nodes: {
    Call(call, context) {
      if (context.model.tree?.$type !== 'InlineQuery' || isNeverCalled(call) || isOperator(call)) return;
      if (isMissing(call.name.text, context)) {
        reportMissing(call, `Query for undefined rule \`${call.name.text}\``, context);
      }
    },
  },
};

/** What the language has rules for by itself. */
const BUILT_IN = ['print', 'debug'];

/** `in(1, list)` is `1 in list`. */
const isOperator = (call: Call): boolean => call.name.text === 'in';

function isMissing(name: string, { policy }: StatementContext): boolean {
  return !policy.predicates.has(name) && !policy.guessed.has(name);
}

function reportMissing(call: Call, words: string, { policy, suggestions, report }: StatementContext): void {
  const name = call.name.text;
  const meant = suggestions.nearest(name) ?? BUILT_IN.find((each) => isPlainSlip(name, each));
  const advice = meant === undefined ? 'Define it, or correct its name.' : `Did you mean ${meant}?`;
  // `unblocked` may be near to `blocked`, and means the contrary.
  const preferred =
    meant !== undefined &&
    isSlip(name, meant) &&
    policy.predicates.get(meant)?.hasArity(call.arguments.length) !== false;
  report(call, `${words}. ${advice}`, new Mending(call, meant, preferred));
}

/** What would mend a call of a rule that is not there. A workspace that is being rebuilt has thousands of them. */
class Mending implements More {
  readonly #call: Call;
  readonly #meant: string | undefined;
  readonly #preferred: boolean;

  constructor(call: Call, meant: string | undefined, preferred: boolean) {
    this.#call = call;
    this.#meant = meant;
    this.#preferred = preferred;
  }

  get fixes(): (policy: Snapshot) => readonly FindingFix[] {
    return (policy) => fixesOf(this.#call, this.#meant, this.#preferred, policy);
  }
}

function fixesOf(call: Call, meant: string | undefined, preferred: boolean, policy: Snapshot): readonly FindingFix[] {
  const fixes: FindingFix[] = [];
  if (meant !== undefined) {
    fixes.push({
      title: `Change to ${meant}`,
      preferred,
      edits: [{ node: call.name, at: 'instead', newText: meant }],
    });
  }
  const name = call.name.text;
  const statement = rootOf(call);
  const parameters = parametersFor(call, policy);
  if (statement.$type === 'Rule' && parameters !== undefined) {
    // Until somebody writes it, it must let nobody through.
    const open = isNegative(call);
    const newText = `\n\n${name}(${parameters.join(', ')}) if\n  ${open};`;
    const edit = { node: statement, at: 'after', newText } as const;
    const title = `Define ${name}/${call.arguments.length}`;
    fixes.push({ title: open ? `${title}, true until you write it` : title, edits: [edit] });
  }
  return fixes;
}

function rootOf(node: Node): Node {
  let root = node;
  while (root.$container !== undefined) root = root.$container;
  return root;
}

/** Parameters for a rule that the call would find, as its rule types want them; undefined where they want another number. */
function parametersFor({ name, arguments: values }: Call, policy: Snapshot): string[] | undefined {
  const types = policy.ruleTypes.get(name.text) ?? [];
  const type = types.find(({ ruleType }) => ruleType.parameters.length === values.length)?.ruleType;
  if (types.length > 0 && type === undefined) return undefined;
  return values.map((value, i) => {
    const wanted = type?.parameters[i];
    if (wanted !== undefined && wanted.value.$type !== 'Variable') return print(wanted.value);
    // Nothing uses them yet.
    const shown = value.$type === 'Variable' ? `_${value.name.replace(/^_+/, '')}` : `_argument${i + 1}`;
    return wanted?.specializer === undefined ? shown : `${shown}: ${print(wanted.specializer)}`;
  });
}

/** The engine does not look below a lookup or `new`. */
function isNeverCalled(call: Node): boolean {
  for (let node = call.$container; node !== undefined; node = node.$container) {
    if (node.$type === 'Lookup' || node.$type === 'MethodCall' || node.$type === 'New') return true;
  }
  return false;
}

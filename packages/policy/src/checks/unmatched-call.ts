import { type Call, printString } from '@polar-tools/language';
import { formOf } from '../blocks/fact-signatures.ts';
import { cloudValueTypes } from '../dialect/built-in-classes.ts';
import { fittingFixes } from '../fixes/fitting-arguments.ts';
import { hasBrokenBlock } from '../model/broken-blocks.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { isSlip, nearestOf } from '../names/suggestions.ts';
import { areUnlike, givenBy, isMistaken, isOfOtherType, type TakenForm, takenForms } from '../names/taken-forms.ts';
import { both, type Check, type FindingFix, type RelatedNode, type StatementContext } from './definition.ts';

/**
 * A call of a rule with arguments that the head of none takes. In Cloud there may be facts of the same name, and they may have other types; and a string
 * may be one that no rule has yet: what is surely meant otherwise is told.
 */
export const unmatchedCall: Check = {
  code: 'unmatched-call',
  severity: 'warning',
  dialects: both,
  summary: 'A call with arguments that no rule of the name takes.',
  nodes: {
    Call(call, context) {
      const { tree } = context.model;
      if (call.keywords.length > 0 || (tree?.$type !== 'Rule' && tree?.$type !== 'Block')) return;
      // A rule that asks itself the other way round asks for facts, as well.
      if (tree.$type === 'Rule' && tree.name.text === call.name.text && context.dialect === 'cloud') return;
      checkCall(call, context);
    },
  },
};

function checkCall(call: Call, context: StatementContext): void {
  const { policy } = context;
  const { name, arguments: values } = call;
  const forms = takenForms(policy, name.text, values.length);
  // Another number of arguments is told as that.
  if (forms === undefined || forms.length === 0) return;
  const given = values.map((value) => givenBy(policy, value));
  if (forms.some((form) => !given.some((each, at) => areUnlike(each, form[at]!, policy)))) return;
  const ofTypes = forms.map((form) => given.findIndex((each, at) => isOfOtherType(each, form[at]!, policy)));
  if (ofTypes.includes(-1)) reportValue(call, given, forms, context);
  else if (isMistaken(given, forms, policy) && !isUnsure(given, policy))
    reportTypes(call, ofTypes[0]!, given, forms, context);
}

/** Whether a type that is no value's may be one of a block that cannot be read. */
const isUnsure = (given: TakenForm, policy: Snapshot): boolean =>
  policy.dialect === 'cloud' &&
  given.some(({ type }) => type !== undefined && !cloudValueTypes.has(type)) &&
  hasBrokenBlock(policy);

function reportTypes(
  { name: { text }, arguments: values }: Call,
  at: number,
  given: TakenForm,
  forms: readonly TakenForm[],
  { policy, report }: StatementContext,
): void {
  const types = given.map(({ type }) => type);
  const form = formOf({ name: text, types });
  const taken = new Set(forms.map((each) => formOf({ name: text, types: each.map(({ type }) => type) })));
  const isDeclarable = policy.dialect === 'cloud' && !types.includes(undefined);
  const declare = isDeclarable ? ` If such facts are told, declare them: declare ${form};` : '';
  const fits = (others: readonly (string | undefined)[]): boolean =>
    forms.some((each) => others.every((type, i) => !areUnlike({ ...given[i]!, type }, each[i]!, policy)));
  report(
    values[at]!,
    `This asks for ${form}, and the rules of ${text} are for ${listed([...taken])}, so it finds none. Correct the argument.${declare}`,
    {
      fixes: types.includes(undefined) ? [] : fittingFixes(values, types, fits).map(leftOpen),
      related: (newest) => headsOf(text, newest),
    },
  );
}

/** What would ask for something else lets others through. */
const leftOpen = (fix: FindingFix): FindingFix => ({ ...fix, preferred: false });

/** A string in a place where each head has another, and that is nearly one of them. */
function reportValue(
  { name: { text }, arguments: values }: Call,
  given: TakenForm,
  forms: readonly TakenForm[],
  { report }: StatementContext,
): void {
  const at = given.findIndex(
    ({ value }, i) => value !== undefined && forms.every((form) => isOther(form[i]!.value, value)),
  );
  const value = given[at]?.value;
  if (typeof value !== 'string') return;
  const had = [...new Set(forms.map((form) => form[at]!.value))].filter((one) => typeof one === 'string');
  const near = nearestOf(value, had);
  if (near === undefined || !isSlip(value, near)) return;
  const meant = printString(near);
  report(
    values[at]!,
    `The rules of ${text} have ${listed(had.map(printString))} here, and none has ${printString(value)}. Did you mean ${meant}?`,
    {
      fixes: [{ title: `Change to ${meant}`, edits: [{ node: values[at]!, at: 'instead', newText: meant }] }],
      related: (newest) => headsOf(text, newest),
    },
  );
}

const isOther = (one: TakenForm[number]['value'], other: TakenForm[number]['value']): boolean =>
  one !== undefined && one !== other;

const listed = (texts: readonly string[]): string => {
  const shown =
    texts.length > MOST_SHOWN ? [...texts.slice(0, MOST_SHOWN), `${texts.length - MOST_SHOWN} more`] : texts;
  return shown.length === 1 ? shown[0]! : `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`;
};

const headsOf = (name: string, { predicates }: Snapshot): readonly RelatedNode[] =>
  (predicates.get(name)?.rules ?? [])
    .slice(0, MOST_SHOWN)
    .map(({ uri, rule }) => ({ uri, node: rule.name, message: `A rule of ${name}` }));

/** More are no help to compare with. */
const MOST_SHOWN = 3;

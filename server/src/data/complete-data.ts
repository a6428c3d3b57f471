import { partsUsed } from '@polar-tools/evaluator';
import { builtInClasses, type Policy } from '@polar-tools/policy';
import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver';
import { seenIn } from '../completion/seen.ts';
import type { AskedInData } from '../feature.ts';
import { createLineIndex } from '../line-index.ts';
import { type DataNames, namesInData } from './data-names.ts';
import { type DataPlace, dataPlaceAt, type FieldOfObject } from './data-place.ts';
import { termsForField } from './data-terms.ts';

interface Offer {
  /** As JSON: `"User"`, `{ "$ref": "larry" }`. */
  readonly json: string;
  readonly label?: string;
  readonly detail: string;
  readonly kind: CompletionItemKind;
  /** Fits better than others: a reference of the class that the field has. */
  readonly isBest?: boolean;
}

/** What a data file may go on with: sections, classes of the policy and the file, fields that the policy reads, objects, strings that a field has elsewhere. */
export function completeData({ view, text, offset, client }: AskedInData): CompletionItem[] {
  const place = dataPlaceAt(text, offset);
  if (place === undefined) return [];
  const lines = createLineIndex(text, client.encoding);
  const range = lines.rangeOf(place.span);
  const colon = place.wantsColon ? ': ' : '';
  // Inside of a string, only strings can be written.
  const inString = text[place.span.start] === '"' && place.span.end > place.span.start;
  return offers(view.policy, namesInData(text), place)
    .filter(({ json }) => !inString || json.startsWith('"'))
    .map(({ json, label, detail, kind, isBest }) => ({
      label: label ?? JSON.parse(json),
      detail,
      kind,
      // Quotes are part of what is replaced, so that they are of what is compared.
      filterText: inString ? json : label === undefined ? JSON.parse(json) : label,
      sortText: `${isBest === true ? 0 : 1}${label ?? json}`,
      textEdit: { range, newText: json + colon },
    }));
}

function offers(policy: Policy, names: DataNames, place: DataPlace): readonly Offer[] {
  switch (place.kind) {
    case 'section':
      return keys(SECTIONS, place.taken);
    case 'class-key':
      return keys(CLASS_KEYS, place.taken);
    case 'answer-key':
      return keys(ANSWER_KEYS, place.taken);
    case 'class':
      return classes(policy, names, place);
    case 'object':
      return place.describes ? [] : references(policy, names, place.of);
    case 'field':
      return fields(policy, names, place);
    case 'method':
      return methods(policy, names, place);
    case 'value':
      return place.of === undefined ? anyReference(names) : values(policy, names, place.of);
  }
}

const SECTIONS: Keys = {
  classes: 'What the application registers',
  objects: 'What a query can name',
  constants: "The application's constants",
};
const CLASS_KEYS: Keys = {
  extends: 'The class above it',
  fields: 'Its fields, in the order of the arguments of new',
  methods: 'Tables of answers',
};
const ANSWER_KEYS: Keys = {
  args: 'The arguments that it answers; without, all',
  kwargs: 'The named arguments that it answers',
  returns: 'What it gives',
  raises: 'The message of its error',
};
type Keys = Readonly<Record<string, string>>;

const keys = (all: Keys, taken: readonly string[]): Offer[] =>
  Object.entries(all).flatMap(([key, detail]) =>
    taken.includes(key) ? [] : [{ json: JSON.stringify(key), detail, kind: CompletionItemKind.Property }],
  );

/** The classes that the policy names: of blocks, specializers and the like. */
export function classesOfPolicy(policy: Policy): readonly string[] {
  const all = new Set([...policy.blocks].flatMap(([name, { keyword }]) => (keyword === 'global' ? [] : [name])));
  for (const name of seenIn(policy).classes) all.add(name);
  for (const { name } of builtInClasses) all.delete(name);
  return [...all];
}

function classes(policy: Policy, names: DataNames, { as, of, taken }: DataPlace & { kind: 'class' }): Offer[] {
  const ofPolicy = classesOfPolicy(policy);
  const wanted = of && classOfField(policy, names, of);
  const offer = (name: string, detail: string): Offer[] =>
    taken.includes(name)
      ? []
      : [{ json: JSON.stringify(name), detail, kind: CompletionItemKind.Class, isBest: name === wanted }];
  const described = as === 'description' ? [] : [...names.classes.keys()];
  return [
    ...described.flatMap((name) => offer(name, 'Class of this file')),
    ...ofPolicy.filter((name) => !described.includes(name)).flatMap((name) => offer(name, 'Class of the policy')),
    ...(as === 'type' ? builtInClasses.flatMap(({ name }) => offer(name, 'Class of Polar')) : []),
  ];
}

function fields(policy: Policy, names: DataNames, { holder, isDescribed }: OfField): Offer[] {
  const { className } = holder;
  const offered: Offer[] = [];
  const offer = (name: string, detail: string, isBest = true): void => {
    if (holder.keys.includes(name) || offered.some(({ json }) => json === JSON.stringify(name))) return;
    offered.push({ json: JSON.stringify(name), detail, kind: CompletionItemKind.Field, isBest });
  };
  if (className !== undefined) {
    const above = withAbove(policy, names, className);
    for (const each of above)
      for (const [name, { className: of }] of names.classes.get(each)?.fields ?? [])
        if (!isDescribed || each !== className) offer(name, of === undefined ? `Field of ${each}` : of);
    for (const each of above)
      for (const name of partsOf(policy).fields.get(each)?.keys() ?? []) offer(name, 'The policy reads it');
    for (const name of seenIn(policy).fieldsOf(className))
      if (!partsOf(policy).methods.get(className)?.has(name)) offer(name, 'The policy reads it');
    for (const name of names.seen.get(className) ?? [])
      if (!name.startsWith('$')) offer(name, `Other objects of ${className} have it`);
  }
  if (isDescribed) return offered;
  if (className === undefined) {
    if (holder.keys.length === 0) offer('$ref', 'Another object', false);
    offer('$class', 'The class of the object');
  } else offer('$methods', 'Answers of this object alone', false);
  return offered;
}

function methods(policy: Policy, names: DataNames, { holder }: OfField): Offer[] {
  if (holder.className === undefined) return [];
  const used = withAbove(policy, names, holder.className).flatMap((each) => [
    ...(partsOf(policy).methods.get(each)?.keys() ?? []),
  ]);
  return [...new Set(used)].flatMap((name) =>
    holder.keys.includes(name)
      ? []
      : [{ json: JSON.stringify(name), detail: 'The policy calls it', kind: CompletionItemKind.Method }],
  );
}

type OfField = DataPlace & { kind: 'field' | 'method' };

/** The names of objects, those of the class that the field has first. */
function references(policy: Policy, names: DataNames, of: FieldOfObject | undefined): readonly Offer[] {
  const wanted = of && classOfField(policy, names, of);
  return names.objects.map(({ name, className }) => ({
    json: JSON.stringify(name),
    detail: className ?? 'Constant',
    kind: CompletionItemKind.Reference,
    isBest: wanted !== undefined && className !== undefined && withAbove(policy, names, className).includes(wanted),
  }));
}

const whole = (offer: Offer): Offer => ({
  ...offer,
  label: JSON.parse(offer.json),
  json: `{ "$ref": ${offer.json} }`,
});

const anyReference = (names: DataNames): readonly Offer[] =>
  names.objects.map(({ name, className }) =>
    whole({
      json: JSON.stringify(name),
      detail: className === undefined ? 'Constant' : `Reference to this ${className}`,
      kind: CompletionItemKind.Reference,
    }),
  );

/** What a field may have: strings that it has elsewhere or that the policy compares it with, roles that the policy takes from it, and objects. */
function values(policy: Policy, names: DataNames, of: FieldOfObject): readonly Offer[] {
  const strings = new Map<string, string>();
  for (const name of termsForField(policy, `.${of.field}${of.inList ? '[]' : ''}`)) strings.set(name, 'Of the policy');
  for (const value of seenIn(policy).stringsAt(`.${of.field}`)) strings.set(value, 'The policy compares it');
  for (const value of names.seen.get(`${of.className}.${of.field}`) ?? [])
    if (!strings.has(value)) strings.set(value, `Other objects of ${of.className} have it`);
  const wanted = classOfField(policy, names, of);
  const objects = references(policy, names, of).map(whole);
  return [
    ...[...strings].map(([value, detail]) => ({
      json: JSON.stringify(value),
      detail,
      kind: CompletionItemKind.Value,
      isBest: wanted === undefined,
    })),
    ...objects,
  ];
}

/** The class of what a field holds: as the file describes it, else as the policy uses it. */
function classOfField(policy: Policy, names: DataNames, { className, field }: FieldOfObject): string | undefined {
  for (const each of withAbove(policy, names, className)) {
    const described = names.classes.get(each)?.fields.get(field)?.className;
    if (described !== undefined) return described;
    const use = partsOf(policy).fields.get(each)?.get(field);
    if (use?.kind === 'object') return use.className;
  }
  return undefined;
}

/** A class and those above it: as the file extends them, and the unions that Polar makes of blocks. */
export function withAbove(policy: Policy, names: DataNames, className: string): readonly string[] {
  const found = new Set([className]);
  for (const each of found) for (const above of names.classes.get(each)?.supertypes ?? []) found.add(above);
  for (const each of [...found]) {
    const keyword = policy.blocks.get(each)?.keyword;
    if (keyword === 'actor') found.add('Actor');
    if (keyword === 'actor' || keyword === 'resource') found.add('Resource');
  }
  return [...found];
}

/** What the rules of a policy read of its classes; a policy that did not change is the same object. */
function partsOf(policy: Policy): ReturnType<typeof partsUsed> {
  let parts = known.get(policy);
  if (parts === undefined) {
    parts = partsUsed(policy);
    known.set(policy, parts);
  }
  return parts;
}

const known = new WeakMap<Policy, ReturnType<typeof partsUsed>>();

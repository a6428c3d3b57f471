import type { Node, Parameter, PolarNode } from '@polar-tools/language';
import type { FiledPredicate } from '../blocks/clauses.ts';
import { classOfValue } from '../blocks/rule-fits-type.ts';
import { factsTold } from '../blocks/told-facts.ts';
import { areApart } from '../blocks/types-apart.ts';
import { cloudValueTypes, valueClassNames } from '../dialect/built-in-classes.ts';
import { snapshotOf } from '../model/create.ts';
import type { Policy } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { unwrap } from '../model/walk.ts';
import { typeByFacts } from './declared-types.ts';
import { mayLeadElsewhere } from './related-types.ts';
import { termPredicates } from './term-uses.ts';

/** What is known of an argument, of a call or of a head. */
export interface Taken {
  /** Undefined where it may be of any. */
  readonly type: string | undefined;
  /** Of a string, a number or a boolean that is written there. */
  readonly value: string | number | bigint | boolean | undefined;
}

export type TakenForm = readonly Taken[];

/**
 * The forms with so many arguments that a predicate with rules takes: what their heads take, and in Cloud what is declared, and what tests and fixtures tell. Undefined where
 * others may be meant: there is no rule, facts of it come with blocks or from elsewhere, or a rule cannot be read.
 */
export function takenForms(policy: Snapshot, name: string, arity: number): readonly TakenForm[] | undefined {
  if (termPredicates.includes(name) || policy.guessed.has(name)) return undefined;
  if (policy.configuration.toldPredicates?.includes(name) === true) return undefined;
  const predicate = policy.predicates.get(name);
  if (predicate === undefined || predicate.broken || predicate.rules.length === 0) return undefined;
  const heads = formsOfHeads(predicate).get(arity) ?? [];
  const told = [...(policy.declaredSignatures.get(name) ?? []).map(({ types }) => types), ...factsTold(name, policy)];
  const forms = told.filter(({ length }) => length === arity);
  return forms.length === 0
    ? heads
    : [...heads, ...forms.map((types) => types.map((type) => ({ type, value: undefined })))];
}

/** Of whole predicates: one stays the same object as long as its rules do. */
const known = new WeakMap<FiledPredicate, ReadonlyMap<number, readonly TakenForm[]>>();

/** What the heads of a predicate take, by the number of arguments, each form once: thousands of calls may be held to thousands of rules. */
function formsOfHeads(predicate: FiledPredicate): ReadonlyMap<number, readonly TakenForm[]> {
  const before = known.get(predicate);
  if (before !== undefined) return before;
  const seen = new Map<number, Map<string, TakenForm>>();
  for (const { rule } of predicate.rules) {
    const form = rule.parameters.map(takenBy);
    const forms = seen.get(form.length) ?? new Map<string, TakenForm>();
    const key = JSON.stringify(form.map(({ type, value }) => [type, typeof value, String(value)]));
    if (!forms.has(key)) seen.set(form.length, forms.set(key, form));
  }
  const made = new Map([...seen].map(([arity, forms]) => [arity, [...forms.values()]]));
  known.set(predicate, made);
  return made;
}

/** Whether a fact of Cloud may be told: not where the rules of its name surely want something else. */
export function takesFact(policy: Policy, name: string, types: readonly string[]): boolean {
  const snapshot = snapshotOf(policy);
  const given = types.map((type) => ({ type, value: undefined }));
  const forms = takenForms(snapshot, name, types.length);
  return forms === undefined || (forms.length > 0 && !isMistaken(given, forms, snapshot));
}

/**
 * Whether arguments are of other types than each form, and surely by mistake. In Cloud facts may stand beside rules, of a folder beside a rule for its files: there it has to be a value
 * in the place of an object, or of another kind, or the types of a form in another order.
 */
export function isMistaken(given: TakenForm, forms: readonly TakenForm[], policy: Snapshot): boolean {
  const apart = (one: TakenForm, form: TakenForm): number =>
    one.findIndex((each, at) => isOfOtherType(each, form[at]!, policy));
  if (forms.some((form) => apart(given, form) === -1)) return false;
  if (policy.dialect === 'library') return true;
  const isOfOtherKind = (form: TakenForm): boolean =>
    given.some((each, at) => {
      const taken = form[at]!;
      return (
        isOfOtherType(each, taken, policy) && (cloudValueTypes.has(each.type!) || cloudValueTypes.has(taken.type!))
      );
    });
  return forms.every(isOfOtherKind) || forms.some((form) => swapped(given).some((other) => apart(other, form) === -1));
}

/** What is given with two of different types changed for each other. */
const swapped = (given: TakenForm): readonly TakenForm[] =>
  given.flatMap((one, i) =>
    given.flatMap((other, j) => {
      const isOther = i < j && one.type !== undefined && other.type !== undefined && one.type !== other.type;
      return isOther ? [given.with(i, other).with(j, one)] : [];
    }),
  );

/** What is known of the value of an argument of a call. */
export function givenBy(policy: Snapshot, argument: Node): Taken {
  const type = mayLeadElsewhere(policy, argument) ? undefined : typeByFacts(policy, argument);
  return { type, value: literalOf(argument) };
}

/** What a parameter says itself. A dictionary as a pattern may fit an object. */
export function takenBy({ value, specializer }: Parameter): Taken {
  const said = specializer ?? value;
  const type = said.$type === 'InstancePattern' ? said.name.text : classOfValue(said);
  return { type: said.$type === 'DictionaryPattern' ? undefined : type, value: literalOf(said) };
}

function literalOf(node: Node): Taken['value'] {
  const it = unwrap<PolarNode>(node as PolarNode);
  return it.$type === 'StringLiteral' || it.$type === 'IntegerLiteral' || it.$type === 'BooleanLiteral'
    ? it.value
    : undefined;
}

/** Whether no value is both. */
export function areUnlike(given: Taken, taken: Taken, policy: Snapshot): boolean {
  if (isOfOtherType(given, taken, policy)) return true;
  const [one, other] = [given.value, taken.value];
  return one !== undefined && other !== undefined && one !== other && given.type === taken.type;
}

/**
 * Whether no value is of both types. Of an application's classes in the Library nothing is known: one may extend another. Nor is a rule for what has
 * parts, a dictionary or a list, surely in the same files as the calls.
 */
export function isOfOtherType({ type: given }: Taken, { type: taken }: Taken, policy: Snapshot): boolean {
  if (policy.dialect === 'cloud') return areApart(given, taken, policy.blocks);
  if (given === undefined || taken === undefined || given === taken) return false;
  const isPlain = given === 'String' || given === 'Boolean' || isNumber(given);
  return isPlain && valueClassNames.has(taken) && !(isNumber(given) && isNumber(taken));
}

const isNumber = (type: string): boolean => type === 'Integer' || type === 'Float';

import type { BuiltinClasses, Question } from '../host/host.ts';
import {
  Dictionary,
  Float,
  type HostClass,
  HostObject,
  type HostValue,
  MISSING,
  NIL,
  UnboundArgument,
} from '../terms/host-value.ts';

/** A value in a recording. What JSON says as it is stands for itself; an object is its number. */
export type RecordedValue =
  | string
  | number
  | boolean
  | readonly RecordedValue[]
  | { readonly integer: string }
  | { readonly float: string }
  | { readonly dictionary: Readonly<Record<string, RecordedValue>> }
  | { readonly object: number | 'nil' | 'missing' }
  | { readonly variable: number };

export interface RecordedClass {
  readonly name: string;
  /** The numbers of the classes that it is or extends, itself first. */
  readonly order: readonly number[];
  readonly isOfClass?: true;
  /** Policies name it. */
  readonly named: boolean;
}

export interface RecordedObject {
  /** The number of its class; left out where the application was asked. */
  readonly class?: number;
  /** How it is shown. */
  readonly shown: string;
  readonly inside?: Readonly<Record<string, RecordedValue>>;
}

export type RecordedReply =
  | { readonly value: RecordedValue }
  | { readonly error: readonly ['application' | 'exception', string, string] }
  | { readonly end: true };

/** What an application said: with it, whatever was asked of it is answered again. */
export interface ApplicationRecord {
  readonly classes: readonly RecordedClass[];
  readonly builtin: BuiltinClasses;
  readonly failsOnMissing: boolean;
  readonly constants: Readonly<Record<string, RecordedValue>>;
  /** Values that the query alone may name. */
  readonly globals: Readonly<Record<string, RecordedValue>>;
  /** The names of all such values, those that nobody asked for among them. */
  readonly names: readonly string[];
  readonly classObjects: Readonly<Record<string, RecordedValue>>;
  readonly objects: readonly RecordedObject[];
  /** Questions with their replies, in order. */
  readonly replies: readonly (readonly [question: readonly RecordedQuestionPart[], reply: RecordedReply])[];
}

export type RecordedQuestionPart = RecordedValue | null | Readonly<Record<string, RecordedValue>>;

/** Numbers the objects and classes of an application as they come. */
export class Numbering {
  readonly objects: HostObject[] = [];
  readonly classes: HostClass[] = [];
  readonly #numbers = new Map<HostObject, number>();

  numberOf(object: HostObject): number {
    let number = this.#numbers.get(object);
    if (number === undefined) {
      number = this.objects.length;
      this.objects.push(object);
      this.#numbers.set(object, number);
    }
    return number;
  }

  classNumber(one: HostClass): number {
    const known = this.classes.indexOf(one);
    if (known >= 0) return known;
    this.classes.push(one);
    const number = this.classes.length - 1;
    for (const above of one.ancestry) this.classNumber(above);
    return number;
  }
}

/** A value as it is recorded. Variables are numbered as they come. */
export function recordedValue(value: HostValue, numbering: Numbering, variables: UnboundArgument[]): RecordedValue {
  if (typeof value === 'bigint') return { integer: value.toString() };
  if (typeof value !== 'object') return value;
  if (value instanceof HostObject) {
    if (value === NIL) return { object: 'nil' };
    return { object: value === MISSING ? 'missing' : numbering.numberOf(value) };
  }
  if (value instanceof Float) return { float: Object.is(value.value, -0) ? '-0' : String(value.value) };
  if (value instanceof Dictionary)
    return {
      dictionary: Object.fromEntries(
        [...value.fields].map(([key, one]) => [key, recordedValue(one, numbering, variables)]),
      ),
    };
  if (value instanceof UnboundArgument) {
    const known = variables.findIndex(({ name, term }) => name === value.name && term === value.term);
    return { variable: known >= 0 ? known : variables.push(value) - 1 };
  }
  return value.map((one) => recordedValue(one, numbering, variables));
}

/** The value of a record. */
export function valueRecorded(
  value: RecordedValue,
  objectWith: (number: number) => HostObject,
  variables: readonly UnboundArgument[],
): HostValue {
  if (typeof value !== 'object') return value;
  if (isList(value)) return value.map((one) => valueRecorded(one, objectWith, variables));
  if ('integer' in value) return BigInt(value.integer);
  if ('float' in value) return new Float(Number(value.float));
  if ('variable' in value) return variables[value.variable] ?? new UnboundArgument('_');
  if ('object' in value) {
    if (value.object === 'nil') return NIL;
    return value.object === 'missing' ? MISSING : objectWith(value.object);
  }
  const fields = Object.entries(value.dictionary).map(
    ([key, one]) => [key, valueRecorded(one, objectWith, variables)] as const,
  );
  return new Dictionary(new Map(fields));
}

const isList = (value: object): value is readonly RecordedValue[] => Array.isArray(value);

/** A question as it is recorded: its kind, and what it is about. */
export function recordedQuestion(
  question: Question,
  numbering: Numbering,
  variables: UnboundArgument[],
): readonly RecordedQuestionPart[] {
  const value = (one: HostValue): RecordedValue => recordedValue(one, numbering, variables);
  const keywords = (named: ReadonlyMap<string, HostValue> | undefined): RecordedQuestionPart =>
    named === undefined ? null : Object.fromEntries([...named].map(([key, one]) => [key, value(one)]));
  const { kind } = question;
  switch (kind) {
    case 'attribute':
      return [kind, value(question.object), question.name];
    case 'call':
      return [kind, value(question.object), question.name, question.args.map(value), keywords(question.keywords)];
    case 'construct':
      return [kind, question.class, question.args.map(value), keywords(question.keywords)];
    case 'is-instance':
      return [kind, value(question.object), question.class];
    case 'is-more-specific':
      return [kind, value(question.object), question.left, question.right];
    case 'is-subclass':
      return [kind, question.left, question.right];
    case 'compare':
      return [kind, question.operator, value(question.left), value(question.right)];
    case 'next':
      // Whichever goal asks: its members are those of the object.
      return [kind, value(question.object), question.index];
  }
}

/**
 * The door between a running policy and the application that it asks.
 *
 * A machine never calls the application. It stops with a {@link Question}; whoever drives it gets a {@link Reply} from a
 * host and hands it back. So the same machine serves hosts that answer at once and hosts that take a while, and a
 * recording of a run is the list of its replies: with them the run is deterministic.
 *
 * Rules: docs/language/rules.md#order-of-rules, docs/language/conditions.md#membership, docs/language/conditions.md#lookups-and-methods, docs/language/queries.md#constraints.
 */

import type { HostClass, HostValue } from '../terms/host-value.ts';
import { HostObject } from '../terms/host-value.ts';

export * from '../terms/host-value.ts';

export type ComparisonOperator = '==' | '!=' | '<' | '<=' | '>' | '>=';

export type Keywords = ReadonlyMap<string, HostValue>;

/** `object.name`. Asked for host objects, and for lists, numbers and strings; dictionaries are read by the machine. */
export interface AttributeQuestion {
  readonly kind: 'attribute';
  readonly object: HostValue;
  readonly name: string;
}

/** `object.name(…)`. Asked for host objects and for lists, dictionaries, numbers and strings. */
export interface CallQuestion {
  readonly kind: 'call';
  readonly object: HostValue;
  readonly name: string;
  readonly args: readonly HostValue[];
  readonly keywords: Keywords | undefined;
}

/** `new Class(…)`. The reply is the new object. */
export interface ConstructQuestion {
  readonly kind: 'construct';
  readonly class: string;
  readonly args: readonly HostValue[];
  readonly keywords: Keywords | undefined;
}

/** `object matches Class`, for an object whose class the machine does not know. The reply is true or false. */
export interface IsInstanceQuestion {
  readonly kind: 'is-instance';
  readonly object: HostObject;
  readonly class: string;
}

/**
 * Whether, for this object, `left` is the more specific of two classes: it comes first in the object's ancestry.
 * Asked for an object whose class the machine does not know. The reply is true or false.
 */
export interface IsMoreSpecificQuestion {
  readonly kind: 'is-more-specific';
  readonly object: HostObject;
  readonly left: string;
  readonly right: string;
}

/** Whether class `left` is `right` or inherits from it, where the table of classes does not say. The reply is true or false. */
export interface IsSubclassQuestion {
  readonly kind: 'is-subclass';
  readonly left: string;
  readonly right: string;
}

/** A comparison, or a unification (`==`), with a host object on at least one side. The reply is true or false. */
export interface CompareQuestion {
  readonly kind: 'compare';
  readonly operator: ComparisonOperator;
  readonly left: HostValue;
  readonly right: HostValue;
}

/**
 * The next member of a host object for `x in object`. The reply is a value, or {@link NO_MORE}.
 * `iteration` numbers the `in` goal that asks, from 0, in the order in which they were reached; `index` counts its members from 0.
 */
export interface NextQuestion {
  readonly kind: 'next';
  readonly object: HostObject;
  readonly iteration: number;
  readonly index: number;
}

export type Question =
  | AttributeQuestion
  | CallQuestion
  | ConstructQuestion
  | IsInstanceQuestion
  | IsMoreSpecificQuestion
  | IsSubclassQuestion
  | CompareQuestion
  | NextQuestion;

/** The reply to a {@link NextQuestion} when there are no more members. */
export const NO_MORE: unique symbol = Symbol('no more members');

/**
 * - `application`: the policy asked for what is not there (a missing attribute, a call of what is no method). It ends the
 *   query with the reference's `Application` error and the policy's stack trace; where a *pattern* asked for the attribute,
 *   its value is {@link MISSING} instead, or it fails (`failsOnMissing`).
 * - `exception`: the application's own code failed, or cannot do this at all. It ends the query as it is.
 */
export type HostErrorKind = 'application' | 'exception';

export class HostError {
  readonly kind: HostErrorKind;
  /** For programs: `missing-attribute`, `not-a-method`, `no-answer`, `not-iterable`, `unknown-class`, `keywords`, `construct`, `exception`, `unsupported`. */
  readonly code: string;
  readonly message: string;
  /** What was thrown, when something was. */
  readonly cause: unknown;
  constructor(kind: HostErrorKind, code: string, message: string, cause?: unknown) {
    this.kind = kind;
    this.code = code;
    this.message = message;
    this.cause = cause;
  }
}

/** The answer to a question. Errors are values: a host does not throw. */
export type Reply = HostValue | HostError | typeof NO_MORE;

/** Values that belong to a built-in class, by their kind. */
export type BuiltinKind = 'integer' | 'float' | 'string' | 'boolean' | 'list' | 'dictionary';

/**
 * The built-in classes that each kind of value is an instance of. The machine answers `1 matches Integer` from it
 * without a question. Languages differ: in Node an integer is a Float too, in Python it is not.
 */
export type BuiltinClasses = Readonly<Record<BuiltinKind, readonly string[]>>;

/** Node's answers, which are the reference's: it has one class of numbers. */
export const nodeBuiltinClasses: BuiltinClasses = {
  integer: ['Integer', 'Float'],
  float: ['Integer', 'Float'],
  string: ['String'],
  boolean: ['Boolean'],
  list: ['List'],
  dictionary: ['Dictionary'],
};

const builtinClassObjects: ReadonlyMap<string, HostObject> = new Map(
  (
    [
      [['Integer', 'Float'], Number],
      [['String'], String],
      [['Boolean'], Boolean],
      [['List'], Array],
      [['Dictionary'], Object],
    ] as const
  ).flatMap(([names, javaScriptClass]) => {
    // A class counts as an object of itself; that of numbers is no integer.
    const itself: HostClass = { name: names.at(-1)!, ancestry: [], fields: new Map() };
    const object = new HostObject({ name: names[0]!, ancestry: [itself], fields: new Map() }, javaScriptClass);
    return names.map((name) => [name, object] as const);
  }),
);

/** A built-in class as a value: what `String` is where no pattern stands. In Node `Integer` and `Float` are one class. */
export const builtinClassObject = (name: string): HostObject | undefined => builtinClassObjects.get(name);

/** What a program needs to know of a host before it runs: it does not change during a query. */
export interface HostDescription {
  /** Classes by the name that policies use, without the built-in ones. */
  readonly classes: ReadonlyMap<string, HostClass>;
  readonly builtinClasses: BuiltinClasses;
  /** Values by the name that rules and queries use: `nil`, and what the application registers or a data file declares as constants. Classes are not among them. */
  readonly constants: ReadonlyMap<string, HostValue>;
  /** The object that stands for a class where a policy uses its name as a value: `User.find("larry")`. */
  classObject(name: string): HostObject | undefined;
  /** How an object is shown to a person, on one line. */
  describe(object: HostObject): string;
  /** What is inside an object, for a debugger's tree; undefined when it has no parts. Asks nothing of the application's code. */
  inspect(object: HostObject): ReadonlyMap<string, HostValue> | undefined;
  /** What a person does about a class that is missing here, in a sentence. */
  readonly howToRegister?: string;
  /**
   * Whether a pattern, or a goal within a negation, fails where it asks for an attribute that an object lacks, as over the reference's Python
   * host. Over its Node host there is {@link MISSING} instead.
   */
  readonly failsOnMissing?: boolean;
  /** A value that queries may name beside the constants, and rules may not: a global of the application's module, an object of a data file. */
  queryConstant?(name: string): HostValue | undefined;
  /** Whether inline queries may name it too. An application loads them itself, with nothing but its constants. */
  readonly inlineQueriesName?: boolean;
  /** The names of all of them. */
  readonly queryNames?: readonly string[];
}

/** Whether a name stands for a value in queries: a constant, or what queries may name beside them. */
export const isNamed = (host: HostDescription | undefined, name: string): boolean =>
  host !== undefined && (host.constants.has(name) || host.queryNames?.includes(name) === true);

/** A host that answers at once. */
export interface Host extends HostDescription {
  answer(question: Question): Reply;
}

/** What answers a machine's questions: at once, or with a promise. */
export interface Answering {
  answer(question: Question): Reply | Promise<Reply>;
}

/** A host that may take a while. Every {@link Host} is one too. */
export interface AsyncHost extends HostDescription, Answering {}

/** True if `left` is `right` or inherits from it. */
export const isSubclass = (left: HostClass, right: HostClass): boolean => left.ancestry.includes(right);

/**
 * True if, for an object of class `of`, `left` is more specific than `right`: it comes first in the ancestry.
 * One that is not in the ancestry is never more specific, and always less.
 */
export function isMoreSpecificFor(of: HostClass, left: HostClass, right: HostClass): boolean {
  if (of.isOfClass === true) return false;
  const leftIndex = of.ancestry.indexOf(left);
  if (leftIndex === -1) return false;
  const rightIndex = of.ancestry.indexOf(right);
  return rightIndex === -1 || leftIndex < rightIndex;
}

import type { Case, Outcome } from './case.ts';
import { applicationData } from './vocabulary.ts';

/**
 * Where the reference crashes or is plainly broken: what it does, why ours does something else, and a case that shows that it
 * still does. A generated query that falls under one of these is counted and not compared.
 */
export interface KnownDifference {
  readonly name: string;
  readonly reason: string;
  /** What ours does instead. */
  readonly instead: string;
  readonly applies: (oracle: Outcome, ours: Outcome) => boolean;
  readonly example: Case & { readonly ours: Outcome['answers']; readonly error?: string };
}

/** A text with one name for all variables that have become strings in it. */
const withoutNames = (text: string): string => text.replaceAll(/"(?:_\d*|_?[a-z]\w*)"/g, '"_"');

export const knownDifferences: readonly KnownDifference[] = [
  {
    name: 'crash',
    reason:
      'The reference panics ("no class ID for symbol") where an object is matched with a class that nobody registered, and at some negations of constraints: where a negated goal gives a constrained variable a value, or constrains arithmetic; the policy is unusable from then on.',
    instead: 'An error of the kind unregistered-class, or the answer.',
    applies: (oracle) => oracle.error === 'crash',
    example: {
      policy: '',
      data: applicationData,
      queries: ['ann matches Nobody'],
      ours: [],
      error: 'unregistered-class',
    },
  },
  {
    name: 'integers beyond 2^53',
    reason:
      'The reference cannot hand an integer beyond 2^53 to JavaScript ("Serialization error"), neither in an answer nor as an argument.',
    instead: 'The exact integer.',
    applies: (oracle) => oracle.error === 'serialization',
    example: { policy: '', queries: ['x = 9007199254740993'], ours: ['x = 9007199254740993'] },
  },
  {
    name: 'unregistered instance',
    reason:
      'Within a negation, where the result of `new` must equal a value that is there already, the reference asks its host about the object before it has been made ("Unregistered instance").',
    instead: 'The object is made, and then compared.',
    applies: (oracle) => oracle.error === 'exception' && /^Unregistered instance/.test(oracle.message ?? ''),
    example: { policy: '', data: applicationData, queries: ['forall(x = 0, x = new Thing("a"))'], ours: [] },
  },
  {
    name: 'arithmetic on a variable that gets its value later',
    reason:
      'The reference keeps `x = z + 0` as a constraint while z has no value, but when z gets one it fails with "Unexpected value".',
    instead: 'The sum.',
    applies: (oracle, ours) => oracle.error === 'unexpected-value' && ours.error !== 'unexpected-value',
    example: { policy: '', queries: ['x = z + 0 and z = 0.5'], ours: ['x = 0.5f, z = 0.5f'] },
  },
  {
    name: 'new of a built-in class',
    reason:
      'The reference makes an object of JavaScript around the value, equal to it but no part of arithmetic, that no other host has.',
    instead: 'An error of the kind unregistered-class: write the value itself.',
    applies: (_oracle, ours) =>
      /^Unregistered class: (String|Integer|Float|Boolean|List|Dictionary)\b/.test(ours.message ?? ''),
    example: {
      policy: '',
      data: applicationData,
      queries: ['x = new String("a") and x = "a"'],
      ours: [],
      error: 'unregistered-class',
    },
  },
  {
    name: 'what follows a star reaches the application',
    reason:
      'Where a list whose end has no value, `[3, *x]`, is handed to the application, the reference hands out its own code’s form of that end as a dictionary, `{RestVariable: "x"}`.',
    instead: 'A variable as the last element.',
    applies: ({ answers, message = '' }) => [...answers, message].some((text) => text.includes('{RestVariable: "')),
    example: {
      policy: '',
      live: true,
      queries: ['u = new Thing(1, [3, *x])'],
      ours: ['u = Thing{name: 1, size: [3, _]}'],
    },
  },
  {
    name: 'the text of a class of the data',
    reason:
      'A method that makes a text of a class gives its source in JavaScript, as `class User {}`. A data file has classes without any source.',
    instead: 'The text of any other object of JavaScript, "[object Object]".',
    applies: (oracle, ours) =>
      oracle.answers.some((text) => /\bclass \w+ \{|\bfunction \w+\(\) \{/.test(text)) &&
      ours.answers.some((text) => text.includes('[object Object]')),
    example: {
      policy: '',
      data: applicationData,
      queries: ['x = [User, *String].join(" ")'],
      ours: ['x = "[object Object] [object Object]"'],
    },
  },
  {
    name: 'the name of a variable in the application',
    reason:
      'A variable without a value reaches the application as an object with its name; the reference has given names of its own to those of rules, which count on from query to query.',
    instead: 'A name that no other variable has.',
    applies: (oracle, ours) =>
      ours.answers.length === oracle.answers.length &&
      ours.answers.some((text) => /"_\d*"/.test(text)) &&
      ours.answers.every((text, at) => withoutNames(text) === withoutNames(oracle.answers[at]!)),
    example: {
      policy: '',
      queries: ['[_y] = Dictionary.values(z) and x = _y.slice(0, 1)'],
      ours: ['x = "_"'],
    },
  },
  {
    name: 'a list that is its own rest',
    reason:
      'Where a parameter is to match a list whose rest is the parameter itself, `x: [*x]`, the reference leaves the condition that a variable matches itself, which says nothing.',
    instead: 'No condition.',
    applies: (oracle) => oracle.answers.some((answer) => answer.includes('(matches _this _this)')),
    example: { policy: 'p(x: [*x]);', queries: ['p([x])'], ours: [''] },
  },
  {
    name: 'a variable of a head that would match itself',
    reason:
      'The same condition, left on a variable that no answer names, is an error to the reference ("unhandled partial").',
    instead: 'No condition.',
    applies: (oracle) =>
      oracle.error === 'unhandled-partial' && /^The expression is: (\w+) matches \1$/m.test(oracle.message ?? ''),
    example: { policy: 'p([_x, *_u], v: [*v]);', queries: ['p(x, x)'], ours: ['x = [_, *_]'] },
  },
  {
    name: 'a whole float beyond 2^53 that the application gives',
    reason:
      'JavaScript hands such a number to the reference as an integer, which it cannot read ("invalid type: floating point").',
    instead: 'The float.',
    applies: (oracle) => oracle.error === 'exception' && /^invalid type: floating point/.test(oracle.message ?? ''),
    example: { policy: '', queries: ['x = [1e300].slice(0)'], ours: ['x = [1e+300f]'] },
  },
  {
    name: 'an integer where a rule type asks for a float',
    reason:
      'In Node both kinds of number are one class to the reference, so that a rule with `3` or `_: Integer` fits a rule type with `x: Float`; in Python it does not, and the other way round in neither.',
    instead: 'An error of the kind invalid-rule, as in Python.',
    applies: (oracle, ours) =>
      oracle.error === undefined &&
      ours.error === 'validation-error:invalid-rule' &&
      /Rule specializer Integer on parameter \d+ must match rule type specializer Float\b/.test(ours.message ?? ''),
    example: {
      policy: 'type f(x: Float); f(3);',
      queries: ['f(3)'],
      ours: [],
      error: 'validation-error:invalid-rule',
    },
  },
  {
    name: 'a key that JavaScript keeps for itself',
    reason:
      'Where a dictionary is handed to the application, the reference sets its keys as JavaScript does, where `__proto__` is no key: it is lost, and what it had becomes the object’s prototype.',
    instead: 'A key like any other.',
    applies: (oracle, ours) =>
      ours.answers.some((answer) => answer.includes('__proto__')) &&
      !oracle.answers.some((answer) => answer.includes('__proto__')),
    example: {
      policy: '',
      live: true,
      queries: ['u = new Thing({__proto__: 1, a: 2}).name'],
      ours: ['u = {__proto__: 1, a: 2}'],
    },
  },
];

/** Names the known difference that an outcome falls under; undefined where both engines must agree. */
export const isKnownDifference = (oracle: Outcome, ours: Outcome): string | undefined =>
  knownDifferences.find(({ applies }) => applies(oracle, ours))?.name;

import type { ReportDifference } from './compare-reports.ts';

/** Where an error of ours says something else than the reference's, on purpose. */
export interface KnownReportDifference {
  readonly name: string;
  readonly reason: string;
  readonly applies: (difference: ReportDifference) => boolean;
}

/** Whether an error is about a text, not about a run. */
const isAboutText = (code: string): boolean =>
  code === 'parse-error' || code === 'query-for-undefined-rule' || code.startsWith('validation-error:');

export const knownReportDifferences: readonly KnownReportDifference[] = [
  {
    name: "the application's own words",
    reason:
      'What an application says when it lacks something is its own affair: the hosts of Node and of a data file say it in other words.',
    applies: ({ part, code, oracle }) =>
      part === 'words' &&
      (code === 'application' || code === 'unregistered-class' || /^"\w+" is not iterable$/.test(oracle)),
  },
  {
    name: 'a value in the form of Rust',
    reason:
      'The reference shows what is no field name as its own code has it, with the numbers of objects: `ExternalInstance { instance_id: 22, … }`. Ours shows the value.',
    applies: ({ part, oracle }) =>
      part === 'words' && /^Type error: .*\b(?:List|Dictionary|ExternalInstance)\(/.test(oracle),
  },
  {
    name: 'a built-in class as a value',
    reason:
      'The reference shows it by the name that it has in JavaScript, `Array`; ours by the one that policies use, `List`.',
    applies: ({ part, oracle, ours }) =>
      part !== 'position' &&
      oracle.replaceAll(/\b(?:Array|Number|Dict)\b/g, '') ===
        ours.replaceAll(/\b(?:List|Integer|Float|Dictionary)\b/g, ''),
  },
  {
    name: 'an object that a policy has made',
    reason: 'The reference shows an object by the call that made it, `Admin("ann", 1)`; ours shows what is in it now.',
    applies: ({ part, oracle, ours }) =>
      /\b[A-Z]\w*\(/.test(oracle) && /\b[A-Z]\w*\{/.test(ours) && part !== 'position',
  },
  {
    name: 'a value that was looked up for a pattern',
    reason:
      'Where a constraint wants a pattern of what a lookup gives, which is a type error, the reference shows a variable of its own instead of the value.',
    applies: ({ part, oracle }) =>
      part === 'words' && /^Type error: cannot unify patterns directly `.*` = `_`$/.test(oracle),
  },
  {
    name: 'advice',
    reason: "After the reference's words about what it cannot read or load, ours says what to write instead.",
    applies: ({ part, code, oracle, ours }) =>
      part === 'words' && isAboutText(code) && ours.startsWith(oracle) && /^[.]? |^\n/.test(ours.slice(oracle.length)),
  },
  {
    name: 'a rule or a query as it is written',
    reason:
      'The reference shows a rule that fits no rule type, and an inline query that fails, after it has rewritten them, with variables of its own and patterns in the form of Rust; ours shows them as they are written.',
    applies: ({ part, code }) =>
      part === 'words' && (code === 'validation-error:invalid-rule' || code === 'inline-query-failed'),
  },
  {
    name: 'a number as it is written',
    reason: 'Of what it cannot read the reference shows 1.0 as 1, and nan as NaN; ours shows it as it is written.',
    applies: ({ part, code, oracle, ours }) =>
      part === 'words' &&
      code === 'parse-error' &&
      ours
        .replace(/: (-?\d+)\.0\b/, ': $1')
        .replace(': nan.', ': NaN.')
        .startsWith(`${oracle}. `),
  },
  {
    name: 'the goals of a head',
    reason:
      'Of a rule without a body, whose head has lookups or arithmetic, the reference shows an empty text for the body that these become; ours shows them.',
    applies: ({ part, oracle }) => part === 'trace' && /^ at \d+:\d+$/m.test(oracle),
  },
  {
    name: 'a computed field name',
    reason:
      'Where `x.(y)` asks for what is no field name, the reference points at the parenthesis; ours at what is in it.',
    applies: ({ part, code, oracle, ours }) => {
      const [[line, column], [ourLine, ourColumn]] = [oracle.split(':'), ours.split(':')] as [string[], string[]];
      return (
        part === 'position' && code === 'type-error' && line === ourLine && Number(ourColumn) === Number(column) + 1
      );
    },
  },
];

/** Names the known difference that a part of an error falls under; undefined where both must say the same. */
export const knownReportDifference = (difference: ReportDifference): string | undefined =>
  knownReportDifferences.find(({ applies }) => applies(difference))?.name;

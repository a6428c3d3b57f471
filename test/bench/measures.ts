import { cloudMeasures } from './cloud/measures.ts';
import { nrevInferences } from './policies.ts';
import { requestMeasures } from './requests/measures.ts';
import { serveMeasures } from './serve/measures.ts';
import type { Task } from './task.ts';

/** One number of the benchmark. */
export interface Measure {
  readonly name: string;
  readonly unit: string;
  /** What is timed, for a reader. */
  readonly about: string;
  readonly ours: Task;
  /** What it is compared with: the npm package `oso`, or ourselves at another size. */
  readonly peer?: Task;
  /** `times better than the peer`, whichever way the unit points, or `times the peer`, for what must not grow. */
  readonly ratio: 'peer over ours' | 'ours over peer' | 'none';
  /** What it must reach. */
  readonly limit: { readonly atLeast: number } | { readonly atMost: number } | { readonly completes: true };
  /** How often each side runs, unless `--rounds` says otherwise. */
  readonly rounds: number;
}

const perSecond = (work: number) => (microseconds: number) => (work * 1e6) / microseconds;

/** What an application waits for: a policy and its classes are given to npm's `Oso`, or to the class that stands in for it. */
function load(name: string, lines: number, atLeast: number, rounds: number): Measure {
  return {
    name,
    unit: 'ms',
    about: `load ${lines.toLocaleString('en')} lines as an application does, in a fresh process`,
    ours: { worker: 'load-oso', argument: `host-node ${lines}` },
    peer: { worker: 'load-oso', argument: `oso ${lines}` },
    ratio: 'peer over ours',
    limit: { atLeast },
    rounds,
  };
}

/** What a person waits for: the same with every check, which oso does not have. */
function checked(name: string, lines: number, atLeast: number, rounds: number): Measure {
  return {
    name,
    unit: 'ms',
    about: `read ${lines.toLocaleString('en')} lines and look at them with all checks, in a fresh process; oso loads them`,
    ours: { worker: 'check-ours', argument: String(lines) },
    peer: { worker: 'load-oso', argument: `oso ${lines}` },
    ratio: 'peer over ours',
    limit: { atLeast },
    rounds,
  };
}

function query(name: string, program: string, about: string, atLeast: number): Measure {
  return {
    name,
    unit: 'µs',
    about,
    ours: { worker: 'query-ours', argument: program },
    peer: { worker: 'query-oso', argument: program },
    ratio: 'peer over ours',
    limit: { atLeast },
    rounds: 5,
  };
}

/** Queries whose variable is constrained before it is bound. */
function constrained(program: string, about: string): Measure {
  return {
    name: `constrained-${program}`,
    unit: 'µs',
    about,
    ours: { worker: 'constrained-ours', argument: program },
    peer: { worker: 'constrained-oso', argument: program },
    ratio: 'peer over ours',
    limit: { atLeast: 10 },
    rounds: 5,
  };
}

/** Events a second under a debugger, against the same query on a machine that nobody watches. */
function debugged(
  name: string,
  what: 'recorded' | 'listened',
  program: string,
  about: string,
  atLeast: number,
): Measure {
  return {
    name,
    unit: 'events/s',
    about: `${about}, against the same without a debugger`,
    ours: { worker: 'debug-ours', argument: `${what} ${program}` },
    peer: { worker: 'debug-ours', argument: `plain ${program}` },
    ratio: 'ours over peer',
    limit: { atLeast },
    rounds: 5,
  };
}

export const measures: readonly Measure[] = [
  load('load-1k', 1_000, 4, 7),
  load('load-10k', 10_000, 6, 5),
  load('load-50k', 50_000, 15, 3),
  checked('check-1k', 1_000, 2, 7),
  checked('check-10k', 10_000, 4, 5),
  {
    name: 'scale-100k',
    unit: 'ms',
    about: 'read and check 100,000 lines, against 10,000',
    ours: { worker: 'check-ours', argument: '100000' },
    peer: { worker: 'check-ours', argument: '10000' },
    ratio: 'ours over peer',
    limit: { atMost: 12 },
    rounds: 5,
  },
  {
    name: 'edit-10k',
    unit: 'ms',
    about: 'edit to diagnostics in a file of 10,000 lines, through the server; oso loads it again',
    ours: { worker: 'edit-ours', argument: '1x10000' },
    peer: { worker: 'reload-oso', argument: '10000' },
    ratio: 'peer over ours',
    limit: { atLeast: 20 },
    rounds: 5,
  },
  {
    name: 'edit-300x300',
    unit: 'ms',
    about: 'edit to diagnostics in 300 files of 300 lines with unresolved names, against one such file alone',
    ours: { worker: 'edit-ours', argument: '300x300' },
    peer: { worker: 'edit-ours', argument: '1x300' },
    ratio: 'ours over peer',
    limit: { atMost: 1.5 },
    rounds: 5,
  },
  ...(['documentSymbol', 'semanticTokens/full'] as const).flatMap((method) =>
    ([0.5, 0.95] as const).map((share): Measure => {
      const name = method === 'documentSymbol' ? 'symbols-10k' : 'tokens-10k';
      const which = share === 0.5 ? 'the median' : 'the 95th of 100';
      return {
        name: share === 0.5 ? name : `${name}-p95`,
        unit: 'ms',
        about: `${method} of 10,000 lines right after an edit, through the server and read by the client: ${which}`,
        ours: { worker: 'ask-ours', argument: `${method}/${share}` },
        ratio: 'none',
        limit: { completes: true },
        rounds: 3,
      };
    }),
  ),
  {
    name: 'heap-per-byte',
    unit: 'bytes',
    about: 'heap kept for each source byte of a loaded workspace of which one file is open',
    ours: { worker: 'heap-ours' },
    ratio: 'none',
    limit: { atMost: 24 },
    rounds: 3,
  },
  {
    name: 'startup',
    unit: 'ms',
    about: "from starting the server's process to its answer to initialize",
    ours: { worker: 'startup-ours' },
    ratio: 'none',
    limit: { atMost: 150 },
    rounds: 7,
  },
  {
    name: 'startup-again',
    unit: 'ms',
    about: 'the same, from what was compiled when it last ran, as VS Code starts it',
    ours: { worker: 'startup-again-ours' },
    ratio: 'none',
    limit: { atMost: 150 },
    rounds: 7,
  },
  {
    name: 'explain',
    unit: 'ms',
    about: 'polar explain of a denial over the quickstart, a fresh process, against polar query of the same',
    ours: { worker: 'command-ours', argument: 'explain' },
    peer: { worker: 'command-ours', argument: 'query' },
    ratio: 'ours over peer',
    limit: { atMost: 1.3 },
    rounds: 7,
  },
  {
    name: 'format-10k',
    unit: 'ms',
    about: 'lay out 10,000 lines that are read already',
    ours: { worker: 'format-ours', argument: '10000' },
    ratio: 'none',
    limit: { atMost: 50 },
    rounds: 5,
  },
  {
    name: 'graph-300',
    unit: 'ms',
    about: 'lay out the picture of 300 blocks in several parts, for the first time in a process',
    ours: { worker: 'graph-ours', argument: '300' },
    ratio: 'none',
    limit: { atMost: 500 },
    rounds: 5,
  },
  {
    name: 'is-allowed',
    unit: 'µs',
    about: 'one decision of the quickstart, objects in memory',
    ours: { worker: 'is-allowed-ours' },
    peer: { worker: 'is-allowed-oso', argument: 'oso' },
    ratio: 'peer over ours',
    limit: { atLeast: 300 },
    rounds: 5,
  },
  {
    name: 'oso-node',
    unit: 'µs',
    about: "the same by the class that stands in for npm's, over the application's own objects",
    ours: { worker: 'is-allowed-oso', argument: 'host-node' },
    peer: { worker: 'is-allowed-oso', argument: 'oso' },
    ratio: 'peer over ours',
    limit: { atLeast: 100 },
    rounds: 5,
  },
  {
    name: 'python-host',
    unit: 'µs',
    about: "the same over an application's objects in another process, in Python",
    ours: { worker: 'python-ours', argument: 'is-allowed' },
    peer: { worker: 'python-oso' },
    ratio: 'peer over ours',
    limit: { atLeast: 1 },
    rounds: 5,
  },
  {
    name: 'python-questions',
    unit: 'questions/s',
    about: 'an attribute of an object of an application in Python',
    ours: { worker: 'python-ours', argument: 'question', convert: perSecond(1) },
    ratio: 'none',
    limit: { atLeast: 30_000 },
    rounds: 5,
  },
  {
    name: 'nrev30',
    unit: 'inferences/s',
    about: 'naive reverse of a list of 30',
    ours: { worker: 'query-ours', argument: 'nrev', convert: perSecond(nrevInferences) },
    peer: { worker: 'query-oso', argument: 'nrev', convert: perSecond(nrevInferences) },
    ratio: 'ours over peer',
    limit: { atLeast: 1000 },
    rounds: 5,
  },
  query('fib15', 'fib', 'Fibonacci number 15, doubly recursive, with arithmetic', 500),
  query('facts-10k', 'facts', 'one of 10,000 facts, found by an argument', 60),
  query('many-rules', 'manyRules', 'a chain of ten rules of one name', 60),
  query('forall', 'forall', 'forall over a list of eight', 60),
  query('not', 'not', 'a negated call', 80),
  query('prime', 'prime', 'membership in a list of 25', 15),
  {
    name: 'deep-100k',
    unit: 'ms',
    about: 'a recursion 100,000 deep',
    ours: { worker: 'query-ours', argument: 'deep', convert: (microseconds) => microseconds / 1000 },
    peer: { worker: 'query-oso', argument: 'deep', convert: (microseconds) => microseconds / 1000 },
    ratio: 'peer over ours',
    limit: { completes: true },
    rounds: 3,
  },
  constrained('chain-20', 'a variable with 20 comparisons over 20 calls, then bound'),
  constrained('chain-40', 'the same with 40'),
  constrained('chain-80', 'the same with 80'),
  constrained('chain-60', 'the same with 60, bound to a value nearer to the bounds'),
  constrained('members', 'a constrained variable that goes through a list of 100'),
  constrained('range-10', 'the numbers up to a bound, counted by recursion: 10 answers'),
  constrained('range-40', 'the same with 40 answers'),
  constrained('range-80', 'the same with 80 answers'),
  constrained('disjunction', 'seven disjunctions about a variable: 128 answers that are constraints'),
  constrained('documents', 'all documents that a user of 500 roles may read'),
  debugged(
    'debug-run',
    'recorded',
    'million',
    'naive reverse of 900 with a recording: the worst case, a call a step',
    0.45,
  ),
  debugged('debug-run-decisions', 'recorded', 'decisions', 'decisions of the quickstart with a recording', 1 / 3),
  debugged('debug-run-fib', 'recorded', 'fib20', 'Fibonacci number 20 with a recording', 1 / 3),
  debugged('debug-run-permutations', 'recorded', 'permutations', 'all orders of seven things with a recording', 1 / 3),
  debugged(
    'listen',
    'listened',
    'million',
    'naive reverse of 900, a listener keeping port, goal or clause, and call of each event',
    0.45,
  ),
  debugged('listen-decisions', 'listened', 'decisions', 'decisions of the quickstart, with the same listener', 1 / 3),
  {
    name: 'step-back-1m',
    unit: 'ms',
    about: 'one step back at event 1,000,000',
    ours: { worker: 'debug-ours', argument: 'step-back' },
    ratio: 'none',
    limit: { atMost: 50 },
    rounds: 5,
  },
  {
    name: 'debug-heap',
    unit: 'bytes',
    about: 'heap for each of 1,000,000 recorded events, live state included',
    ours: { worker: 'debug-ours', argument: 'heap', nodeOptions: ['--expose-gc'] },
    ratio: 'none',
    limit: { atMost: 80 },
    rounds: 3,
  },
  {
    name: 'step-back-constrained',
    unit: 'ms',
    about: 'one step back at event 340,000 of Fibonacci numbers under a constraint',
    ours: { worker: 'debug-ours', argument: 'step-back constrainedFib 340000' },
    ratio: 'none',
    limit: { atMost: 10 },
    rounds: 5,
  },
  {
    name: 'debug-heap-constrained',
    unit: 'bytes',
    about: 'heap for each of the 340,000 events up to there, live state included',
    ours: { worker: 'debug-ours', argument: 'heap constrainedFib 340000', nodeOptions: ['--expose-gc'] },
    ratio: 'none',
    limit: { atMost: 80 },
    rounds: 3,
  },
  ...requestMeasures,
  ...cloudMeasures,
  ...serveMeasures,
];

/** A request of an editor, in the words of the language server and of TypeScript's. */
export interface Question {
  /** Of the Language Server Protocol, without `textDocument/`. */
  readonly name: string;
  /** `point` is about one place; `file` about all of a document. */
  readonly about: 'point' | 'file';
  /** What TypeScript's server is asked for the same; undefined where it has nothing like it. */
  readonly peer: string | undefined;
}

/** What is asked of both servers. */
export const QUESTIONS: readonly Question[] = [
  { name: 'hover', about: 'point', peer: 'quickinfo' },
  { name: 'completion', about: 'point', peer: 'completionInfo' },
  { name: 'signatureHelp', about: 'point', peer: 'signatureHelp' },
  { name: 'definition', about: 'point', peer: 'definition' },
  { name: 'implementation', about: 'point', peer: 'implementation' },
  { name: 'typeDefinition', about: 'point', peer: 'typeDefinition' },
  { name: 'references', about: 'point', peer: 'references' },
  { name: 'documentHighlight', about: 'point', peer: 'documentHighlights' },
  { name: 'rename', about: 'point', peer: 'rename' },
  { name: 'prepareCallHierarchy', about: 'point', peer: 'prepareCallHierarchy' },
  { name: 'prepareTypeHierarchy', about: 'point', peer: undefined },
  { name: 'linkedEditingRange', about: 'point', peer: undefined },
  { name: 'selectionRange', about: 'point', peer: 'selectionRange' },
  { name: 'codeAction', about: 'point', peer: 'getApplicableRefactors' },
  { name: 'inlayHint', about: 'point', peer: 'provideInlayHints' },
  { name: 'semanticTokens/range', about: 'point', peer: undefined },
  { name: 'diagnostic', about: 'file', peer: 'semanticDiagnosticsSync' },
  { name: 'foldingRange', about: 'file', peer: 'getOutliningSpans' },
  { name: 'codeLens', about: 'file', peer: undefined },
  { name: 'documentLink', about: 'file', peer: undefined },
  { name: 'documentSymbol', about: 'file', peer: 'navtree' },
  { name: 'semanticTokens/full', about: 'file', peer: 'encodedSemanticClassifications-full' },
  { name: 'formatting', about: 'file', peer: 'format' },
];

/** How often each is timed, after as many times again that only warm up. */
export const TIMES = 60;

/** Milliseconds after which one that takes long is timed no more, as long as it was a few times; half of it warms up. */
const LONGEST = 6_000;
const FEWEST = 5;

/** Asks again and again, first to warm up: gives the first time, and those that count. `ask` gives milliseconds. */
export async function timesOf(ask: (isFirst: boolean) => Promise<number>): Promise<Timed> {
  const start = performance.now();
  const since = (): number => performance.now() - start;
  const first = await ask(true);
  for (let warm = 1; warm < TIMES && since() < LONGEST / 2; warm++) await ask(false);
  const times: number[] = [];
  while (times.length < TIMES && (times.length < FEWEST || since() < LONGEST)) times.push(await ask(false));
  return timed(first, times);
}

/** What a side's process tells of one request, in milliseconds. */
export interface Timed {
  /** The first answer, before anything is known of the file. */
  readonly first: number;
  readonly p50: number;
  readonly p95: number;
}

/** The middle and the 95th of a hundred of some times. */
function timed(first: number, times: readonly number[]): Timed {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { first, p50: at(0.5), p95: at(0.95) };
}

/** Numbers that look random and are the same in each run. */
export function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
}

/** The parts that a process reports: `hover.p50`. */
export const partsOf = (all: ReadonlyMap<string, Timed>): Record<string, number> =>
  Object.fromEntries(
    [...all].flatMap(([name, { first, p50, p95 }]) => [
      [`${name}.first`, first],
      [`${name}.p50`, p50],
      [`${name}.p95`, p95],
    ]),
  );

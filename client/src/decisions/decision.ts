/** A decision as `polar serve` tells it (docs/serve.md). */
export interface Decision {
  readonly number: number;
  /** Seconds since 1970. */
  readonly time: number;
  readonly kind: string;
  readonly answer: unknown;
  readonly denied: boolean;
  readonly queries: readonly string[];
}

export interface WireFact {
  readonly predicate: string;
  readonly args: readonly { readonly type: string; readonly id: string }[];
}

/** The facts of a decision: those of its proof, and those that it looked at. */
export interface DecisionFacts {
  readonly proof?: readonly WireFact[];
  readonly read: readonly WireFact[];
  readonly isBounded: boolean;
}

const MOST_SHOWN = 4;

/** What the answer is, in a few words: `allowed`, `denied`, `3: read, share, write`. */
export function answerWords({ answer }: Pick<Decision, 'answer'>): string {
  if (Array.isArray(answer)) return `${answer.length} answers`;
  if (typeof answer !== 'object' || answer === null) return String(answer);
  if ('error' in answer) return `error: ${answer.error}`;
  if ('allowed' in answer) return answer.allowed === true ? 'allowed' : 'denied';
  if (!('results' in answer)) return JSON.stringify(answer);
  const { results } = answer;
  if (typeof results === 'number') return `${results} answers`;
  if (!Array.isArray(results) || results.length === 0) return 'nothing';
  const shown = results.slice(0, MOST_SHOWN).map((each) => (typeof each === 'string' ? each : JSON.stringify(each)));
  const rest = results.length - shown.length;
  return `${results.length}: ${shown.join(', ')}${rest > 0 ? ', …' : ''}`;
}

/** `12:04:31`, where the editor is. */
export const clockTime = (seconds: number): string => new Date(seconds * 1000).toLocaleTimeString('en-GB');

/** A fact as a policy writes it. */
export function factText({ predicate, args }: WireFact): string {
  const written = args.map(({ type, id }) => {
    if (type === 'String') return JSON.stringify(id);
    return ['Integer', 'Boolean', 'Float'].includes(type) ? id : `${type}{${JSON.stringify(id)}}`;
  });
  return `${predicate}(${written.join(', ')})`;
}

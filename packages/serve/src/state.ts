import type { Decisions } from './decisions.ts';
import type { FactChange, KeptFacts } from './kept-facts.ts';
import type { Watch } from './questions/ask.ts';
import type { PolicyText, ServedPolicy } from './served-policy.ts';

/** Where changes are kept for good. Each is kept when its method returns; what throws was not. */
export interface Journal {
  change(changes: readonly FactChange[]): void;
  clear(): void;
  policy(text: PolicyText): void;
}

/** What requests ask and change. */
export interface ServedState {
  readonly facts: KeptFacts;
  readonly journal: Journal;
  readonly decisions: Decisions;
  /** Tells whoever runs the server. */
  readonly notice: (message: string) => void;
  policy: ServedPolicy;
  /** How often the policy was replaced, from 1 on where there is one. */
  version: number;
  /** How often anything was changed. */
  offset: number;
  watcher: Watcher | undefined;
}

/** Who looks at what happens in a service. */
export interface Watcher extends Watch {
  policyReplaced(policy: ServedPolicy): void;
  /** Something was decided. */
  decided(): void;
}

/** Another policy for the questions to come. */
export function setPolicy(state: ServedState, policy: ServedPolicy): void {
  state.policy = policy;
  state.version++;
  state.watcher?.policyReplaced(policy);
}

/** What the service needs of the world around it. */
export interface ServiceClock {
  /** Milliseconds from any fixed moment. */
  now(): number;
  /** Seconds since 1970. */
  unixTime(): number;
}

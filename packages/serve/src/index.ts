/** Oso Cloud's HTTP interface over a policy and facts: requests in, responses out. Sockets and files are passed in. */
export { Refusal, type ServeRequest, type ServeResponse } from './exchange.ts';
export type { FactChange } from './kept-facts.ts';
export type { PastQuestion } from './past/as-it-was.ts';
export type { DecisionTest } from './past/decision-test.ts';
export type { ExplainedDecision } from './past/explained.ts';
export type { Past } from './past/past.ts';
export type { ToldDecision } from './past/told-decision.ts';
export { policyOf } from './policy-routes.ts';
export type { Slices, WatchedQuestion } from './questions/ask.ts';
export { noPolicy, type PolicyText, type ServedPolicy, servedPolicy } from './served-policy.ts';
export { CloudService, type ServiceOptions } from './service.ts';
export type { Journal, ServiceClock, Watcher } from './state.ts';

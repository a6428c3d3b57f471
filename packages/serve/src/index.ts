/** Oso Cloud's HTTP interface over a policy and facts: requests in, responses out. Sockets and files are passed in. */
export { Refusal, type ServeRequest, type ServeResponse } from './exchange.ts';
export type { FactChange } from './kept-facts.ts';
export { policyOf } from './policy-routes.ts';
export type { Slices, WatchedQuestion } from './questions/ask.ts';
export { noPolicy, type PolicyText, type ServedPolicy, servedPolicy } from './served-policy.ts';
export { CloudService, type ServiceOptions } from './service.ts';
export type { Journal, ServiceClock, Watcher } from './state.ts';

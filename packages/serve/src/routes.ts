import { decisionsBody } from './decision-routes.ts';
import { Refusal, type ServeRequest } from './exchange.ts';
import { expectBody } from './expect-route.ts';
import { batchIn, bulkIn, deletesIn, factsBody, insertsIn, statsBody } from './fact-routes.ts';
import type { FactRequest } from './kept-facts.ts';
import { metadataBody, passTests, policyBody, uploadedPolicy } from './policy-routes.ts';
import { actions, bulkActions } from './questions/actions.ts';
import type { Slices } from './questions/ask.ts';
import { authorize, authorizeResources } from './questions/authorize.ts';
import { evaluateQuery } from './questions/evaluate-query.ts';
import { list } from './questions/list.ts';
import { query } from './questions/query.ts';
import type { Setting } from './questions/question.ts';
import { type ServedState, setPolicy } from './state.ts';
import { wireFact } from './wire/facts.ts';
import { fieldsOf, jsonOf, listOf } from './wire/json.ts';

/** What is answered at one method and path. */
export interface Route {
  /** What the answer says; it may change the state. */
  answer(request: ServeRequest, state: ServedState, setting: Setting): Slices<unknown> | unknown;
  /** It changes something, so that the client is told how far. */
  readonly changes?: boolean;
  /** Its answers are decisions, by this name. */
  readonly decides?: string;
}

type Question = (fields: Readonly<Record<string, unknown>>, setting: Setting) => Slices<unknown>;

const question = (kind: string, ask: Question): Route => ({
  decides: kind,
  answer: ({ body }, _, setting) => ask(fieldsOf(jsonOf(body), 'The body'), setting),
});

const change = (requests: (body: unknown, state: ServedState) => FactRequest[]): Route => ({
  changes: true,
  answer: ({ body }, state) => {
    state.facts.change(requests(jsonOf(body), state), (changes) => state.journal.change(changes));
    return { message: 'Facts updated.' };
  },
});

const local: Route = {
  answer: () => {
    throw new Refusal(
      501,
      'polar serve does not answer with SQL yet: local authorization (authorizeLocal, listLocal, actionsLocal, evaluateLocalSelect, evaluateLocalFilter) needs Oso Cloud. Insert the facts, and use authorize, list, actions or evaluate.',
    );
  },
};

/** What the client for Python tells of agents, for a product that is none of this: taken, and not kept. */
const agentEvents = [
  'tool_call_request',
  'tool_call_response',
  'tool_call_error',
  'message_from_user',
  'message_to_user',
].map((event): [string, Route] => [
  `POST /api/agents/event/${event}`,
  { answer: () => ({ message: 'polar serve does not keep events.' }) },
]);

/** By method and path. What the clients of today send comes first, then what only earlier ones do. */
export const routes: ReadonlyMap<string, Route> = new Map<string, Route>([
  ['POST /api/authorize', question('authorize', authorize)],
  ['POST /api/list', question('list', list)],
  ['POST /api/actions', question('actions', actions)],
  ['POST /api/evaluate_query', question('evaluate_query', evaluateQuery)],
  ['GET /api/facts', { answer: ({ parameters }, state) => factsBody(state, parameters) }],
  ['POST /api/batch', change(batchIn)],
  ['GET /api/policy', { answer: ({ parameters }, state) => policyBody(parameters, state) }],
  [
    'POST /api/policy',
    {
      changes: true,
      *answer({ body, parameters }, state, setting) {
        const policy = uploadedPolicy(fieldsOf(jsonOf(body), 'The body'));
        if (parameters.get('force') !== 'true') yield* passTests(policy, setting);
        state.journal.policy(policy.text!);
        setPolicy(state, policy);
        return { message: 'Policy updated.' };
      },
    },
  ],
  ['GET /api/policy_metadata', { answer: ({ parameters }, state) => metadataBody(parameters, state) }],
  [
    'POST /api/clear_data',
    {
      changes: true,
      answer: (_, state) => {
        state.journal.clear();
        state.facts.clear();
        return { message: 'Facts deleted.' };
      },
    },
  ],
  ['GET /polar/decisions', { answer: ({ parameters }, state) => decisionsBody(parameters, state) }],
  [
    'DELETE /polar/decisions',
    {
      answer: (_, { decisions }) => {
        decisions.clear();
        return { message: 'Decisions forgotten.' };
      },
    },
  ],
  ['POST /api/expect', { answer: ({ body }, state) => expectBody(fieldsOf(jsonOf(body), 'The body'), state) }],
  ['POST /api/authorize_query', local],
  ['POST /api/list_query', local],
  ['POST /api/actions_query', local],
  ['POST /api/evaluate_query_local', local],
  ...agentEvents,
  [
    'POST /api/facts',
    {
      changes: true,
      answer: ({ body }, state) => {
        const [told] = insertsIn([jsonOf(body)], state);
        state.facts.change([told!], (changes) => state.journal.change(changes));
        return told!.kind === 'insert' ? wireFact(told!.fact) : null;
      },
    },
  ],
  ['DELETE /api/facts', change((body) => deletesIn([body]))],
  ['POST /api/bulk_load', change(insertsIn)],
  ['POST /api/bulk_delete', change(deletesIn)],
  ['POST /api/bulk', change((body, state) => bulkIn(fieldsOf(body, 'The body'), state))],
  ['POST /api/authorize_resources', question('authorize_resources', authorizeResources)],
  [
    'POST /api/bulk_actions',
    {
      decides: 'bulk_actions',
      answer: ({ body }, _, setting) => bulkActions(listOf(jsonOf(body), 'The body'), setting),
    },
  ],
  ['POST /api/query', question('query', query)],
  ['GET /api/stats', { answer: (_, state) => statsBody(state) }],
]);

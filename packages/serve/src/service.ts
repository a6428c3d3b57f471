import type { Fact, FactStore } from '@polar-tools/evaluator';
import { Decisions } from './decisions.ts';
import { Refusal, type ServeRequest, type ServeResponse } from './exchange.ts';
import { KeptFacts } from './kept-facts.ts';
import { Past } from './past/past.ts';
import type { Slices, Watch } from './questions/ask.ts';
import type { Setting } from './questions/question.ts';
import { routes } from './routes.ts';
import { noPolicy, type ServedPolicy } from './served-policy.ts';
import { type Journal, type ServedState, type ServiceClock, setPolicy, type Watcher } from './state.ts';

export interface ServiceOptions {
  /** Facts that are there from the start. */
  readonly facts?: FactStore;
  readonly policy?: ServedPolicy;
  readonly journal: Journal;
  readonly clock: ServiceClock;
  /** Milliseconds that a question may take; 0 for no limit. */
  readonly timeout: number;
  /** Tells whoever runs the server. */
  readonly notice?: (message: string) => void;
}

/** A policy and facts that speak Oso Cloud's HTTP interface, without the HTTP: requests in, responses out. */
export class CloudService {
  readonly #state: ServedState;
  readonly #clock: ServiceClock;
  readonly #timeout: number;

  constructor({ facts, policy = noPolicy, journal, clock, timeout, notice = () => {} }: ServiceOptions) {
    const version = policy.text === undefined ? 0 : 1;
    this.#state = {
      facts: new KeptFacts(facts),
      journal,
      decisions: new Decisions(),
      notice,
      policy,
      version,
      offset: 0,
      watcher: undefined,
    };
    this.#clock = clock;
    this.#timeout = timeout;
  }

  /** Another policy for the questions to come: its files have changed. The journal has nothing to do with it. */
  replacePolicy(policy: ServedPolicy): void {
    setPolicy(this.#state, policy);
  }

  get policy(): ServedPolicy {
    return this.#state.policy;
  }

  /** Somebody looks at what happens here, until the function that it gives is called. There can be one at a time. */
  watch(watcher: Watcher): () => void {
    this.#state.watcher = watcher;
    return () => {
      if (this.#state.watcher === watcher) this.#state.watcher = undefined;
    };
  }

  /** The decisions of late, to be looked at. */
  get past(): Past {
    return new Past(this.#state, this.#clock);
  }

  /** The facts as they are now, whatever is changed later. */
  snapshot(): FactStore {
    return this.#state.facts.snapshot();
  }

  /** `@current_unix_time` */
  get now(): number {
    return this.#clock.unixTime();
  }

  get isWatched(): boolean {
    return this.#state.watcher !== undefined;
  }

  /** Inserts facts that somebody has checked, and has them kept. */
  insert(facts: Iterable<Fact>): void {
    const requests = Array.from(facts, (fact) => ({ kind: 'insert', fact }) as const);
    this.#state.facts.change(requests, (changes) => this.#state.journal.change(changes));
  }

  get facts(): FactStore {
    return this.#state.facts.store;
  }

  /**
   * Answers a request. A question that takes long gives way now and then; finish it, or drop it, before the next request: facts must not
   * change below it. Where it gives a promise, others may be answered until that settles.
   */
  *answer(request: ServeRequest): Slices<ServeResponse> {
    const state = this.#state;
    const route = routes.get(`${request.method} ${request.path}`);
    let decided: ((answer: unknown) => void) | undefined;
    try {
      if (route === undefined) throw noRoute(request);
      const setting: Setting = {
        policy: state.policy,
        facts: state.facts.store,
        now: this.#clock.unixTime(),
        clock: () => this.#clock.now(),
        timeout: this.#timeout,
        asked: [],
        watch: route.decides === undefined ? undefined : watchOf(state),
      };
      const { moment } = state.facts;
      const kind = route.decides;
      if (kind !== undefined)
        decided = (answer) => {
          state.decisions.add({
            request: request.id,
            time: setting.now,
            kind,
            question: request.body,
            answer,
            asked: setting.asked ?? [],
            policy: setting.policy,
            moment,
          });
          state.watcher?.decided();
        };
      const answer = route.answer(request, state, setting);
      const body = isSlices(answer) ? yield* answer : answer;
      decided?.(body);
      if (route.changes !== true) return { status: 200, body };
      state.offset++;
      return { status: 200, body, headers: { OsoOffset: String(state.offset) } };
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown;
      // A question that could be asked, and ended with an error.
      if (thrown.status === 422) decided?.({ error: thrown.message });
      return thrown.response;
    } finally {
      state.facts.tidy();
    }
  }
}

/** What looks at questions: their facts are left as they are meanwhile. */
function watchOf({ watcher, facts }: ServedState): Watch | undefined {
  if (watcher === undefined) return undefined;
  return {
    wanted: watcher.wanted,
    atErrors: watcher.atErrors,
    look: (question, nobodyWaits) => {
      facts.snapshot();
      return watcher.look(question, nobodyWaits);
    },
  };
}

const isSlices = (answer: unknown): answer is Slices<unknown> =>
  typeof answer === 'object' && answer !== null && Symbol.iterator in answer && 'next' in answer;

function noRoute({ method, path }: ServeRequest): Refusal {
  const others = ['GET', 'POST', 'DELETE'].filter((other) => routes.has(`${other} ${path}`));
  if (others.length > 0)
    return new Refusal(405, `${path} takes ${others.join(' or ')}, and not ${method}.`, { Allow: others.join(', ') });
  return new Refusal(404, `There is no ${path} here. docs/serve.md lists what polar serve answers.`);
}

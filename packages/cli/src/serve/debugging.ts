import type { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import {
  type AttachedDebugger,
  type Attachment,
  cloudQuestion,
  type DebugHost,
  type DebugTarget,
  type Loaded,
  serveStream,
} from '@polar-tools/debug-adapter';
import { FactStore } from '@polar-tools/evaluator';
import { type CloudService, Refusal, type ServedPolicy, type WatchedQuestion } from '@polar-tools/serve';
import { namesOf, type Surroundings } from '../surroundings.ts';

/** Debugs the questions that a service is asked: for one editor at a time. */
export class ServedTarget implements DebugTarget {
  readonly #service: CloudService;

  constructor(service: CloudService) {
    this.#service = service;
  }

  attach(debug: AttachedDebugger): Attachment | { readonly problem: string } {
    const service = this.#service;
    if (service.isWatched)
      return {
        problem: 'Another editor is attached to this server already: requests stop there. Disconnect it first.',
      };
    let telling: NodeJS.Timeout | undefined;
    const off = service.watch({
      get wanted() {
        return debug.mayStop;
      },
      get atErrors() {
        return debug.stopsAtErrors;
      },
      look: (question, signal) => look(question, signal, debug),
      policyReplaced: (policy) => debug.replacePolicy(neverAsked(policy)),
      decided: () => {
        telling ??= setTimeout(() => {
          telling = undefined;
          debug.tell('polar/decided', {});
        }, NOW_AND_THEN);
      },
    });
    const detach = (): void => {
      clearTimeout(telling);
      off();
    };
    return { policy: neverAsked(service.policy), detach };
  }

  async load({ query, test, decision }: Parameters<DebugTarget['load']>[0]): ReturnType<DebugTarget['load']> {
    if (decision !== undefined) {
      const past = orProblem(() => this.#service.past.question(decision));
      return 'problem' in past ? { problems: [past.problem] } : cloudQuestion(past);
    }
    if (test !== undefined || typeof query !== 'string')
      return { problems: ['A test, or a query of a file, is debugged with a "launch" configuration.'] };
    const { policy } = this.#service;
    const facts = this.#service.snapshot();
    return cloudQuestion({ program: policy.program(facts.values), text: query, facts, now: this.#service.now });
  }

  request(command: string, args: Readonly<Record<string, unknown>>): object | undefined {
    const { past } = this.#service;
    const number = Number(args.number);
    switch (command) {
      case 'polar/decisions': {
        const after = typeof args.after === 'number' ? args.after : 0;
        const limit = typeof args.limit === 'number' ? args.limit : MOST_TOLD;
        return { decisions: past.list({ after, limit, denied: args.denied === true }) };
      }
      case 'polar/clearDecisions':
        past.clear();
        return {};
      case 'polar/decisionFacts':
        return orProblem(() => past.facts(number));
      case 'polar/explainDecision':
        return orProblem(() => past.explained(number));
      case 'polar/testOfDecision':
        return orProblem(() => past.test(number));
      default:
        return undefined;
    }
  }
}

/** Milliseconds between two times at which an editor is told that something was decided. */
const NOW_AND_THEN = 150;
const MOST_TOLD = 200;

function orProblem<Found extends object>(look: () => Found | string): Found | { readonly problem: string } {
  try {
    const found = look();
    return typeof found === 'string' ? { problem: found } : found;
  } catch (thrown) {
    if (thrown instanceof Refusal) return { problem: thrown.message };
    throw thrown;
  }
}

async function look(
  { program, text, facts, now, timeout }: WatchedQuestion,
  signal: AbortSignal,
  debug: AttachedDebugger,
): Promise<void> {
  const question = cloudQuestion({ program, text, facts, now });
  // What cannot be written down is answered all the same.
  if ('problems' in question) return;
  await debug.run(question.value, { signal, time: timeout === 0 ? undefined : timeout });
}

/** A policy as a question: breakpoints are put onto its rules. */
function neverAsked({ policy, program }: ServedPolicy): Loaded {
  const facts = new FactStore();
  const question = cloudQuestion({ program: program(facts.values), text: 'true', facts, now: 0 });
  if ('problems' in question) throw new Error(`${policy.files.size} files: ${question.problems.join(' ')}`);
  return question.value;
}

/** Serves the debug sessions of a connection. */
export function debugOver(socket: Socket, target: DebugTarget, token: string, surroundings: Surroundings): void {
  const host: DebugHost = {
    files: surroundings.files,
    folder: namesOf(surroundings).uriOf('.'),
    breathe: () => setImmediate(),
    now: surroundings.now,
    time: surroundings.unixTime,
  };
  socket.on('error', () => socket.destroy());
  serveStream(socket, (bytes) => socket.writable && socket.write(bytes), host, { strict: true, token, target }).then(
    () => socket.end(),
    (thrown) => {
      if (!socket.destroyed) surroundings.errors.write(`A debug session ended with a fault: ${thrown}\n`);
      socket.destroy();
    },
  );
}

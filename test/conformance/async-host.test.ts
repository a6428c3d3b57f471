import { type AsyncHost, type Host, HostError, type Question, type Reply } from '@polar-tools/evaluator';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Case, Outcome } from './case.ts';
import { asCase, generatedCases } from './generate.ts';
import { deepCases } from './generate-deep.ts';
import { asWideCase, wideCases } from './generate-wide.ts';
import { loadOurs } from './ours.ts';
import { semantics } from './semantics/index.ts';
import { applicationData } from './vocabulary.ts';

const SEED = Number(process.env.CONFORMANCE_SEED ?? 20_260);
const POLICIES = Number(process.env.CONFORMANCE_ASYNC_POLICIES ?? 120);

/** A host that answers as another one does, but at once, a little later, or much later; what it fails with, it may reject with. */
class LateHost implements AsyncHost {
  readonly #host: Host;
  asked = 0;
  late = 0;
  rejected = 0;
  readonly classes: AsyncHost['classes'];
  readonly builtinClasses: AsyncHost['builtinClasses'];
  readonly constants: AsyncHost['constants'];

  constructor(host: Host) {
    this.#host = host;
    ({ classes: this.classes, builtinClasses: this.builtinClasses, constants: this.constants } = host);
  }

  classObject(name: string): ReturnType<Host['classObject']> {
    return this.#host.classObject(name);
  }
  describe(object: Parameters<Host['describe']>[0]): string {
    return this.#host.describe(object);
  }
  inspect(object: Parameters<Host['inspect']>[0]): ReturnType<Host['inspect']> {
    return this.#host.inspect(object);
  }

  answer(question: Question): Reply | Promise<Reply> {
    const reply = this.#host.answer(question);
    const way = this.asked++ % 4;
    if (way === 0) return reply;
    this.late++;
    if (reply instanceof HostError && reply.kind === 'exception' && reply.code !== 'unknown-class') {
      this.rejected++;
      return Promise.reject(new Error(reply.message));
    }
    return way === 1 ? Promise.resolve(reply) : new Promise((resolve) => setImmediate(resolve, reply));
  }
}

/** What counts of an outcome: the machine that waits makes its pauses elsewhere. */
const essence = ({ answers, printed, error, message, report }: Outcome): object => ({
  answers,
  printed,
  error,
  message,
  report,
});

async function agreeOn(cases: readonly Case[]): Promise<string> {
  let compared = 0;
  let late = 0;
  let rejected = 0;
  const differ: unknown[] = [];
  for (const asked of cases) {
    const session = await loadOurs(asked);
    if (session.faults.length > 0 || session.application.kind !== 'sync') continue;
    for (const query of asked.queries) {
      const host = new LateHost(session.application.host);
      const atOnce = await session.ask(query);
      if (atOnce.error === 'too-long') continue;
      const later = await session.ask(query, { kind: 'async', host });
      late += host.late;
      rejected += host.rejected;
      if (later.error === 'too-long') continue;
      compared++;
      if (JSON.stringify(essence(atOnce)) !== JSON.stringify(essence(later))) differ.push({ query, atOnce, later });
    }
  }
  expect(differ.slice(0, 5)).toEqual([]);
  expect(late).toBeGreaterThan(0);
  return `${compared} queries agreed, ${late} answers came late, ${rejected} were rejections`;
}

describe('an application that answers later, or rejects, changes no answer and no error', () => {
  test.each([
    ['point by point', () => semantics.map(({ data = applicationData, ...asked }) => ({ ...asked, data }))],
    ['generated', () => fc.sample(generatedCases, { seed: SEED, numRuns: POLICIES }).map(asCase)],
    ['generated deep', () => fc.sample(deepCases, { seed: SEED, numRuns: POLICIES }).map(asCase)],
    [
      'generated with blocks',
      () => fc.sample(wideCases, { seed: SEED, numRuns: Math.ceil(POLICIES / 4) }).map(asWideCase),
    ],
  ] as const satisfies readonly (readonly [string, () => Case[]])[])(
    '%s',
    async (what, make) => {
      console.log(`asynchronous host, ${what}: ${await agreeOn(make())}`);
    },
    120_000,
  );
});

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { ApplicationHost } from '@polar-tools/host-python';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApplication } from '../../../packages/cli/src/application/start-application.ts';
import { type Asked, asked } from './generate-queries.ts';
import { type Outcome, ourOutcome } from './ours.ts';
import { pythonWithOso } from './reference-python.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const program = fileURLToPath(new URL('../../../packages/host-python/python/polar_host', import.meta.url));
const python = pythonWithOso();
/** More: POLAR_PYTHON_RUNS=20000 POLAR_PYTHON_SEED=3 npx vitest run test/conformance/python */
const runs = Number(process.env.POLAR_PYTHON_RUNS ?? 400);
const seed = Number(process.env.POLAR_PYTHON_SEED ?? 1);

/** The reference's kinds of errors, as the evaluator calls them. What the application itself raises is an exception. */
const kinds: Readonly<Record<string, readonly string[]>> = {
  UnsupportedError: ['unsupported'],
  PolarTypeError: ['type-error'],
  PolarRuntimeError: ['application', 'exception'],
  ParserError: ['ParserError'],
  UnregisteredClassError: ['exception', 'unregistered-class'],
};

describe.skipIf(python === undefined)(
  'over a Python host, queries come to what they come to in the Python package oso',
  () => {
    let host: ApplicationHost;
    let reference: (one: Asked) => Promise<Outcome>;
    let stop: () => void;

    beforeAll(async () => {
      host = await startApplication(
        { module: 'world_set_up.py', interpreter: python ?? '', folder: here, patience: 10_000 },
        program,
        2,
      );
      const oracle = spawn(python ?? '', ['oracle.py'], { cwd: here, stdio: ['pipe', 'pipe', 'ignore'] });
      const lines = createInterface({ input: oracle.stdout })[Symbol.asyncIterator]();
      reference = async (one) => {
        oracle.stdin.write(`${JSON.stringify(one)}\n`);
        return JSON.parse(String((await lines.next()).value)) as Outcome;
      };
      stop = () => {
        oracle.kill();
        host.close();
      };
    }, 60_000);

    afterAll(() => stop?.());

    test.each(
      [
        'd2 matches Two',
        'u2 matches Two',
        'x = new D(2) and x matches Two',
        'square matches Shape',
        'x = new Square() and x matches Shape',
        'f(u2, r)',
        'never = never',
        'x = never and x = never',
        'd2 matches {odd: nil}',
        'd2 matches {odd: r}',
        'not d2.odd = r',
        'not d2.nope = 1',
        'nan = nan',
        'r in nan',
        'r in "abc"',
        'r in words',
        'r in words.keys()',
        'words.r = 1',
        'a1.given(r) = s',
        'a1.given(r) = 1',
        'a1.kinds(r, [s], {a: t}) = x',
        'x = big.__add__(big)',
        'x = big.__add__(big) and x > 0',
        'low = 1',
        'low < 2',
        'true matches Integer',
        '1.0 matches Integer',
        'few = [1, 2]',
        'x = tenth.__add__(tenth) and x > 0.1',
        'moment > day',
      ].map((query) => [query]),
    )('%s', async (query) => {
      await same({ policy: 'f(_: A, 1);\nf(_: Two, 2);\nf(_: D, 3);\nf(_, 4);\nallow(_, _, _);', query });
    });

    test(
      `${runs} generated ones`,
      async () => {
        await fc.assert(fc.asyncProperty(asked, same), { numRuns: runs, seed, endOnFailure: true });
      },
      Math.max(120_000, runs * 100),
    );

    async function same(one: Asked): Promise<void> {
      const theirs = await reference(one);
      // A fault of the reference's own.
      if (theirs.error?.[0] === 'OperationalError') return;
      const ours = ourOutcome(host, one);
      expect({ answers: ours.answers, ended: ours.error !== undefined }).toEqual({
        answers: theirs.answers,
        ended: theirs.error !== undefined,
      });
      if (theirs.error === undefined || ours.error === undefined) return;
      expect(kinds[theirs.error[0]] ?? ['exception']).toContain(ours.error[0]);
      const [ourWords, theirWords] = [ours.error[1], theirs.error[1]].map((text) =>
        text.replaceAll(/at 0x[0-9a-f]+/g, 'at …'),
      );
      const first = theirWords!.split('\n', 1)[0]!;
      expect(
        ourWords!.includes(first) || theirWords!.includes(ourWords!.split('\n', 1)[0]!),
        `${theirWords}\n---\n${ourWords}`,
      ).toBe(true);
    }
  },
);

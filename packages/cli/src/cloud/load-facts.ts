import { setImmediate } from 'node:timers/promises';
import {
  type CloudValue,
  type Fact,
  FactReader,
  FactStore,
  factChecker,
  factFormatOf,
  readFact,
} from '@polar-tools/evaluator';
import type { Policy } from '@polar-tools/policy';
import { faultMessage, faultOf, pathOfUri } from '@polar-tools/project';
import { Failure, systemCode } from '../failure.ts';
import { progressOn } from '../report/progress.ts';
import { namesOf, type Surroundings } from '../surroundings.ts';
import { argumentOf } from './arguments.ts';

/**
 * The facts of files (URIs), checked against a policy.
 *
 * @throws Failure with the places of what is wrong, where anything is: then no fact of any file counts
 */
export async function loadFacts(
  files: readonly string[],
  policy: Policy,
  surroundings: Surroundings,
): Promise<FactStore> {
  const store = new FactStore();
  const fault = factChecker(policy);
  const progress = progressOn(surroundings.errors, surroundings.now);
  const failures: Failure[] = [];
  let facts = 0;
  try {
    for (const uri of files) {
      const shown = namesOf(surroundings).shown(uri);
      const format = factFormatOf(shown);
      const reader =
        format &&
        new FactReader(format, (fact) => {
          const problem = fault(fact);
          if (problem === undefined) store.add(fact);
          return problem;
        });
      try {
        for await (const bytes of surroundings.stream(pathOfUri(uri, surroundings.pathStyle))) {
          if (reader === undefined) break;
          reader.push(bytes);
          if (reader.isOver) break;
          if (surroundings.heap.use() >= 1) throw tooManyFacts(shown, facts + reader.count, surroundings);
          progress.show(`Read ${(facts + reader.count).toLocaleString('en')} facts`);
          await setImmediate();
        }
      } catch (thrown) {
        if (thrown instanceof Failure || systemCode(thrown) === undefined) throw thrown;
        throw new Failure('no-such-file', faultMessage(faultOf(systemCode(thrown)), shown));
      }
      // One that is not there, or a folder, is told as that.
      if (reader === undefined) throw unknownFormat(shown);
      const { count, problems, more } = reader.end();
      facts += count;
      failures.push(
        ...problems.map(({ message, line, column }) => new Failure('invalid-fact', at(shown, line, column) + message)),
      );
      if (more > 0)
        failures.push(
          new Failure('invalid-fact', `${shown}: and ${more.toLocaleString('en')} more faults like these.`),
        );
    }
  } finally {
    progress.clear();
  }
  const failure = Failure.of(failures);
  if (failure !== undefined) throw failure;
  return store;
}

const at = (shown: string, line: number | undefined, column: number): string =>
  line === undefined ? `${shown}: ` : `${shown}:${line + 1}:${column + 1}: `;

const unknownFormat = (shown: string): Failure =>
  new Failure(
    'wrong-use',
    `The name "${shown}" does not tell how its facts are written. Name it .polar, .json, .jsonl or .csv.`,
  );

/** Told while there is memory to tell it. */
const tooManyFacts = (shown: string, read: number, { heap }: Surroundings): Failure =>
  new Failure(
    'out-of-memory',
    `The facts do not fit into memory: ${read.toLocaleString('en')} of them, up to somewhere in ${shown}, fill the ${heap.megabytes.toLocaleString('en')} MB that Node gives this program. Give it more, such as NODE_OPTIONS=--max-old-space-size=${4 * heap.megabytes}, or name fewer facts.`,
  );

/** With one question (https://www.osohq.com/docs/deploy/account-management/rate-limits: startup and growth plans; the free one takes 20). */
const MOST_CONTEXT_FACTS = 100;

/**
 * A store with facts for one question alone, on top of others: `has_role(User:bob, "admin", Org:acme)`.
 *
 * @throws Failure for what is no fact, or does not fit the policy
 */
export function withContextFacts(store: FactStore, texts: readonly string[], policy: Policy): FactStore {
  if (texts.length === 0) return store;
  if (texts.length > MOST_CONTEXT_FACTS) {
    throw new Failure(
      'too-many-context-facts',
      `Oso Cloud takes at most ${MOST_CONTEXT_FACTS} context facts with a question, and these are ${texts.length}. Put the others into a file, and name it with --facts.`,
    );
  }
  const fault = factChecker(policy);
  return store.layer(
    texts.map((text) => {
      const fact = text.includes('(') ? readFact(text) : factOfWords(text.trim().split(/\s+/));
      if (fact === undefined) {
        throw new Failure(
          'invalid-fact',
          `A fact is a name with values only, such as has_role(User:bob, "admin", Org:acme). This is none: ${text}`,
        );
      }
      const problem = fault(fact);
      if (problem !== undefined)
        throw new Failure('invalid-fact', problem, { file: undefined, text, start: 0, end: text.length });
      return fact;
    }),
  );
}

/** A fact in words, as Cloud's own command takes it: `has_role User:bob admin Org:acme`. */
function factOfWords([predicate = '', ...words]: readonly string[]): Fact | undefined {
  const values = words.map(argumentOf);
  return values.every((value): value is CloudValue => value.id !== undefined)
    ? { predicate, arguments: values }
    : undefined;
}

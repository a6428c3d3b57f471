import {
  type CloudDebugSetup,
  compileCloud,
  debuggedQuery,
  debuggedTest,
  FactReader,
  FactStore,
  factChecker,
  factFormatOf,
  unknownNames,
} from '@polar-tools/evaluator';
import { LineIndex, type Node, rangeOf } from '@polar-tools/language';
import { nearestOf, type Policy, type PolicyTest } from '@polar-tools/policy';
import {
  type ConfigurationFile,
  type Files,
  factFilesOf,
  faultMessage,
  type LoadedPolicy,
  type ProblemPlace,
  Spellings,
  shortName,
  uriOf,
} from '@polar-tools/project';
import { columnOf, placeIn, placeOfKey, sentence, told } from '../faults.ts';
import type { DebugHost } from '../host.ts';
import { findInlineQuery } from '../inline-query.ts';
import type { Checked, Launch } from '../launch.ts';
import type { Loaded } from '../loaded.ts';
import { loadedCloud } from './loaded-cloud.ts';

/**
 * Makes a query over a Cloud policy, or one of its tests, ready to be debugged.
 * @param folder the URI from which relative paths are taken
 */
export async function loadCloud(
  launch: Launch,
  { policy, configuration }: LoadedPolicy,
  { files, heap }: Pick<DebugHost, 'files' | 'heap'>,
  folder: string,
  recorder: { facts(store: FactStore): void } | undefined,
): Promise<Checked<Loaded>> {
  if (launch.data !== undefined)
    return {
      problems: ['A policy for Oso Cloud has facts, and no objects. Name its files in "facts" instead of "data".'],
    };
  const uris =
    launch.facts === undefined ? factFilesOf(configuration) : launch.facts.map((name) => uriOf(name, folder));
  // As `polar test` has it, a test has its own facts and the policy's, and no others.
  const named = launch.facts === undefined ? configuration : undefined;
  const facts = await readFacts(launch.test === undefined ? uris : [], policy, files, named, heap);
  if ('problems' in facts) return facts;
  if (launch.test === undefined) recorder?.facts(facts.value);
  const program = compileCloud(policy, facts.value.values);
  const make = (setup: CloudDebugSetup, asked: Node, queryText: string, inline: Loaded['inline']): Checked<Loaded> => ({
    value: loadedCloud(
      { ...setup, ...(launch.now !== undefined && { now: launch.now }) },
      { asked, queryText, inline, isTest: launch.test !== undefined },
    ),
  });

  if (launch.test !== undefined) {
    const test = findTest(policy, launch.test);
    if (typeof test === 'string') return { problems: [test] };
    const setup = debuggedTest(program, test, facts.value);
    if ('message' in setup) {
      const { uri, start, end } = setup.location;
      const text = policy.files.get(uri)?.text ?? '';
      return {
        problems: [`${placeIn(uri, text, start)}: ${sentence(setup.message)}`],
        places: [{ uri, text, start, end }],
      };
    }
    return make(setup, test.test, `test "${test.title}"`, undefined);
  }
  if (typeof launch.query !== 'string') {
    const inline = findInlineQuery(
      policy,
      launch.query,
      await new Spellings(files).of(uriOf(launch.query.file, folder)),
    );
    if (typeof inline === 'string') return { problems: [inline] };
    const prepared = debuggedQuery(program, inline, facts.value);
    const text = policy.files.get(inline.uri)?.text ?? '';
    if ('errors' in prepared)
      return {
        problems: prepared.errors.map(
          ({ message, start }) => `${placeIn(inline.uri, text, start)}: ${sentence(message)}`,
        ),
      };
    const { start, end } = rangeOf(inline.expression);
    return make(prepared.setup, inline.expression, text.slice(start, end), inline);
  }
  const text = launch.query;
  const prepared = debuggedQuery(program, text, facts.value);
  if ('errors' in prepared) {
    const lines = prepared.errors.map(
      ({ message, start }) => `The query has a fault${columnOf(text, start)}: ${sentence(message)}`,
    );
    return { problems: [...lines, `Correct "query" in the launch configuration: ${text}`] };
  }
  const unknown = unknownNames(policy, text);
  if (unknown.length > 0) return { problems: unknown.map(({ message }) => sentence(message)) };
  return make(prepared.setup, prepared.expression, text, undefined);
}

function findTest({ tests }: Policy, name: string): PolicyTest | string {
  const found = tests.filter(({ title }) => title === name);
  if (found.length > 1) return `There are ${found.length} tests named "${name}" in the policy. Rename all but one.`;
  if (found[0] !== undefined) return found[0];
  if (tests.length === 0)
    return `There is no test in the policy. Write one, such as: test "${name}" { assert allow(…); }`;
  const titles = tests.map(({ title }) => title);
  const near = nearestOf(name, titles) ?? titles.find((title) => title.toLowerCase().includes(name.toLowerCase()));
  return `There is no test named "${name}". ${near === undefined ? `There are: ${few(titles)}.` : `Did you mean "${near}"?`}`;
}

function few(names: readonly string[]): string {
  const shown = names.slice(0, 5).map((name) => `"${name}"`);
  return names.length > shown.length ? `${shown.join(', ')} and ${names.length - shown.length} more` : shown.join(', ');
}

/** Bytes of facts that are read until it is looked whether there is memory for more. */
const PIECE = 1 << 20;

/**
 * The facts of some files; what is wrong with them, if anything: then none counts.
 * @param named the configuration that names the files; undefined where the launch does
 */
async function readFacts(
  uris: readonly string[],
  policy: Policy,
  files: Files,
  named: ConfigurationFile | undefined,
  heap: DebugHost['heap'] = () => 0,
): Promise<Checked<FactStore>> {
  const store = new FactStore();
  const fault = factChecker(policy);
  const problems: string[] = [];
  const places: ProblemPlace[] = [];
  for (const uri of uris) {
    const name = shortName(uri);
    const format = factFormatOf(name);
    if (format === undefined) {
      problems.push(
        `The name "${name}" does not tell how its facts are written. Name it .polar, .json, .jsonl or .csv.`,
      );
      continue;
    }
    const read = await files.read(uri);
    if ('fault' in read) {
      const what = read.fault.kind === 'missing' ? `There is no file "${name}".` : faultMessage(read.fault, name);
      const where = named === undefined ? 'the launch configuration' : shortName(named.uri);
      problems.push(`${what} Correct "facts" in ${where}.`);
      if (named !== undefined) places.push(placeOfKey(named, 'facts'));
      continue;
    }
    const reader = new FactReader(format, (fact) => {
      const problem = fault(fact);
      if (problem === undefined) store.add(fact);
      return problem;
    });
    const bytes = new TextEncoder().encode(read.text);
    for (let at = 0; at < bytes.length && !reader.isOver; at += PIECE) {
      reader.push(bytes.subarray(at, at + PIECE));
      if (heap() >= 1)
        return {
          problems: [
            `The facts do not fit into memory: those up to somewhere in ${name} fill it. Name fewer facts, or give the debugger more memory, such as NODE_OPTIONS=--max-old-space-size=16384.`,
          ],
        };
    }
    for (const { line, message } of reader.end().problems) {
      problems.push(`${name}${line === undefined ? '' : `:${line + 1}`}: ${sentence(message)}`);
      const start = new LineIndex(read.text).offsetAt({ line: line ?? 0, character: 0 });
      places.push({ uri, text: read.text, start, end: start });
    }
  }
  return problems.length === 0 ? { value: store } : { problems: told(problems, 'The facts have'), places };
}

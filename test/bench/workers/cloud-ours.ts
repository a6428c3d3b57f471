import { readdirSync, readFileSync } from 'node:fs';
import { FactReader, FactStore, runTests } from '@polar-tools/evaluator';
import { createPolicy } from '@polar-tools/policy';
import { makeGraph, questionsOf } from '../cloud/graph.ts';
import { ByHand } from '../cloud/hand.ts';
import { factsOf, Ours } from '../cloud/ours.ts';
import { median } from '../statistics.ts';
import { argument, report, timePerCall } from '../worker.ts';

/** `load`, `heap`, `authorize`, `debug`, `list`, `denial` over a graph of so many facts (`authorize 10000`), or `tests`. */
const [what, count] = argument().split(' ');
const facts = Number(count ?? 1_000_000);

switch (what) {
  case 'load':
    load();
    break;
  case 'heap':
    heap();
    break;
  case 'authorize':
    report(await authorize());
    break;
  case 'debug':
    report(await authorize('mayReadDebugged'));
    break;
  case 'list':
    report(await list());
    break;
  case 'denial':
    report(denial());
    break;
  case 'tests':
    tests();
    break;
  default:
    throw new Error(`There is no measure ${what}.`);
}

/** Facts a second, from JSON lines that are in memory. */
function load(): void {
  const encoder = new TextEncoder();
  const pieces: Uint8Array[] = [];
  let lines = '';
  for (const { predicate, arguments: values } of factsOf(makeGraph(facts))) {
    const all = values.map((value) => (value.type === 'String' ? value.id : value));
    lines += `${JSON.stringify([predicate, ...all])}\n`;
    if (lines.length < 60_000) continue;
    pieces.push(encoder.encode(lines));
    lines = '';
  }
  pieces.push(encoder.encode(lines));
  const start = performance.now();
  const store = new FactStore();
  const reader = new FactReader('json', (fact) => {
    store.add(fact);
    return undefined;
  });
  for (const piece of pieces) reader.push(piece);
  const { problems } = reader.end();
  if (problems.length > 0) throw new Error(JSON.stringify(problems[0]));
  report((reader.count * 1000) / (performance.now() - start));
}

/** Bytes a fact, with all indexes that the queries use. */
function heap(): void {
  const graph = makeGraph(facts);
  const before = used();
  const ours = new Ours(graph);
  for (const [user, document] of questionsOf(graph, 100)) ours.mayRead(user, document);
  ours.readable(graph.reader);
  report((used() - before) / ours.facts.size);
}

function used(): number {
  const collect = (globalThis as { gc?: () => void }).gc;
  if (collect === undefined) throw new Error('run with --expose-gc');
  collect();
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Microseconds of one decision, on average over questions of which about half are answered yes. */
async function authorize(way: 'mayRead' | 'mayReadDebugged' = 'mayRead'): Promise<number> {
  const graph = makeGraph(facts);
  const questions = questionsOf(graph, 1000);
  const ours = new Ours(graph);
  const hand = new ByHand(graph);
  for (const [user, document] of questions) {
    if (ours[way](user, document) !== hand.mayRead(user, document)) throw new Error(`${user} and ${document}`);
  }
  let next = 0;
  return timePerCall(() => {
    const [user, document] = questions[next++ % questions.length]!;
    ours[way](user, document);
  });
}

/** Milliseconds of one list of all documents that the reader may read. */
async function list(): Promise<number> {
  const graph = makeGraph(facts);
  const expected = new ByHand(graph).readable(graph.reader).size;
  const ours = new Ours(graph);
  return (
    (await timePerCall(() => {
      if (ours.readable(graph.reader) !== expected) throw new Error('another number of documents');
    })) / 1000
  );
}

/** Milliseconds of explaining one denial with what would change it: the median, each question asked once. */
function denial(): number {
  const graph = makeGraph(facts);
  const ours = new Ours(graph);
  const times = questionsOf(graph, 100).flatMap(([user, document]) => {
    const start = performance.now();
    return ours.explainsDenial(user, document) ? [performance.now() - start] : [];
  });
  if (times.length < 20) throw new Error('too few of the questions are denied');
  return median(times)!;
}

/** Assertions a second over the example: reading the policy, running its tests; what is loaded for it is not counted. */
function tests(): void {
  const folder = 'examples/cloud/';
  const names = readdirSync(folder).filter((name) => name.endsWith('.polar'));
  const texts = names.map((name) => ({ uri: name, text: readFileSync(folder + name, 'utf8') }));
  const start = performance.now();
  const results = runTests(createPolicy(texts, { dialect: 'cloud' }));
  const milliseconds = performance.now() - start;
  if (results.some(({ status }) => status !== 'passed')) throw new Error('a test of the example fails');
  report((results.flatMap(({ assertions }) => assertions).length * 1000) / milliseconds);
}

import { makeGraph, questionsOf } from './graph.ts';
import { ByHand } from './hand.ts';
import { Ours } from './ours.ts';
import { InSqlite } from './sqlite.ts';

const n = Number(process.argv[2] ?? 1e6);
const time = (name: string, f: () => void) => {
  const t = performance.now();
  f();
  console.log(name, (performance.now() - t).toFixed(1), 'ms');
};
let graph!: ReturnType<typeof makeGraph>, hand!: ByHand, sql!: InSqlite, ours!: Ours;
time('graph', () => {
  graph = makeGraph(n);
});
const questions = questionsOf(graph, 1000);
global.gc?.();
const h0 = process.memoryUsage();
time('ours load', () => {
  ours = new Ours(graph);
});
console.log('facts', ours.facts.size);
let a = 0;
time('ours first', () => {
  ours.mayRead(...questions[0]!);
});
time('ours list', () => {
  console.log(ours.readable(graph.reader));
});
time('ours list', () => {
  console.log(ours.readable(graph.reader));
});
time('ours list', () => {
  console.log(ours.readable(graph.reader));
});
time('ours list sorted', () => {
  console.log(ours.readable(graph.reader, 'sorted'));
});
global.gc?.();
const h1 = process.memoryUsage();
console.log(
  'bytes a fact',
  ((h1.heapUsed + h1.arrayBuffers - h0.heapUsed - h0.arrayBuffers) / ours.facts.size).toFixed(1),
);
for (let i = 0; i < 3; i++)
  time('ours 1000 authorize', () => {
    a = 0;
    for (const q of questions) if (ours.mayRead(...q)) a++;
    console.log(a);
  });
if (process.argv[3] === 'ours') process.exit();
time('hand load', () => {
  hand = new ByHand(graph);
});
for (let i = 0; i < 3; i++)
  time('hand 1000 authorize', () => {
    let b = 0;
    for (const q of questions) if (hand.mayRead(...q)) b++;
    console.log(b);
  });
time('hand list', () => {
  console.log(hand.readable(graph.reader).size);
});
time('hand list', () => {
  console.log(hand.readable(graph.reader).size);
});
time('sql load', () => {
  sql = new InSqlite(graph);
});
for (let i = 0; i < 2; i++)
  time('sql 1000 authorize', () => {
    let b = 0;
    for (const q of questions) if (sql.mayRead(...q)) b++;
    console.log(b);
  });
time('sql list', () => {
  console.log(sql.readable(graph.reader).length);
});
time('sql list', () => {
  console.log(sql.readable(graph.reader).length);
});

import { makeGraph, questionsOf } from './graph.ts';
import { Ours } from './ours.ts';

const graph = makeGraph(300000);
const questions = questionsOf(graph, 1000);
const ours = new Ours(graph);
const what = process.argv[2];
const t = performance.now();
let n = 0;
if (what === 'load') {
  for (let i = 0; i < 3; i++) new Ours(graph);
}
while (performance.now() - t < 6000 && what !== 'load') {
  if (what === 'list') {
    ours.readable(graph.reader);
    n++;
  } else {
    for (const q of questions) ours.mayRead(...q);
    n += 1000;
  }
}
console.log(what, (performance.now() - t) / n);

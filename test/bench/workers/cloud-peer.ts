import { makeGraph, questionsOf } from '../cloud/graph.ts';
import { ByHand } from '../cloud/hand.ts';
import { InSqlite } from '../cloud/sqlite.ts';
import { argument, report, timePerCall } from '../worker.ts';

/** `sqlite authorize`, `sqlite list`, `hand authorize`: the same questions as ours. */
const [peer, what] = argument().split(' ');
const graph = makeGraph(1_000_000);
const asked: { mayRead(user: number, document: number): boolean; readable(user: number): Iterable<number> } =
  peer === 'sqlite' ? new InSqlite(graph) : new ByHand(graph);
const questions = questionsOf(graph, 1000);
let next = 0;
if (what === 'authorize') {
  report(
    await timePerCall(() => {
      const [user, document] = questions[next++ % questions.length]!;
      asked.mayRead(user, document);
    }),
  );
} else {
  report((await timePerCall(() => void asked.readable(graph.reader))) / 1000);
}

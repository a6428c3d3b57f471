import { type Graph, questionsOf } from './graph.ts';

/** The policy in Prolog with tabling, its facts, and a loop over the questions that prints the microseconds of one. */
export function prologProgram(graph: Graph): string {
  const { members, subgroups, parents, homes, grants } = graph;
  const lines = [
    ':- table member_of/2, reads/2.',
    'member_of(U, G) :- member(U, G).',
    'member_of(U, G) :- subgroup(G, S), member_of(U, S).',
    // The user is bound and the folder is: up from the folder.
    'reads(U, F) :- user_folder(U, F).',
    'reads(U, F) :- group_folder(G, F), member_of(U, G).',
    'reads(U, F) :- parent(F, P), reads(U, P).',
    'may(U, D) :- user_document(U, D), !.',
    'may(U, D) :- home(D, F), reads(U, F), !.',
    ...members.map(([user, group]) => `member(${user}, ${group}).`),
    ...subgroups.map(([group, within]) => `subgroup(${group}, ${within}).`),
  ];
  parents.forEach((parent, folder) => {
    if (parent >= 0) lines.push(`parent(${folder}, ${parent}).`);
  });
  homes.forEach((home, document) => {
    lines.push(`home(${document}, ${home}).`);
  });
  for (const { to, who, on, what } of grants)
    lines.push(`${to === 'User' ? 'user' : 'group'}_${on.toLowerCase()}(${who}, ${what}).`);
  const questions = questionsOf(graph, 1000).map(([user, document]) => `question(${user}, ${document}).`);
  lines.push(
    ...questions,
    'user_folder(-1, -1). group_folder(-1, -1). user_document(-1, -1).',
    // Each question is a query of its own: its tables are not those of the one before.
    'ask(U, D) :- abolish_all_tables, ( may(U, D) -> true ; true ).',
    'round :- forall(question(U, D), ask(U, D)).',
    'main :- round, get_time(A), round, round, get_time(B), R is (B - A) * 500, write(R), nl.',
    ':- initialization((main, halt)).',
  );
  const discontiguous =
    ':- discontiguous member/2, subgroup/2, parent/2, home/2, user_folder/2, group_folder/2, user_document/2.';
  return `${discontiguous}\n${lines.join('\n')}\n`;
}

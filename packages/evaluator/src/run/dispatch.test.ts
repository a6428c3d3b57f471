import { createPolicy } from '@polar-tools/policy';
import { describe, expect, it } from 'vitest';
import { Store } from '../compiled/store.ts';
import type { CompiledProgram } from '../compiler/program.ts';
import { compile, loadData, Machine, prepare, printTerm } from '../index.ts';
import { EMPTY_LIST, float, list, type Term } from '../terms/term.ts';
import { Dispatch, lookUp, sortBySpecificity } from './dispatch.ts';

const classes = `{"classes": {"Animal": {}, "Dog": {"extends": ["Animal"]}, "Cat": {"extends": ["Animal"]}},
  "objects": {"rex": {"$class": "Dog"}, "tom": {"$class": "Cat"}, "it": {"$class": "Animal"}}}`;

const policyOf = (text: string) => createPolicy([{ uri: 'file:///main.polar', text }], { dialect: 'library' });

/** The numbers of the clauses that may fit an argument at the position that is indexed. */
function candidates(text: string, name: string, arity: number, argument: Term): readonly number[] {
  const { plain } = compile(policyOf(text)) as CompiledProgram;
  const selection = new Dispatch(plain.predicates[plain.predicate(name, arity)]!).plain!;
  return lookUp(selection, argument).map(({ index }) => index);
}

function answers(text: string, query: string): string[] {
  const { host } = loadData(classes).data;
  const machine = new Machine(prepare(compile(policyOf(text), host), query).query!, { host });
  const found: string[] = [];
  for (let outcome = machine.run(); outcome.kind === 'answer'; outcome = machine.run())
    found.push([...outcome.answer.bindings.values()].map((value) => printTerm(value)).join(', '));
  return found;
}

describe('the index over a predicate’s clauses', () => {
  const kinds = 'p(1); p("a"); p(true); p([]); p([_, *_]); p(x) if x = 3;';

  it('leaves the clauses of other constants out, and keeps those that take anything', () => {
    expect(candidates(kinds, 'p', 1, 1)).toEqual([0, 5]);
    expect(candidates(kinds, 'p', 1, 'a')).toEqual([1, 5]);
    expect(candidates(kinds, 'p', 1, true)).toEqual([2, 5]);
    expect(candidates(kinds, 'p', 1, 'b')).toEqual([5]);
  });

  it('tells empty lists from others', () => {
    expect(candidates(kinds, 'p', 1, EMPTY_LIST)).toEqual([3, 5]);
    expect(candidates(kinds, 'p', 1, list([1]))).toEqual([4, 5]);
  });

  it('finds a whole float at its integer', () => {
    expect(candidates(kinds, 'p', 1, float(1))).toEqual([0, 5]);
  });

  it('leaves nothing out for a variable', () => {
    expect(candidates(kinds, 'p', 1, new Store().variable())).toHaveLength(6);
  });

  it('is made over the argument that tells most clauses apart', () => {
    const text = 'q(_, "read", 1); q(_, "write", 1); q(_, "delete", 2);';
    expect(candidates(text, 'q', 3, 'write')).toEqual([1]);
  });
});

describe('clauses are tried by specificity', () => {
  const kinds = 'kind(_: Animal, "animal"); kind(_: Dog, "dog"); kind(_, "anything"); kind(_: Cat, "cat");';

  it('the most special class first, and no class last', () => {
    expect(answers(kinds, 'kind(rex, x)')).toEqual(['"dog"', '"animal"', '"anything"']);
    expect(answers(kinds, 'kind(tom, x)')).toEqual(['"cat"', '"animal"', '"anything"']);
    expect(answers(kinds, 'kind(it, x)')).toEqual(['"animal"', '"anything"']);
    expect(answers(kinds, 'kind(1, x)')).toEqual(['"anything"']);
  });

  it('an earlier argument decides before a later one', () => {
    const text = 'pair(_: Animal, _: Dog, 1); pair(_: Dog, _: Animal, 2);';
    expect(answers(text, 'pair(rex, rex, x)')).toEqual(['2', '1']);
  });

  it('sorts stably', () => {
    const clauses = ['b1', 'a1', 'b2', 'a2'];
    expect(sortBySpecificity(clauses, (left, right) => left[0]! < right[0]!)).toEqual(['a1', 'a2', 'b1', 'b2']);
  });
});

describe('a cut', () => {
  it('drops the clauses that are left, and what came before it in its body', () => {
    expect(answers('p(x) if x in [1, 2] and cut; p(3);', 'p(x)')).toEqual(['1']);
  });

  it('leaves the choices of the goal that called it', () => {
    expect(answers('p(x, y) if y in [1, 2] and q(x); q(1) if cut; q(2);', 'p(x, y)')).toEqual(['1, 1', '1, 2']);
  });

  it('within a negation goes no further than the negation', () => {
    expect(answers('p(x) if x in [1, 2] and not (x = 1 and cut);', 'p(x)')).toEqual(['2']);
  });
});

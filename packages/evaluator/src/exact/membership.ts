import { debugText } from '../terms/debug-text.ts';
import { isSame } from '../terms/same.ts';
import { Box, CONS, DICTIONARY, EMPTY_LIST, expression, type Fields, REST, type Term } from '../terms/term.ts';
import { type Member, membersLeft } from './first-look.ts';
import type { Goal } from './goals.ts';
import type { ExactMachine } from './machine.ts';
import { isObject } from './match.ts';
import { argsOf, isGround } from './operations.ts';
import type { Source } from './sources.ts';

/** `item in container` (docs/language/conditions.md#membership). Members that cannot equal a ground item are passed over. */
export function membership(run: ExactMachine, term: Box): boolean {
  const [item, container] = argsOf(term) as [Term, Term];
  if (isObject(container))
    return run.push({ kind: 'next', object: container, item, iteration: run.iterations++, index: 0 });
  const isKnown = isGround(item);
  const [itemSource, containerSource] = run.terms.sources.parts(term);
  const members = membersOf(run, container, containerSource);
  if (members === undefined)
    throw run.typeError(
      containerSource,
      `can only use \`in\` on an iterable value, this is ${debugText(container, (term) => run.print(term))}`,
    );
  const possible = members.filter(
    ({ member, isRest }) => isRest || !isKnown || !isGround(member) || isSame(member, item),
  );
  return run.search.choose(
    possible.map(({ member, isRest, source }): Goal[] => {
      if (!isRest) return [{ kind: 'unify', left: item, right: member, leftSource: itemSource, rightSource: source }];
      const rest = run.terms.sources.give(expression('in', [item, member]), undefined, [itemSource]);
      return [{ kind: 'query', term: rest, source: undefined }];
    }),
    run.debugs ? membersLeft(run, item, members, possible) : undefined,
  );
}

interface WrittenMember extends Member {
  readonly source: Source | undefined;
}

function membersOf(run: ExactMachine, container: Term, source: Source | undefined): WrittenMember[] | undefined {
  const { sources } = run.terms;
  if (typeof container === 'string') return [...container].map((member) => ({ member, isRest: false, source }));
  if (typeof container !== 'object') return undefined;
  if (container.kind === DICTIONARY) {
    const written = sources.parts(container);
    return [...(container.a as Fields)].map(([key, value], i) => {
      const pair = new Box(CONS, key, sources.give(new Box(CONS, value, EMPTY_LIST), undefined, [written[i]]));
      return { member: sources.give(pair, source, [written[i]]), isRest: false, source };
    });
  }
  if (container.kind === REST) return [{ member: container.a as Term, isRest: true, source: undefined }];
  if (container.kind !== CONS && container !== EMPTY_LIST) return undefined;
  const members: WrittenMember[] = [];
  let rest: Term = container;
  while (typeof rest === 'object' && rest.kind === CONS) {
    members.push({ member: rest.a as Term, isRest: false, source: sources.part(rest, 0) });
    rest = rest.b as Term;
  }
  if (rest !== EMPTY_LIST) members.push({ member: rest, isRest: true, source: undefined });
  return members;
}

import type { Shorthand, StringLiteral } from '@polar-tools/language';
import type { MergedBlock } from '../blocks/blocks.ts';
import { followedRelation } from '../blocks/followed-relation.ts';
import { both, type Check, type PolicyContext } from './definition.ts';

interface Implication {
  readonly uri: string;
  readonly shorthand: Shorthand;
  readonly from: string;
  readonly to: string;
}

/** Roles or permissions that imply each other in a circle: they are all the same, and the Library never stops asking. */
export const cyclicImplication: Check = {
  code: 'cyclic-implication',
  severity: 'warning',
  dialects: both,
  summary: 'Roles or permissions that imply each other in a circle.',
  type(block, context) {
    const implications = implicationsOf(block);
    if (implications.length > 0 && mayCircle(implications)) reportCircles(block.name, implications, context);
  },
};

function implicationsOf({ names, parts }: MergedBlock): readonly Implication[] {
  const implications: Implication[] = [];
  for (const { uri, block, broken } of parts) {
    const { members } = block;
    for (let i = 0; i < members.length; i++) {
      const shorthand = members[i]!;
      if (shorthand.$type !== 'Shorthand' || broken?.has(shorthand) || shorthand.head.$type !== 'StringLiteral')
        continue;
      const { body, head } = shorthand;
      if (body.$type !== 'ShorthandReference' || followedRelation(body) !== undefined || body.global) continue;
      if (body.term.$type !== 'StringLiteral' || !implies(head, names) || !implies(body.term, names)) continue;
      implications.push({ uri, shorthand, from: body.term.value, to: head.value });
    }
  }
  return implications;
}

function implies({ value }: StringLiteral, names: MergedBlock['names']): boolean {
  const kind = names.get(value)?.kind;
  return kind === 'role' || kind === 'permission';
}

/** Few implications are told to be without a circle by leaving out, again and again, those from what nothing implies. */
function mayCircle(implications: readonly Implication[]): boolean {
  let left = implications;
  while (left.length > 0 && left.length < 100) {
    const further: Implication[] = [];
    for (let i = 0; i < left.length; i++) if (isImplied(left[i]!.from, left)) further.push(left[i]!);
    if (further.length === left.length) return true;
    left = further;
  }
  return left.length > 0;
}

function isImplied(name: string, implications: readonly Implication[]): boolean {
  for (let i = 0; i < implications.length; i++) if (implications[i]!.to === name) return true;
  return false;
}

function reportCircles(type: string, implications: readonly Implication[], { dialect, report }: PolicyContext): void {
  const byFrom = new Map<string, Implication[]>();
  for (const one of implications) {
    const known = byFrom.get(one.from);
    if (known === undefined) byFrom.set(one.from, [one]);
    else known.push(one);
  }
  const groups = circular(byFrom);
  const told = new Set<string>();
  for (const one of implications) {
    // Nothing leads back to where other names are.
    if (told.has(one.to) || groups.get(one.from) !== groups.get(one.to)) continue;
    const circle = pathBack(one, byFrom);
    if (circle === undefined) continue;
    for (const { to } of circle) told.add(to);
    const words = [one.from, ...circle.map(({ to }) => to)].map((name) => `"${name}"`).join(' implies ');
    const harm = dialect === 'library' ? ', and asking for one of them never ends' : '';
    report(
      one.uri,
      one.shorthand,
      `In ${type}, ${words}: they all mean the same${harm}. Remove one of these shorthands.`,
      {
        fixes: [{ title: 'Remove this shorthand', edits: [{ node: one.shorthand, at: 'line', newText: '' }] }],
        related: circle.slice(1).map(({ uri, shorthand }) => ({ uri, node: shorthand, message: 'Part of the circle' })),
      },
    );
  }
}

/**
 * A number for each name that is the same for those that imply each other, if only by way of others: Tarjan's strongly connected components,
 * without recursion, since chains can be long.
 */
function circular(byFrom: ReadonlyMap<string, readonly Implication[]>): ReadonlyMap<string, number> {
  const groups = new Map<string, number>();
  const numbers = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const path: { readonly name: string; next: number }[] = [];
  const enter = (name: string): void => {
    lowest.set(name, numbers.size);
    numbers.set(name, numbers.size);
    open.push(name);
    path.push({ name, next: 0 });
  };
  const lower = (name: string, to: number): void => {
    if (to < lowest.get(name)!) lowest.set(name, to);
  };
  for (const start of byFrom.keys()) {
    if (numbers.has(start)) continue;
    enter(start);
    for (let at = path.at(-1); at !== undefined; at = path.at(-1)) {
      const { name } = at;
      const implied = byFrom.get(name)?.[at.next++]?.to;
      if (implied !== undefined) {
        if (!numbers.has(implied)) enter(implied);
        else if (!groups.has(implied)) lower(name, numbers.get(implied)!);
        continue;
      }
      path.pop();
      const low = lowest.get(name)!;
      if (path.length > 0) lower(path.at(-1)!.name, low);
      if (low !== numbers.get(name)) continue;
      for (let member = open.pop(); member !== undefined; member = member === name ? undefined : open.pop())
        groups.set(member, low);
    }
  }
  return groups;
}

/** The shortest way from an implication back to what it starts from, itself first. */
function pathBack(
  start: Implication,
  byFrom: ReadonlyMap<string, readonly Implication[]>,
): readonly Implication[] | undefined {
  const cameBy = new Map<string, Implication>([[start.to, start]]);
  const waiting = [start.to];
  for (const name of waiting) {
    if (name === start.from) {
      const path: Implication[] = [];
      for (let at = cameBy.get(name)!; ; at = cameBy.get(at.from)!) {
        path.unshift(at);
        if (at === start) return path;
      }
    }
    for (const next of byFrom.get(name) ?? []) {
      if (cameBy.has(next.to)) continue;
      cameBy.set(next.to, next);
      waiting.push(next.to);
    }
  }
  return undefined;
}

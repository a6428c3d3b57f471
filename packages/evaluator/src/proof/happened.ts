import { type Expression, type Forall, type Node, walk } from '@polar-tools/language';
import type { Clause } from '@polar-tools/policy';
import type { EventBlock, GoalSite } from '../debug/view.ts';
import type { CutAt, CutCourse } from './cuts.ts';
import { lastGoals, type Member, type Moment, membersOf } from './forall-members.ts';

/** A call of a goal in a run, and what became of it. Its number is that of its event. */
export interface HappenedCall {
  readonly event: number;
  /** The call in whose rule it stands, or within which it was tried; 0 in the query. */
  readonly within: number;
  readonly goal: GoalSite;
  /** The rules that it entered, in order, and when. */
  readonly entries: readonly Entry[];
  /** When it had a solution, in order. */
  readonly exits: readonly number[];
  /** When it had none, or no more. */
  readonly failedAt: number | undefined;
}

export interface Entry {
  readonly event: number;
  readonly clause: Clause;
}

type Growing = HappenedCall & { entries: Entry[]; exits: number[]; failedAt: number | undefined };

/** What happened in a run: all its calls, each below the one in whose rule it stands. It listens to the events. */
export class Happened implements CutCourse {
  readonly cuts: CutAt[] = [];
  readonly #calls = new Map<number, Growing>();
  readonly #within = new Map<number, Growing[]>();

  readonly listen = (block: EventBlock): void => {
    for (let i = 0; i < block.length; i++) {
      const event = block.first + i;
      const port = block.port(i);
      if (port === 'call') {
        const within = block.caller(i) ?? 0;
        const call: Growing = { event, within, goal: block.goal(i)!, entries: [], exits: [], failedAt: undefined };
        this.#calls.set(event, call);
        if (call.goal.node.$type === 'Cut') this.cuts.push(call);
        const siblings = this.#within.get(within);
        if (siblings === undefined) this.#within.set(within, [call]);
        else siblings.push(call);
        continue;
      }
      const call = this.#calls.get(block.activation(i));
      if (call === undefined) continue;
      if (port === 'exit') call.exits.push(event);
      else if (port === 'fail') call.failedAt = event;
      else if (port === 'unify') {
        const clause = block.clause(i);
        if (clause !== undefined) call.entries.push({ event, clause });
      }
    }
  };

  get calls(): Iterable<HappenedCall> {
    return this.#calls.values();
  }

  callerOf(call: number): number | undefined {
    return this.#calls.get(call)?.within;
  }

  goalOf(call: number): Node | undefined {
    return this.#calls.get(call)?.goal.node;
  }

  exitOf(call: number, before: number): number | undefined {
    return this.#calls.get(call)?.exits.findLast((event) => event < before);
  }

  /** The calls right below one (0: those of the query) that began between two events. */
  below(call: number, from: number, to: number): readonly HappenedCall[] {
    return (this.#within.get(call) ?? []).filter(({ event }) => event > from && event < to);
  }

  /** When a body that was called at an event first had a solution, before another one. */
  solvedAt(body: Node, call: number, to: number): number | undefined {
    const last = lastGoals(body);
    const exits = this.below(call, call, to).flatMap((one) =>
      one.goal.last && last.has(one.goal.node) ? one.exits : [],
    );
    const first = Math.min(...exits);
    return first <= to ? first : undefined;
  }

  /** The solutions of the condition of a `forall` that was called at an event and held or failed at another one. */
  members(forall: Forall, call: number, end: number): readonly Member[] {
    const moments = this.below(call, call, end).flatMap(
      ({ event, goal: { node, last }, exits, failedAt }): Moment[] => [
        { event, port: 'call', node },
        ...exits.map((exit) => ({ event: exit, port: last ? 'exit' : 'part', node })),
        ...(failedAt === undefined ? [] : [{ event: failedAt, port: 'fail', node }]),
      ],
    );
    return membersOf(
      forall,
      moments.sort((a, b) => a.event - b.event),
      end,
    );
  }

  /** Of the goals of a body those that made it true, by what had happened up to an event: the last call of each, and of alternatives the last one. */
  held(body: Node, call: number, from: number, to: number): readonly HappenedCall[] {
    const last = new Map<Node, HappenedCall>();
    for (const one of this.below(call, from, to))
      if (one.goal.last || !last.has(one.goal.node)) last.set(one.goal.node, one);
    const latest = (node: Node): number => {
      let found = -1;
      walk(node, (part) => {
        found = Math.max(found, last.get(part)?.event ?? -1);
        return true;
      });
      return found;
    };
    const through = (node: Node): readonly HappenedCall[] => {
      const { operands, inner } = node as { readonly operands?: readonly Node[]; readonly inner?: Node };
      if (node.$type === 'And') return operands!.flatMap(through);
      if (node.$type === 'Or') {
        const chosen = [...operands!].sort((a, b) => latest(b) - latest(a))[0];
        return chosen === undefined ? [] : through(chosen);
      }
      if (node.$type === 'Parentheses') return through(inner!);
      const found = last.get(node);
      return found === undefined ? [] : [found];
    };
    return through(body);
  }
}

/** How many goals of a body have to hold before one of its goals, and how many from it on, at least. */
export function goalsAround(
  body: Expression | Node,
  goal: Node,
): { readonly before: number; readonly from: number } | undefined {
  const { operands, inner } = body as { readonly operands?: readonly Node[]; readonly inner?: Node };
  if (body === goal) return { before: 0, from: 1 };
  if (body.$type === 'Parentheses') return goalsAround(inner!, goal);
  if (body.$type === 'Or') {
    for (const operand of operands!) {
      const around = goalsAround(operand, goal);
      if (around !== undefined) return around;
    }
    return undefined;
  }
  if (body.$type !== 'And') return undefined;
  for (const [at, operand] of operands!.entries()) {
    const around = goalsAround(operand, goal);
    if (around === undefined) continue;
    const sum = (some: readonly Node[]): number => some.reduce((all, one) => all + leastGoals(one), 0);
    return { before: around.before + sum(operands!.slice(0, at)), from: around.from + sum(operands!.slice(at + 1)) };
  }
  return undefined;
}

/** How many goals of a body have to hold, at least. */
export function leastGoals(body: Node): number {
  const { operands, inner } = body as { readonly operands?: readonly Node[]; readonly inner?: Node };
  if (body.$type === 'Parentheses') return leastGoals(inner!);
  if (body.$type === 'And') return operands!.reduce((sum, one) => sum + leastGoals(one), 0);
  if (body.$type === 'Or') return Math.min(...operands!.map(leastGoals));
  return 1;
}

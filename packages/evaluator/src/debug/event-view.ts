import type { Clause } from '@polar-tools/policy';
import type { Space } from '../compiler/program.ts';
import type { CalledGoal } from '../run/called-goal.ts';
import type { Sight } from './sight.ts';
import type { EventView, GoalSite, Port } from './view.ts';

/** In the order of the machine's numbers for them. */
export const PORTS: readonly Port[] = ['start', 'call', 'unify', 'exit', 'redo', 'fail', 'answer', 'end', 'exception'];
export const ANSWER_PORT = 6;
export const END_PORT = 7;
export const EXCEPTION_PORT = 8;

export function siteOf(space: Space, site: number, uriOfQuery: string | undefined): GoalSite {
  const { node, clause, piece } = space.code.sites[site]!;
  const of = space.clauses[clause]?.clause;
  return {
    node: piece?.of ?? node,
    part: node,
    first: piece?.first ?? true,
    last: piece?.last ?? true,
    clause: of,
    uri: of?.uri ?? uriOfQuery,
  };
}

/** The name of the predicate that a goal calls; undefined where it is another kind of goal. */
export function predicateOf(space: Space, site: number): string | undefined {
  const { node, args } = space.code.sites[site]!;
  return args !== undefined && 'name' in node ? (node.name as { readonly text: string }).text : undefined;
}

/** The event that is told about: one object for all of them, so that a condition costs no garbage. */
export class CurrentEvent implements EventView {
  event = 0;
  portNumber = 0;
  current: CalledGoal | null = null;
  clauseIndex = -1;
  readonly #space: Space;
  readonly #sight: Sight;
  readonly #goals: (GoalSite | undefined)[] = [];
  readonly #uri: string | undefined;

  constructor(space: Space, sight: Sight, uri: string | undefined) {
    this.#space = space;
    this.#sight = sight;
    this.#uri = uri;
  }

  get port(): Port {
    return PORTS[this.portNumber]!;
  }

  get goal(): GoalSite | undefined {
    if (this.current === null) return undefined;
    const { site } = this.current;
    let goal = this.#goals[site];
    if (goal === undefined) {
      goal = siteOf(this.#space, site, this.#uri);
      this.#goals[site] = goal;
    }
    return goal;
  }

  get clause(): Clause | undefined {
    return this.clauseIndex < 0 ? undefined : this.#space.clauses[this.clauseIndex]!.clause;
  }

  get predicate(): string | undefined {
    return this.current === null ? undefined : predicateOf(this.#space, this.current.site);
  }

  get arity(): number {
    return this.current === null ? 0 : (this.#space.code.sites[this.current.site]!.args?.length ?? 0);
  }

  get depth(): number {
    return this.current?.depth ?? 0;
  }

  get activation(): number {
    return this.current?.event ?? 0;
  }

  get decided(): boolean {
    return this.#sight.decided;
  }

  get frame(): number {
    const { current } = this;
    return current === null ? 0 : (this.#sight.callerOf(this.#sight.ruleOf(current))?.event ?? 0);
  }
}

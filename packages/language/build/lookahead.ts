/**
 * Which alternative comes next, told by at most three tokens. What three tokens can't tell is an error of the grammar,
 * unless it is listed here with the reason.
 */
import type { Item, ParseRule, Rules } from './rules.ts';

export const MAXIMUM = 3;

/** For each next token: the alternative it leads to, or what the token after it decides. */
export type Prediction = Map<number, number | Prediction>;

/** What is left to read: an item, then the rest; `end` is the rule whose end comes after it. */
type Rest = { readonly item: Item; readonly next: Rest } | { readonly item: undefined; readonly end: string };

/** Overlaps that are meant: the first of the alternatives is taken. */
export const ALLOWED = new Map([
  ['Statement', 'a fixture named "extends" is likelier than a block with the keyword "test" and the name "fixture"'],
]);

export class Lookahead {
  readonly #rules: ReadonlyMap<string, ParseRule>;
  /** Where a rule is called: what can follow it. */
  readonly #sites = new Map<string, Rest[]>();

  constructor({ rules }: Rules) {
    this.#rules = rules;
    for (const rule of rules.values()) this.#collectSites(rule.body, { item: undefined, end: rule.name });
  }

  /** Decides between the items, each followed by `after`, in the rule named. */
  decide(rule: string, items: readonly Item[], after: readonly Item[], skippable: boolean): Prediction {
    const rest = restOf(after, { item: undefined, end: rule });
    const alternatives: Rest[][] = items.map((item) => [{ item, next: rest }]);
    if (skippable) alternatives.push([rest]);
    return this.#predict(
      rule,
      alternatives,
      alternatives.map((_, i) => i),
      1,
    );
  }

  #predict(
    rule: string,
    alternatives: readonly (readonly Rest[])[],
    numbers: readonly number[],
    depth: number,
  ): Prediction {
    const byToken = new Map<number, Map<number, Rest[]>>();
    for (const number of numbers) {
      for (const start of alternatives[number]!) {
        this.#advance(start, new Set(), (types, next) => {
          for (const type of types) {
            const choices = byToken.get(type) ?? new Map<number, Rest[]>();
            choices.set(number, [...(choices.get(number) ?? []), next]);
            byToken.set(type, choices);
          }
        });
      }
    }
    const prediction: Prediction = new Map();
    for (const [type, choices] of byToken) {
      const [first] = choices.keys();
      if (choices.size === 1) prediction.set(type, first!);
      else if (depth === MAXIMUM || type === 0) {
        if (!ALLOWED.has(rule))
          throw new Error(`${rule}: alternatives ${[...choices.keys()]} overlap on token ${type}`);
        prediction.set(type, Math.min(...choices.keys()));
      } else {
        const deeper: Rest[][] = [];
        for (const [number, rests] of choices) deeper[number] = rests;
        prediction.set(
          type,
          this.#predict(
            rule,
            deeper,
            [...choices.keys()].sort((a, b) => a - b),
            depth + 1,
          ),
        );
      }
    }
    return prediction;
  }

  #advance(rest: Rest, ended: Set<string>, found: (types: readonly number[], next: Rest) => void): void {
    if (rest.item === undefined) {
      if (ended.has(rest.end)) return;
      ended.add(rest.end);
      const sites = this.#sites.get(rest.end) ?? [];
      for (const site of sites) this.#advance(site, ended, found);
      if (rest.end === 'Statement' || rest.end === 'Disjunction') found([0], rest);
      return;
    }
    const { item, next } = rest;
    switch (item.kind) {
      case 'token':
        found(item.types, next);
        return;
      case 'call': {
        const rule = this.#rules.get(item.rule)!;
        this.#advance({ item: rule.body, next }, ended, found);
        return;
      }
      case 'action':
        this.#advance(next, ended, found);
        return;
      case 'sequence':
        this.#advance(restOf(item.items, next), ended, found);
        return;
      case 'alternatives':
        for (const alternative of item.items) this.#advance({ item: alternative, next }, ended, found);
        return;
      case 'optional':
        this.#advance({ item: item.item, next }, ended, found);
        this.#advance(next, ended, found);
        return;
      case 'many':
        this.#advance({ item: item.item, next: rest }, ended, found);
        this.#advance(next, ended, found);
        return;
      case 'some':
        this.#advance({ item: item.item, next: { item: { kind: 'many', item: item.item }, next } }, ended, found);
    }
  }

  #collectSites(item: Item, next: Rest): void {
    switch (item.kind) {
      case 'call':
        this.#sites.set(item.rule, [...(this.#sites.get(item.rule) ?? []), next]);
        return;
      case 'sequence':
        for (const [i, part] of item.items.entries()) {
          this.#collectSites(part, restOf(item.items.slice(i + 1), next));
        }
        return;
      case 'alternatives':
        for (const alternative of item.items) this.#collectSites(alternative, next);
        return;
      case 'optional':
        this.#collectSites(item.item, next);
        return;
      case 'many':
      case 'some':
        this.#collectSites(item.item, { item: { kind: 'many', item: item.item }, next });
        return;
      default:
    }
  }
}

function restOf(items: readonly Item[], next: Rest): Rest {
  return items.reduceRight<Rest>((rest, item) => ({ item, next: rest }), next);
}

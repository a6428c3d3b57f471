import { rangeOf } from '@polar-tools/language';
import type { Policy } from '@polar-tools/policy';
import { printFact } from '../facts/value.ts';
import type { Derivation } from '../proof/cloud-derivation.ts';
import type { ChainLink } from './result.ts';

/** More links than these say no more to anybody. */
const MOST_LINKS = 60;

/** A derivation line by line, from what holds down to the facts. */
export function chainOf(derivation: Derivation, policy: Policy): readonly ChainLink[] {
  const links: ChainLink[] = [];
  const waiting: { readonly of: Derivation; readonly depth: number }[] = [{ of: derivation, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined && links.length < MOST_LINKS; next = waiting.pop()) {
    const { of, depth } = next;
    const { clause } = of;
    const written = clause !== undefined && policy.files.has(clause.uri);
    const location = written ? { uri: clause.uri, ...rangeOf(clause.shorthand ?? clause.rule) } : undefined;
    links.push({ fact: of.fact, depth, location, told: of.told });
    const below = of.goals.flatMap((goal) => (goal.derivation === undefined ? [] : [goal.derivation]));
    for (const child of below.reverse()) waiting.push({ of: child, depth: depth + 1 });
  }
  return links;
}

/** The facts that a chain ends with, in a sentence; empty where it takes none. */
export function becauseOf(chain: readonly ChainLink[]): string {
  const facts = [...new Set(chain.filter(({ told }) => told).map(({ fact }) => printFact(fact)))];
  if (facts.length === 0) return '';
  const shown = facts.slice(0, 5);
  const more = facts.length > shown.length ? ` and ${facts.length - shown.length} more facts` : '';
  return ` It follows from ${shown.join(', ')}${more}.`;
}

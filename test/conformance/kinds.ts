import fc from 'fast-check';
import type { Case } from './case.ts';
import { asCase, type GeneratedCase, generatedCases } from './generate.ts';
import { classesCases } from './generate-classes.ts';
import { asConstraintsCase, constraintsCases } from './generate-constraints.ts';
import { deepCases } from './generate-deep.ts';
import { asLiveCase, liveCases } from './generate-live.ts';
import { oddCases } from './generate-odd.ts';
import { asWideCase, wideCases } from './generate-wide.ts';

/** A kind of generated policies. */
interface Kind {
  readonly name: string;
  readonly what: string;
  /** The part of a run's policies that are of this kind. */
  readonly share: number;
  readonly cases: fc.Arbitrary<GeneratedCase>;
  readonly asCase: (generated: GeneratedCase) => Case;
}

/** All that the engines are compared on. */
export const kinds = [
  { name: 'wide', what: 'blocks, rule types, inline queries, heads', share: 0.2, cases: wideCases, asCase: asWideCase },
  { name: 'all', what: 'something of everything', share: 0.25, cases: generatedCases, asCase },
  {
    name: 'deep',
    what: 'what is rarer: goals in goals, several constraints on a variable',
    share: 0.2,
    cases: deepCases,
    asCase,
  },
  {
    name: 'classes',
    what: 'classes and patterns as values, several specializers on one variable',
    share: 0.1,
    cases: classesCases,
    asCase,
  },
  {
    name: 'constraints',
    what: 'what is constrained before it is bound: down recursions, in disjunctions and negations',
    share: 0.15,
    cases: constraintsCases,
    asCase: asConstraintsCase,
  },
  {
    name: 'live',
    what: 'live objects: generators, what answers later',
    share: 0.1,
    cases: liveCases,
    asCase: asLiveCase,
  },
  {
    name: 'odd',
    what: 'what rarely comes together: paths without values, patterns in patterns, forall in or in not, cuts in disjunctions',
    share: 0.05,
    cases: oddCases,
    asCase,
  },
] as const satisfies readonly Kind[];

export const kindNames: readonly string[] = kinds.map(({ name }) => name);

/** So many policies of a kind, the same ones for the same seed. */
export const casesOf = ({ cases, asCase: make }: Kind, seed: number, numRuns: number): Case[] =>
  fc.sample(cases, { seed, numRuns }).map(make);

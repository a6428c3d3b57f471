import type { Outcome } from './case.ts';
import { type Disagreement, hasConstraints } from './compare.ts';

/**
 * Where ours still differs from the reference and should not. Each kind is a fault of ours that waits to be mended: the tests
 * print how many queries meet one and fail when there are more than there were. What the reference itself gets wrong stands in
 * `known-differences.ts`.
 */
export type OpenDifference = (typeof kinds)[number]['name'];

const partial = ({ answers, error }: Outcome): boolean =>
  error === 'unhandled-partial' || answers.some((answer) => hasConstraints(answer));

const kinds = [
  {
    /** What is said of variables that never get a value (polar.md section 3.10). */
    name: 'partial evaluation',
    meets: ({ oracle, ours }: Disagreement) => partial(oracle) || partial(ours),
  },
  {
    /** A search over variables without a value that the reference ends with an error, and ours goes on with. */
    name: 'endless search',
    meets: ({ oracle, ours }: Disagreement) => oracle.error === 'unsupported' && ours.error === 'too-long',
  },
  {
    /**
     * Which classes are asked about, and when: the reference rules clauses out by their literals first, and asks about the class
     * of a variable without a value. It shows where a class is one that nobody registered.
     */
    name: 'order of class checks',
    meets: ({ oracle, ours }: Disagreement) =>
      (oracle.error === 'unregistered-class') !== (ours.error === 'unregistered-class'),
  },
  {
    /** `print` shows a variable of the query by its name. */
    name: 'printed names',
    meets: ({ oracle, ours }: Disagreement) =>
      oracle.error === ours.error &&
      oracle.answers.join() === ours.answers.join() &&
      oracle.printed.length === ours.printed.length &&
      oracle.printed.join() !== ours.printed.join(),
  },
] as const;

/** The kind that a disagreement is of; undefined: a new one. */
export const openDifference = (disagreement: Disagreement): OpenDifference | undefined =>
  kinds.find(({ meets }) => meets(disagreement))?.name;

import type { Case } from '../case.ts';

/** Cases for one point of what the language does (docs/language/README.md). */
export interface Semantics extends Case {
  readonly point: string;
  readonly name: string;
}

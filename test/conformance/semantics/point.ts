import type { Case } from '../case.ts';

/** Cases for one numbered point of polar.md section 3. */
export interface Semantics extends Case {
  readonly point: string;
  readonly name: string;
}

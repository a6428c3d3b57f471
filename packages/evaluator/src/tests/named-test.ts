import type { Location } from '@polar-tools/policy';

/** A test of a policy. */
export interface NamedTest {
  /** A `test` block of a Cloud policy, or an inline query of one for the Oso library, which must hold when it is loaded. */
  readonly kind: 'test' | 'query';
  /** A block's name; a query's text on one line. */
  readonly name: string;
  /** The whole block; a query without `?=` and `;`. */
  readonly location: Location;
}

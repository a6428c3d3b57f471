import type { Policy } from '@polar-tools/policy';
import type { HostDescription } from '../host/host.ts';

/** A policy made ready to run against a host's classes and constants. Clauses are compiled when they are first called. */
export interface Program {
  readonly policy: Policy;
  readonly host: HostDescription | undefined;
}

/** Makes a program of a policy. Without a host there are no classes but the built-in ones, and no constants but `nil`. */
export function compile(policy: Policy, host?: HostDescription): Program {
  return { policy, host };
}

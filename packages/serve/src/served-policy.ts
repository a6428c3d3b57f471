import { type CloudProgram, compileCloud, type Fact, factChecker, type Values } from '@polar-tools/evaluator';
import { createPolicy, type Policy } from '@polar-tools/policy';

/** What a policy is as a client uploads it, and reads it again. */
export interface PolicyText {
  readonly filename: string;
  readonly src: string;
}

/** A policy that requests are answered by. */
export interface ServedPolicy {
  readonly policy: Policy;
  /** Undefined where there is none yet: nothing is allowed, and no fact fits. */
  readonly text: PolicyText | undefined;
  /** What is wrong with a fact; undefined where it fits. */
  readonly fault: (fact: Fact) => string | undefined;
  /** The policy ready to be asked over facts that have these values. */
  program(values: Values): CloudProgram;
}

/** Makes a policy, which has no errors, ready to be served. */
export function servedPolicy(policy: Policy, text: PolicyText): ServedPolicy {
  return served(policy, text, factChecker(policy));
}

/** No policy: what a server has before anybody uploads one. */
export const noPolicy: ServedPolicy = served(
  createPolicy([], { dialect: 'cloud' }),
  undefined,
  () => 'There is no policy yet, so no fact fits. Upload one, or name its files when the server is started.',
);

function served(policy: Policy, text: PolicyText | undefined, fault: (fact: Fact) => string | undefined): ServedPolicy {
  let made: CloudProgram | undefined;
  return {
    policy,
    text,
    fault,
    program: (values) => {
      if (made?.values !== values) made = compileCloud(policy, values);
      return made;
    },
  };
}

import type { Searched, WorldWitness } from '@polar-tools/evaluator';

/** A rule of a policy, for people. */
export interface RuleShown {
  /** `main.polar:12` */
  readonly place: string;
  /** As it is written, on one line. */
  readonly text: string;
}

/** What the search says to a question. */
export type Answer =
  | {
      readonly kind: 'can' | 'besides';
      /** Who does what on what, in words: `somebody with the role "guest" may "delete" Repo`. */
      readonly about: string;
      /** The same where nobody is found. */
      readonly nobody: string;
      readonly witnesses: readonly (WorldWitness & { readonly who: string })[];
      readonly searched: Searched;
    }
  | {
      readonly kind: 'nobody';
      readonly permissions: readonly PermissionShown[];
      /** Nobody was found, and not all worlds were tried. */
      readonly unsettled: readonly PermissionShown[];
      readonly asked: number;
      readonly objects: number;
    }
  | {
      readonly kind: 'rules';
      readonly idle: readonly RuleShown[];
      readonly unsettled: readonly RuleShown[];
      readonly apart: readonly RuleShown[];
      readonly rules: number;
      readonly objects: number;
    };

export interface PermissionShown {
  readonly permission: string;
  /** Of the whole application where there is none. */
  readonly resource: string | undefined;
}

/** Whether what was asked for was found. */
export function isFound(answer: Answer): boolean {
  if (answer.kind === 'nobody') return answer.permissions.length > 0;
  if (answer.kind === 'rules') return answer.idle.length > 0;
  return answer.witnesses.length > 0;
}

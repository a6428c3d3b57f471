import type { TextEdit } from '../checking/diagnostic.ts';
import type { Dialect, Location } from '../model/policy.ts';

/** A policy said in the other dialect (docs/converting.md). */
export interface Conversion {
  readonly to: Dialect;
  /** Each file's whole new text, in the order of the policy. */
  readonly texts: readonly { readonly uri: string; readonly text: string }[];
  /** The same as edits of the old texts; of one file in the order of its text, none within another. */
  readonly edits: readonly ConversionEdit[];
  /** What a person must decide, in the order of files and of text. With none, both policies answer alike. */
  readonly decisions: readonly Decision[];
  /** What the application must tell so that the new policy answers as the old one. */
  readonly supplies: readonly Supply[];
}

/** An edit of the old text, and the decision that it stands for, if any. */
export interface ConversionEdit extends TextEdit {
  readonly decision?: Decision | undefined;
}

/** Something that is not surely the same in the other dialect: the place in the old text. */
export interface Decision extends Location {
  /** The construct, in words: "a method call". */
  readonly what: string;
  /** What is in the way, and what to do. A sentence. */
  readonly why: string;
  /** It stands in the new policy, as near as it comes; else it is a comment there, so that the new policy allows no more. */
  readonly kept: boolean;
}

/** Where what a policy reads comes from in the other dialect. */
export type Supply =
  | {
      /** Facts that are told for what is read from objects' fields. */
      readonly kind: 'field';
      readonly predicate: string;
      readonly field: string;
      /** One fact of the object alone where the field is true; of the object and the field's value; or one for each member of a list. */
      readonly shape: 'truth' | 'value' | 'members';
    }
  | {
      /** Facts that are told instead of a rule that only reads fields: everything that the rule gave. */
      readonly kind: 'rule';
      readonly predicate: string;
      /** `has_relation(Repo, "parent", Org)`, in the new policy's order. */
      readonly form: string;
      /** The rule that gave them, in the old policy. */
      readonly rule: Location;
    }
  | {
      /** A field that the new policy reads for what facts told. */
      readonly kind: 'fact';
      readonly predicate: string;
      /** `has_relation(Repo, "parent", Org)`, as the facts were. */
      readonly form: string;
      /** The class whose objects have the field. */
      readonly class: string;
      readonly field: string;
      /** The field is true; is a list of the other argument; or a list of lists of the other arguments. */
      readonly shape: 'truth' | 'members' | 'lists';
    };

/** What the conversion of the units adds to them. */
export interface Converted {
  readonly supplies: readonly Supply[];
  /** What concerns the policy as a whole. */
  readonly obstacles: readonly { readonly what: string; readonly why: string }[];
  /** Statements that come before all others, and after. */
  readonly first: readonly string[];
  readonly last: readonly string[];
}

import type { Node, PolarNode } from '@polar-tools/language';
import type { TextEdit } from '../checking/diagnostic.ts';
import type { Policy } from '../model/policy.ts';

/** A change of a policy's text after which it has the same answers, though perhaps in another order; what is introduced is answered, too. */
export interface Refactoring {
  readonly title: string;
  /** As LSP names kinds of code actions. */
  readonly kind:
    | 'refactor.rewrite'
    | 'refactor.extract'
    | 'refactor.inline'
    | 'refactor.move'
    | 'source.organizeBlocks';
  readonly edits: readonly TextEdit[];
  /** Where a name stands after the edits that was made up, and that a person may want to choose: an offset in the changed text of the file. */
  readonly name?: { readonly uri: string; readonly offset: number };
}

/** What somebody has selected, or where the cursor stands. */
export interface Selection {
  readonly policy: Policy;
  readonly uri: string;
  /** The file's text. */
  readonly text: string;
  /** Absolute offsets. */
  readonly start: number;
  readonly end: number;
  /** The smallest node around it, then what that stands in, up to the statement. */
  readonly around: readonly Node[];
}

/** One kind of refactoring: what it offers for a selection, mostly nothing. */
export type Offer = (selection: Selection) => readonly Refactoring[];

/** The innermost node of a type around a selection. */
export function innermost<Type extends PolarNode['$type']>(
  { around }: Selection,
  type: Type,
): Extract<PolarNode, { $type: Type }> | undefined {
  return around.find((node): node is Extract<PolarNode, { $type: Type }> => node.$type === type);
}

import type { Node } from '@polar-tools/language';
import type { MergedBlock } from '../blocks/blocks.ts';
import type { FactSignature, Policy, PolicyRuleType } from './policy.ts';
import type { StatementModel } from './statement-model.ts';

/** What is derived from a snapshot when somebody asks for it sees this much of it: so that a snapshot knows what derives from it, and not the other way. */
export interface SnapshotView extends Policy {
  readonly blocks: ReadonlyMap<string, MergedBlock>;
  /** In how many statements a rule type of this name is declared. */
  readonly typed: { readonly size: number };
  readonly requiredTypes: ReadonlyMap<Node, PolicyRuleType>;
  readonly declaredSignatures: ReadonlyMap<string, readonly FactSignature[]>;
  blocksInOrder(): readonly MergedBlock[];
  statements(): Iterable<StatementModel>;
}

import type { Policy } from '../model/policy.ts';
import { supertypesOf } from './blocks.ts';

/** What one type declares, with what it inherits, in the order of the text. */
export interface ResourceMetadata {
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
  readonly relations: Readonly<Record<string, { readonly relatedResource: string }>>;
}

/** A policy's types by name, in the shape that the client libraries of Oso Cloud return. */
export interface PolicyMetadata {
  readonly resources: Readonly<Record<string, ResourceMetadata>>;
}

/** What a policy's blocks declare; the global block's roles and permissions are those of `global`. */
export function policyMetadata({ blocks }: Policy): PolicyMetadata {
  return {
    resources: Object.fromEntries(
      [...blocks.keys()].map((type) => {
        const roles = new Set<string>();
        const permissions = new Set<string>();
        const relations = new Map<string, { relatedResource: string }>();
        for (const name of [type, ...supertypesOf(blocks, type)]) {
          for (const { name: declared, kind, type: related } of blocks.get(name)?.names.values() ?? []) {
            if (kind === 'role') roles.add(declared);
            else if (kind === 'permission') permissions.add(declared);
            else if (!relations.has(declared)) relations.set(declared, { relatedResource: related ?? 'Resource' });
          }
        }
        return [type, { roles: [...roles], permissions: [...permissions], relations: Object.fromEntries(relations) }];
      }),
    ),
  };
}

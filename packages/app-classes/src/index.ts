export {
  Catalog,
  type CatalogParts,
  type FoundClass,
  type FoundMember,
  type FoundMembers,
  type Held,
  nothingHeld,
} from './catalog.ts';
export { type Glance, glanceAt, isSourceFile } from './glance.ts';
export type * from './model.ts';
export { moduleCandidates } from './modules.ts';
export { isPathMappingFile, mappedModules, type PathMapping } from './path-mapping.ts';
export { type NamedTypes, namedTypes } from './type-text.ts';
export { mayMention } from './words.ts';

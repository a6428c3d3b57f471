/** What a set of files means: rules, blocks, longhand, names, and what is wrong with them. */
export { declaredName, relatedType, supertypesOf } from './blocks.ts';
export { check } from './check.ts';
export { checks } from './checks/index.ts';
export type { ClassDescription, Configuration, HostDescription } from './configuration.ts';
export { emptyConfiguration } from './configuration.ts';
export type { FileChange, SourceText } from './create.ts';
export { createPolicy, updatePolicy } from './create.ts';
export type { Diagnostic, Fix, RelatedPlace, Severity, TextEdit } from './diagnostic.ts';
export { fixesOf } from './fixes.ts';
export { configurationFileName, isIncluded, rootOf } from './included.ts';
export { longhand } from './longhand-of.ts';
export { type Definition, definitions, highlights, type Reference, references } from './navigation.ts';
export type {
  BlockName,
  BlockPart,
  Clause,
  DeclarationKind,
  Dialect,
  DialectChoice,
  FactSignature,
  Location,
  Policy,
  PolicyFixture,
  PolicyQuery,
  PolicyRuleType,
  PolicyTest,
  Predicate,
  ResourceBlock,
} from './policy.ts';
export { type ConfigurationProblem, type ReadConfiguration, readConfiguration } from './read-configuration.ts';
export { nearestOf, Suggestions } from './suggestions.ts';
export { type PolarSymbol, type SymbolUse, symbolAt, symbolOf } from './symbols.ts';
export { typeOf, variableTypes } from './types.ts';

/** What a set of files means: rules, blocks, longhand, names, and what is wrong with them. */

export { declaredName, relatedType, supertypesOf } from './blocks/blocks.ts';
export { isA } from './blocks/is-a.ts';
export { longhand } from './blocks/longhand.ts';
export { type PolicyMetadata, policyMetadata, type ResourceMetadata } from './blocks/metadata.ts';
export { check, checkAtLoad } from './checking/check-policy.ts';
export type { ConfigurationValue, Diagnostic, Fix, RelatedPlace, Severity, TextEdit } from './checking/diagnostic.ts';
export { impossibleFor } from './checks/impossible-assertion.ts';
export { checks } from './checks/index.ts';
export { ownAbsence } from './checks/unstratified-negation.ts';
export type { ClassDescription, Configuration, HostDescription } from './configuration/configuration.ts';
export { configurationFileName, emptyConfiguration } from './configuration/configuration.ts';
export { type DataNames, namesOfData } from './configuration/data-names.ts';
export { predicatesOfFacts } from './configuration/fact-names.ts';
export {
  type ConfigurationProblem,
  type NamedFile,
  type ReadConfiguration,
  readConfiguration,
} from './configuration/read-configuration.ts';
export type { WrittenClass, WrittenClasses, WrittenMember } from './configuration/written-classes.ts';
export type { Conversion, ConversionEdit, Decision, Supply } from './conversion/conversion.ts';
export { convert } from './conversion/convert.ts';
export { supplyText } from './conversion/supply-text.ts';
export {
  type BuiltInClass,
  builtInClasses,
  cloudValueTypes,
  isBuiltInClass,
  unions,
  valueClassNames,
} from './dialect/built-in-classes.ts';
export { type ImpliedRule, impliedRules } from './dialect/implied-allow.ts';
export { foreignTo, foreignToCloud, type QueryProblem, readQuery } from './dialect/read-query.ts';
export { reservedWords } from './dialect/reserved-words.ts';
export { fixAll } from './fixes/fix-all.ts';
export { fixesOf } from './fixes/fixes-of.ts';
export type { FileChange, SourceText } from './model/create.ts';
export { createPolicy, updatePolicy } from './model/create.ts';
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
} from './model/policy.ts';
export { unwrap } from './model/walk.ts';
export { aritiesOf } from './names/arities.ts';
export { type Caller, callAt, callersOf, callsIn, clausesFor, type PolicyCall } from './names/calls.ts';
export { clausesThatGive, type Implication, implications } from './names/implications.ts';
export {
  type Definition,
  definitions,
  highlights,
  type Reference,
  references,
  shorthandsWith,
} from './names/navigation.ts';
export { fieldsOfTerm, type Renaming, type Replacement, renaming, unrenamable } from './names/renaming.ts';
export { takesObject, takesString } from './names/string-arguments.ts';
export { nearestOf, Suggestions } from './names/suggestions.ts';
export {
  mentionedClasses,
  type PolarSymbol,
  type SymbolUse,
  sameSymbol,
  symbolAt,
  symbolOf,
  type TermSymbol,
} from './names/symbols.ts';
export { takesFact } from './names/taken-forms.ts';
export { typeOf, variableTypes } from './names/variable-types.ts';
export { namesWritten } from './names/written.ts';
export { refactorings } from './refactorings/index.ts';
export { organizeBlocks } from './refactorings/organize-blocks.ts';
export type { Refactoring } from './refactorings/refactoring.ts';

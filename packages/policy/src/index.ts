/** What a set of files means: rules, blocks, longhand, names, and what is wrong with them. */
export type { ClassDescription, Configuration, HostDescription } from './configuration.ts';
export { emptyConfiguration } from './configuration.ts';
export type { Diagnostic, Fix, RelatedPlace, Severity, TextEdit } from './diagnostic.ts';
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

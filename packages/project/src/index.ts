/** Which files are one policy, loading it, whether it can be run, and reading a query. Files are read through what is passed in. */

export {
  type ConfigurationFile,
  ConfigurationFinder,
  configurationFault,
  configurationFile,
  configurationIn,
} from './configuration-file.ts';
export { emptyPatterns, faultsOfNamedFiles } from './configured-files.ts';
export { asText, decodeText } from './decode-text.ts';
export { type EmbeddedPolicy, embeddedPolicies, mayEmbed, polarIn } from './embedded/embedded-policies.ts';
export { type HostLanguage, hostIdentifiers, hostNamed, hostOf } from './embedded/host-languages.ts';
export { type MarkdownKind, polarFencesIn } from './embedded/markdown.ts';
export { notChecked } from './embedded/not-checked.ts';
export {
  canonicalUri,
  folderOf,
  foldersAbove,
  folderUri,
  isBelow,
  nameOf,
  pathBelow,
  shortName,
  uriOf,
  within,
} from './file-names.ts';
export { inOrder } from './file-order.ts';
export {
  type FileFault,
  type Files,
  type FileText,
  type FolderEntry,
  faultMessage,
  faultOf,
  isNoUtf8,
  type NoUtf8,
  noUtf8Message,
  SPECIAL_FILE,
  textOf,
} from './files.ts';
export { type Glob, globOf } from './glob.ts';
export { hostModules } from './host-module.ts';
export { isIncluded, isPolicyFile, isReached, isSearched, isSkippedFolder, mayIncludeBelow } from './included.ts';
export {
  dataFileOf,
  dataNamesIn,
  factFilesOf,
  type LoadedPolicy,
  loadPolicy,
  loadReadable,
  policiesApart,
  predicatesTold,
  problemsOf,
  type ReadablePolicy,
  type Source,
} from './load-policy.ts';
export { type MemoryFilesOptions, memoryFiles } from './memory-files.ts';
export { clientNames, type NameStyle, nativeNames, type PathStyle, pathOfUri } from './name-style.ts';
export {
  cloudObstacle,
  errorsBesideTests,
  errorsOf,
  errorsOutsideTests,
  obstaclesTo,
  placedMessage,
} from './obstacles.ts';
export { type PassedOver, type PoliciesFound, policiesFound } from './passed-over.ts';
export {
  type CheckedPolicy,
  filesOf,
  type PolicyFiles,
  policiesNamed,
  policyAround,
  policyNamed,
} from './policy-groups.ts';
export type { Problem, ProblemPlace, Result } from './problem.ts';
export { readOnce } from './read-once.ts';
export { asQueryProblem, type QueryProblem, readQuery, unknownRules } from './read-query.ts';
export {
  type Grouping,
  groupByRoot,
  type Rooted,
  type RootFiles,
  type RootOf,
  rootOf,
  standsInFolder,
} from './roots.ts';
export { type Discovered, discover, MOST_FOLDERS, thisFolderOnly } from './search.ts';
export { mayBeOne, Spellings } from './spelling.ts';
export { templates } from './templates/index.ts';
export type { Template } from './templates/template.ts';

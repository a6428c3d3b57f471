/**
 * The evaluator: a policy in, answers out. See README.md for a two-minute example.
 *
 * `compile` makes a program of a policy, `prepare` a query of a text, and a `Machine` runs it; a `Debuggee` runs it one
 * event at a time, forwards and backwards. Neither ever calls the application: a `Host` answers their questions.
 */

export { blameLimits } from './blame/blame.ts';
export { type Intended, intendedBy, intendedByQueries, intendedOver } from './blame/intended.ts';
export {
  type Choice,
  nextStep,
  type Question as BlameQuestion,
  type Replies,
  type Reply as BlameReply,
  type Step as BlameStep,
  type Verdict,
} from './blame/next-step.ts';
export { type Suspect, type SuspectRule, suspectOf } from './blame/suspect.ts';
export { choiceText, questionText, readReply, repliesText, verdictText } from './blame/words.ts';
export type { PreparedQuery, QueryError } from './compiler/prepare.ts';
export { prepare } from './compiler/prepare.ts';
export type { Program } from './compiler/program.ts';
export { compile } from './compiler/program.ts';
export type { UnknownClass } from './compiler/unknown-classes.ts';
export { unknownClasses } from './compiler/unknown-classes.ts';
export { changedData, type DataChange, type DataEdit, type DataPath, dataEdits } from './data/changed-data.ts';
export type { DataError, DataErrorCode } from './data/data-error.ts';
export { DataHost } from './data/data-host.ts';
export { describeValue } from './data/describe.ts';
export type { Data, LoadedData } from './data/load-data.ts';
export { loadData } from './data/load-data.ts';
export { classesOfBlocks } from './data/read-classes.ts';
export { bodyGoals } from './debug/body-goals.ts';
export { Debuggee } from './debug/debuggee.ts';
export { constraintsOn } from './debug/known.ts';
export type { SteppedRun } from './debug/stepped-run.ts';
export type {
  Candidate,
  ChoicePointView,
  DebugOptions,
  DebugOutcome,
  Evaluation,
  EvaluationStep,
  EventBlock,
  EventView,
  FactSite,
  Frame,
  GoalSite,
  OngoingEvaluation,
  Port,
  StopCondition,
  VariableView,
  WhyFailed,
} from './debug/view.ts';
export type { CloudAnswer } from './dialect/cloud/answers.ts';
export { callText, isCallInWords, isTextInWords } from './dialect/cloud/call-in-words.ts';
export { type ConjunctCall, cloudConjunction, type Domain } from './dialect/cloud/conjunction-query.ts';
export { printAnswer } from './dialect/cloud/print-answer.ts';
export type { CloudProgram } from './dialect/cloud/program.ts';
export { cloudClauses, compileCloud, impliedRules } from './dialect/cloud/program.ts';
export type { CloudQuery, PreparedCloudQuery, QueryArgument } from './dialect/cloud/query.ts';
export { assertionQuery, cloudCall, prepareCloud, queryExpression, readFact } from './dialect/cloud/query.ts';
export { asInRule } from './dialect/cloud/query-text.ts';
export type { CloudError, CloudLimits, CloudOutcome, CloudRunOptions } from './dialect/cloud/run.ts';
export { CloudRun, defaultCloudLimits } from './dialect/cloud/run.ts';
export { undeclaredNote } from './dialect/cloud/undeclared-note.ts';
export { unknownNames } from './dialect/cloud/unknown-names.ts';
export { unknownType } from './dialect/cloud/unknown-type.ts';
export { FactStore } from './facts/fact-store.ts';
export { type FactSearch, matchingFacts } from './facts/matching-facts.ts';
export { factChecker } from './facts/reading/check-facts.ts';
export { factOfJson, typedValue, valueOfJson } from './facts/reading/fact-of-json.ts';
export { type FactFormat, FactReader, factFormatOf } from './facts/reading/fact-reader.ts';
export type { FactProblem, ReadFacts } from './facts/reading/problems.ts';
export type { AnswerValue, CloudValue, Fact, FactPattern, Wildcard } from './facts/value.ts';
export {
  cloudValue,
  compareLists,
  compareValues,
  printFact,
  printValue,
  writeFact,
  writeValue,
} from './facts/value.ts';
export { valueFault } from './facts/value-fault.ts';
export { Values } from './facts/values.ts';
export { besideText, changeText } from './flips/change-text.ts';
export { type FactChange, withChangedFacts } from './flips/changed-facts.ts';
export { type CloudFlipOptions, cloudFlips } from './flips/cloud-flips.ts';
export { type LibraryFlipOptions, libraryFlips } from './flips/library-flips.ts';
export type { FlipLimits, Flips } from './flips/smallest.ts';
export { defaultFlipLimits } from './flips/smallest.ts';
export { wellFormed } from './host/builtin-methods.ts';
export * from './host/host.ts';
export type {
  Equality,
  Find,
  Iterations,
  JavaScriptClass,
  JavaScriptHostOptions,
  Relation,
} from './host/javascript-host.ts';
export { JavaScriptHost, looksAlike, PolarDictionary } from './host/javascript-host.ts';
export { answerWithoutHost, noHost } from './host/no-host.ts';
export type { Steps } from './in-steps.ts';
export { type FailedInlineQuery, failedInlineQueries } from './inline-queries.ts';
export { callReason } from './proof/call-reason.ts';
export { headRange, headText } from './proof/clause-head.ts';
export type { Derivation, DerivedGoal } from './proof/cloud-derivation.ts';
export { type ExplainCloudOptions, explainCloudQuery } from './proof/explain-cloud.ts';
export { type ExplainOptions, explainLibrary } from './proof/explain-library.ts';
export type { AnswerProof, Bound, Explanation, Nearness, RuleStep, Step } from './proof/explanation.ts';
export { boundTexts, explanationLines, type LineKind, type TreeLine } from './proof/explanation-lines.ts';
export type { GoalReason } from './proof/goal-reason.ts';
export { goalHere, goalReason } from './proof/goal-reason.ts';
export type { GoalWithValues } from './proof/goal-text.ts';
export { goalText, goalWithValues, writeGoal } from './proof/goal-text.ts';
export { isWholeSentence, noRulesText, reasonText } from './proof/reason-text.ts';
export { defaultExplainLimits, type ExplainLimits } from './proof/told.ts';
export type { Cause, FailedCall, FailedGoal, Misfit, TriedRule, WhyNot } from './proof/why-not.ts';
export { whyNot } from './proof/why-not.ts';
export type { Place, WhyNotLine, Wording } from './proof/why-not-lines.ts';
export { whyNotLines } from './proof/why-not-lines.ts';
export { QueryRun as Machine } from './query-run.ts';
export type { ApplicationRecord } from './recording/application-record.ts';
export { laidOut, RECORDED_FACTS } from './recording/layout.ts';
export { RecordedHost } from './recording/recorded-host.ts';
export { Recorder, stillTold } from './recording/recorder.ts';
export {
  looksRecorded,
  otherAnswersNote,
  type RecordedFile,
  type RecordedQuery,
  type RecordedTests,
  type Recording,
  readRecording,
  recordingText,
} from './recording/recording.ts';
export { ApplicationRecorder } from './recording/recording-host.ts';
export { Redaction, redactApplication, redactData, redactFacts } from './recording/redact.ts';
export type { Limits } from './run/limits.ts';
export { defaultLimits } from './run/limits.ts';
export type { Answer, Outcome } from './run/outcome.ts';
export type { RunOptions as MachineOptions } from './run/run.ts';
export type { ErrorCode, RuntimeError, TraceEntry } from './run/runtime-error.ts';
export { partsUsed } from './sample/fields-used.ts';
export { type SampleData, sampleData } from './sample/sample-data.ts';
export type { Solution, SolveAsyncOptions, SolveOptions } from './solve.ts';
export { solve, solveAsync } from './solve.ts';
export { Reach } from './tables/reach.ts';
export { withArticle } from './terms/article.ts';
export { fromHost, partsOf, toHost } from './terms/convert.ts';
export { termToJson } from './terms/json.ts';
export { describeKind, printTerm } from './terms/print.ts';
export type { Term } from './terms/term.ts';
export { type TermView, viewOf } from './terms/view.ts';
export { coverageOf, type GoalCoverage, type RuleCoverage, unionOf } from './tests/coverage.ts';
export type { NamedTest } from './tests/named-test.ts';
export type { AssertionResult, TestResult, TestStatus } from './tests/result.ts';
export type { TestOutcome } from './tests/run-tests.ts';
export { runnableTests, runTests, TestRun, testsIn } from './tests/run-tests.ts';
export type { RunnableTest, TestOptions } from './tests/runnable-test.ts';
export { factOf, setUp } from './tests/setup.ts';
export { WholeTest } from './tests/whole-test.ts';
export { CloudDebuggee, type CloudDebugOptions, type CloudDebugSetup } from './tracing/cloud-debuggee.ts';
export { cloudTerm, describeCloudObject, valueOfTerm } from './tracing/cloud-terms.ts';
export { debuggedQuery, debuggedTest } from './tracing/debugged.ts';
export { explainCloud, explainQuery, notesOn } from './tracing/explain.ts';
export { placeOfUnregistered } from './unregistered-place.ts';
export type { ComparedAnswers, GroupedChange } from './worlds/answer-change.ts';
export {
  type CloudDifferenceOptions,
  cloudDifferences,
  cloudDifferencesInSteps,
} from './worlds/cloud/cloud-differences.ts';
export { CloudWitnesses } from './worlds/cloud/cloud-witnesses.ts';
export {
  type FactDifferenceOptions,
  factDifferences,
  factDifferencesInSteps,
} from './worlds/cloud/fact-differences.ts';
export { type HeadQuestions, headQuestions, MOST_QUESTIONS } from './worlds/cloud/head-questions.ts';
export { type Compared, type ComparedOver, hasDifference } from './worlds/compared.ts';
export type { FoundDifferences, WorldDifference } from './worlds/difference.ts';
export {
  endedText,
  generatedText,
  groupNote,
  groupText,
  isExhaustive,
  limitNote,
  noChange,
  overText,
  sameText,
  searchedLines,
} from './worlds/difference-words.ts';
export { samplesIn } from './worlds/left-out.ts';
export {
  type DataDifferenceOptions,
  dataDifferences,
  dataDifferencesInSteps,
} from './worlds/library/data-differences.ts';
export {
  type LibraryDifferenceOptions,
  libraryDifferences,
  libraryDifferencesInSteps,
} from './worlds/library/library-differences.ts';
export { LibraryWitnesses } from './worlds/library/library-witnesses.ts';
export { argumentTypes } from './worlds/library/question-types.ts';
export { otherAction, questionsOf, type TypedQuestion } from './worlds/questions.ts';
export { permissionsOf, rolesLedTo, rolesOf, strongest } from './worlds/roles.ts';
export {
  type JudgedRules,
  judgeRules,
  policyWithout,
  type Statement,
  statementsOf,
} from './worlds/rules-that-matter.ts';
export { defaultWorldLimits, type Searched, type WorldLimits } from './worlds/searched.ts';
export { typesNotAsked } from './worlds/types-asked.ts';
export {
  anyRoles,
  type FoundWitnesses,
  type RoleCondition,
  type RoleOfType,
  type WitnessSearch,
  type WorldWitness,
} from './worlds/witness.ts';

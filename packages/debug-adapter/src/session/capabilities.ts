import type { DebugProtocol } from '@vscode/debugprotocol';

/** The exception filters, by what a goal did. The names are on the wire and in users' settings: never change one. */
export const EXCEPTION_FILTERS = [
  {
    filter: 'error',
    label: 'Runtime errors',
    description: 'Stop where the policy or the application fails with an error: a missing attribute, a type error.',
    default: true,
  },
  { filter: 'fail', label: 'Failed goals', description: 'Stop where a goal has no (more) solution.', default: false },
  { filter: 'redo', label: 'Redone goals', description: 'Stop where the search comes back to a goal.', default: false },
  {
    filter: 'none',
    label: 'No answer',
    description: 'Stop at the end of a query that has no answer at all.',
    default: false,
  },
  {
    filter: 'negation',
    label: 'Failed negations',
    description: 'Stop where a "not" fails because what it negates has a solution.',
    default: false,
  },
  {
    filter: 'assertion',
    label: 'Failed assertions',
    description: 'Stop where an assertion of a test does not hold.',
    default: true,
  },
  {
    filter: 'end',
    label: 'End of the query',
    description: 'Stop when the query has no more answers, to be able to go back from there.',
    default: false,
  },
] as const satisfies readonly DebugProtocol.ExceptionBreakpointsFilter[];

export type ExceptionFilter = (typeof EXCEPTION_FILTERS)[number]['filter'];

/** Those that may be about the rules that a person names; the others are about the whole query. */
export const WITH_RULES: ReadonlySet<ExceptionFilter> = new Set(['error', 'fail', 'redo', 'negation']);

const CONDITION_HELP = 'Names of rules, such as: allow, has_role/3';

/** What the adapter can do. Every entry is served; a test walks the list (DAP, "Capabilities"). */
export const CAPABILITIES: DebugProtocol.Capabilities = {
  supportsConfigurationDoneRequest: true,
  supportsFunctionBreakpoints: true,
  supportsConditionalBreakpoints: true,
  supportsHitConditionalBreakpoints: true,
  supportsLogPoints: true,
  supportsBreakpointLocationsRequest: true,
  supportsDataBreakpoints: true,
  exceptionBreakpointFilters: EXCEPTION_FILTERS.map((filter) => ({
    ...filter,
    ...(WITH_RULES.has(filter.filter) && { supportsCondition: true, conditionDescription: CONDITION_HELP }),
  })),
  supportsExceptionFilterOptions: true,
  supportsExceptionInfoRequest: true,
  supportsEvaluateForHovers: true,
  supportsClipboardContext: true,
  supportsCompletionsRequest: true,
  completionTriggerCharacters: ['.'],
  supportsSetVariable: true,
  supportsSetExpression: true,
  supportsSteppingGranularity: true,
  supportsStepInTargetsRequest: true,
  supportsRestartFrame: true,
  supportsGotoTargetsRequest: true,
  supportsDelayedStackTraceLoading: true,
  supportsLoadedSourcesRequest: true,
  supportsRestartRequest: true,
  supportsTerminateRequest: true,
  supportTerminateDebuggee: true,
  supportsCancelRequest: true,
};

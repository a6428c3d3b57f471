import { bareQuery } from '@polar-tools/language';
import { nearestOf } from '@polar-tools/policy';
import type { ProblemPlace } from '@polar-tools/project';
import { readStartAt, type StartAt } from './start-place.ts';

/**
 * What a launch configuration may say, and what is wrong with one. The manifest's schema in the root package.json
 * (`contributes.debuggers`) lists the same fields; a test holds the two together.
 */

/** An inline query (`?= …;`) by where it stands: any position in it, lines and columns from 1. */
export interface QueryPosition {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
}

/** What a run may use before it ends with an error that says which limit it was. */
export interface LaunchLimits {
  /** Milliseconds of evaluation; time that is spent stopped does not count. */
  readonly time?: number;
  /** Rules in progress inside one another. */
  readonly depth?: number;
  /** Answers. */
  readonly solutions?: number;
  /** Bindings and choice points kept at one time. */
  readonly memory?: number;
}

/** A checked launch configuration. */
export interface Launch {
  /** Files, folders or patterns with `*`; undefined: the folder that the session stands in. */
  readonly policies: readonly string[] | undefined;
  /** Empty where a test is named. */
  readonly query: string | QueryPosition;
  /** The name of a Cloud policy's test. */
  readonly test: string | undefined;
  /** The number of an earlier decision of what is attached to. */
  readonly decision: number | undefined;
  /** A recording, whose policy, data, facts and time are taken, and whose query where none is named. */
  readonly recording: string | undefined;
  /** The file that a recording is written to when the session ends. */
  readonly recordTo: string | undefined;
  /** A JSON file of objects; undefined: the one that `polar.config.json` names, if it does. */
  readonly data: string | undefined;
  /** The application that answers for its own objects. */
  readonly application: { readonly kind: 'python' | 'node'; readonly module: string } | undefined;
  /** Its interpreter. */
  readonly python: string | undefined;
  /** Files of facts, for a query over a Cloud policy; undefined: those that `polar.config.json` names. */
  readonly facts: readonly string[] | undefined;
  /** `@current_unix_time`: seconds since 1970; undefined: the time it is. */
  readonly now: number | undefined;
  readonly stopOnEntry: boolean;
  /** Where to stop first, whatever breakpoints lie before it. */
  readonly startAt: StartAt | undefined;
  readonly stopOnFail: boolean;
  readonly stopOnResult: boolean;
  readonly limits: LaunchLimits;
  /** Keep a recording, so that one can step back. */
  readonly record: boolean;
  /** Run to the end without looking at breakpoints (`Run Without Debugging`). */
  readonly noDebug: boolean;
}

/** The fields that are ours, with what each must be, in words for a person. */
export const LAUNCH_FIELDS: Readonly<Record<string, string>> = {
  policies: 'a file, a folder or a pattern such as "policies/**/*.polar", or a list of them',
  query: 'a query such as "allow(larry, \\"read\\", gmail)", or {"file": …, "line": …} of an inline query "?= …;"',
  data: 'the path of a JSON file with objects',
  host: 'the application, such as "python:app/models.py" or "node:app/models.mjs"',
  python: "the path of the application's interpreter",
  test: 'the name of a test of a Cloud policy, such as "admins write"',
  facts: 'the path of a file of facts for a Cloud policy, or a list of them',
  now: 'the current time for a Cloud policy: seconds since 1970, a whole number above 0',
  stopOnEntry: 'true or false',
  startAt: 'the number of an event, or {"file": …, "line": …, "column": …, "goal": …} of a goal, or a list of these',
  stopOnFail: 'true or false',
  stopOnResult: 'true or false',
  limits: 'an object with "time" (milliseconds), "depth", "solutions" or "memory", each a whole number above 0',
  record: 'true or false',
  recording: 'the path of a recording, as polar query --record makes it',
  recordTo: 'the path of the file that a recording is written to, such as "denial.recording.json"',
};

/** What an `attach` configuration may have beside them: where the debugger listens, and what it asks for. */
export const ATTACH_FIELDS: Readonly<Record<string, string>> = {
  port: 'the port of a running `polar serve` or `polar dap --port`, a whole number from 1 to 65535',
  token: 'the token that it was started with',
  decision: 'the number of a decision of `polar serve`, as its list has it',
};

export const LIMIT_FIELDS: readonly (keyof LaunchLimits)[] = ['time', 'depth', 'solutions', 'memory'];

/** What a launch configuration may have beside them: fields of VS Code's and Zed's own, which say nothing to a debugger. */
const EDITOR_FIELDS = new Set([
  'name',
  'type',
  'request',
  'noDebug',
  'presentation',
  'preLaunchTask',
  'postDebugTask',
  'internalConsoleOptions',
  'debugServer',
  'serverReadyAction',
  'suppressMultipleSessionWarning',
  'windows',
  'osx',
  'linux',
  'cwd',
  'label',
  'adapter',
  'build',
  'tcp_connection',
]);

/** What was asked for, or what is wrong with it: in lines for a person, with the places in files that they speak of. */
export type Checked<T> = { readonly value: T } | Problems;

export interface Problems {
  readonly problems: readonly string[];
  readonly places?: readonly ProblemPlace[];
}

/** Checks launch arguments as they come over the wire. Every fault is named, each with what to do about it. */
export function checkLaunch(raw: unknown): Checked<Launch> {
  if (!isRecord(raw)) return { problems: ['The launch configuration must be an object with a "query".'] };
  const problems: string[] = [];
  for (const key of Object.keys(raw)) {
    if (key in LAUNCH_FIELDS || key in ATTACH_FIELDS || EDITOR_FIELDS.has(key) || key.startsWith('_')) continue;
    const near = nearestOf(key, Object.keys(LAUNCH_FIELDS));
    problems.push(
      near === undefined
        ? `The launch configuration has an unknown field "${key}". It may have: ${Object.keys(LAUNCH_FIELDS).join(', ')}.`
        : `The launch configuration has an unknown field "${key}". Did you mean "${near}"?`,
    );
  }
  const wrong = (field: string): void => {
    problems.push(`"${field}" must be ${LAUNCH_FIELDS[field]}; it is ${shown(raw[field])}.`);
  };
  const flag = (field: string, otherwise: boolean): boolean => {
    const value = raw[field];
    if (value === undefined || value === null) return otherwise;
    if (typeof value === 'boolean') return value;
    wrong(field);
    return otherwise;
  };

  if (raw.port !== undefined && !(isCount(raw.port) && raw.port <= 65_535))
    problems.push(`"port" must be ${ATTACH_FIELDS.port}; it is ${shown(raw.port)}.`);
  if (raw.request === 'attach' && raw.port === undefined)
    problems.push(
      `An "attach" configuration needs "application", to debug one that runs, or "port": ${ATTACH_FIELDS.port}.`,
    );

  const policies = checkPaths(raw.policies, () => wrong('policies'));
  const test = raw.test ?? undefined;
  if (test !== undefined && (typeof test !== 'string' || test.trim() === '')) wrong('test');
  if (test !== undefined && hasQuery(raw.query))
    problems.push('The launch configuration has "query" and "test". Take one of them out.');
  const decision = raw.decision ?? undefined;
  if (decision !== undefined && !isCount(decision))
    problems.push(`"decision" must be ${ATTACH_FIELDS.decision}; it is ${shown(decision)}.`);
  if (decision !== undefined && (test !== undefined || hasQuery(raw.query)))
    problems.push('The launch configuration has "decision" beside "query" or "test". Take one of them out.');
  // What is attached to may ask questions by itself; whether it does, it says.
  const recording = raw.recording ?? undefined;
  if (recording !== undefined && (typeof recording !== 'string' || recording.trim() === '')) wrong('recording');
  const own = RECORDED.filter((field) => recording !== undefined && (raw[field] ?? undefined) !== undefined);
  if (own.length > 0)
    problems.push(`A recording has its own ${own.map((field) => `"${field}"`).join(' and ')}: take that out.`);
  const recordTo = raw.recordTo ?? undefined;
  if (recordTo !== undefined && (typeof recordTo !== 'string' || recordTo.trim() === '')) wrong('recordTo');
  if (recordTo !== undefined && recording !== undefined)
    problems.push('What "recording" names is a recording already: take "recordTo" out.');
  const needsNone =
    test !== undefined ||
    (recording !== undefined && !hasQuery(raw.query)) ||
    decision !== undefined ||
    (raw.request === 'attach' && namesNothing(raw));
  const query = needsNone ? '' : checkQuery(raw.query, problems, () => wrong('query'));
  const data = raw.data ?? undefined;
  if (data !== undefined && (typeof data !== 'string' || data.trim() === '')) wrong('data');
  const host = raw.host ?? undefined;
  const [, kind, module] = typeof host === 'string' ? (/^(python|node):(.+)$/s.exec(host) ?? []) : [];
  if (host !== undefined && module === undefined) wrong('host');
  if (host !== undefined && data !== undefined)
    problems.push(
      'The launch configuration has "data" and "host", which both say where the objects are. Take one of them out.',
    );
  const python = raw.python ?? undefined;
  if (python !== undefined && (typeof python !== 'string' || python.trim() === '')) wrong('python');
  const facts = checkPaths(raw.facts, () => wrong('facts'));
  const now = raw.now ?? undefined;
  if (now !== undefined && !isCount(now)) wrong('now');
  const startAt = raw.startAt === undefined || raw.startAt === null ? undefined : readStartAt(raw.startAt);
  if (raw.startAt !== undefined && raw.startAt !== null && startAt === undefined) wrong('startAt');
  const limits = checkLimits(raw.limits, problems, () => wrong('limits'));
  const launch: Launch = {
    policies,
    query: query ?? '',
    test: typeof test === 'string' ? test : undefined,
    decision: isCount(decision) ? decision : undefined,
    recording: typeof recording === 'string' ? recording : undefined,
    recordTo: typeof recordTo === 'string' ? recordTo : undefined,
    data: typeof data === 'string' ? data : undefined,
    application: module === undefined ? undefined : { kind: kind === 'node' ? 'node' : 'python', module },
    python: typeof python === 'string' ? python : undefined,
    facts,
    now: typeof now === 'number' ? now : undefined,
    stopOnEntry: flag('stopOnEntry', false),
    startAt,
    stopOnFail: flag('stopOnFail', false),
    stopOnResult: flag('stopOnResult', false),
    limits,
    record: flag('record', true),
    noDebug: raw.noDebug === true,
  };
  return problems.length > 0 ? { problems } : { value: launch };
}

/** What a recording has by itself. */
const RECORDED = ['policies', 'data', 'host', 'python', 'facts', 'now'];

/** Whether a configuration says nothing of what is to be debugged: then it is what happens anyway, where it is attached to something. */
export const namesNothing = (raw: Readonly<Record<string, unknown>>): boolean =>
  !hasQuery(raw.query) &&
  (raw.recording ?? undefined) === undefined &&
  (raw.test ?? undefined) === undefined &&
  (raw.decision ?? undefined) === undefined;

const hasQuery = (value: unknown): boolean =>
  value !== undefined && value !== null && !(typeof value === 'string' && bareQuery(value) === '');

function checkPaths(value: unknown, wrong: () => void): readonly string[] | undefined {
  if (value === undefined || value === null) return undefined;
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const paths = list.filter((item): item is string => typeof item === 'string' && item.trim() !== '');
  if (paths.length !== list.length || paths.length === 0) wrong();
  return paths;
}

function checkQuery(value: unknown, problems: string[], wrong: () => void): string | QueryPosition | undefined {
  if (!hasQuery(value)) {
    problems.push('The launch configuration has no "query". Add one, such as "query": "allow(larry, action, gmail)".');
    return undefined;
  }
  if (typeof value === 'string') return bareQuery(value);
  if (isRecord(value) && typeof value.file === 'string' && isCount(value.line)) {
    const column = value.column;
    if (column === undefined) return { file: value.file, line: value.line };
    if (isCount(column)) return { file: value.file, line: value.line, column };
  }
  wrong();
  return undefined;
}

function checkLimits(value: unknown, problems: string[], wrong: () => void): LaunchLimits {
  if (value === undefined || value === null) return {};
  if (!isRecord(value)) {
    wrong();
    return {};
  }
  const limits: { -readonly [key in keyof LaunchLimits]: LaunchLimits[key] } = {};
  for (const [key, limit] of Object.entries(value)) {
    const field = LIMIT_FIELDS.find((name) => name === key);
    if (field === undefined) {
      const near = nearestOf(key, LIMIT_FIELDS);
      problems.push(
        `"limits" has an unknown field "${key}". ${near === undefined ? `It may have: ${LIMIT_FIELDS.join(', ')}.` : `Did you mean "${near}"?`}`,
      );
    } else if (!isCount(limit)) {
      problems.push(`"limits.${key}" must be a whole number above 0; it is ${shown(limit)}.`);
    } else {
      limits[field] = limit;
    }
  }
  return limits;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}

/** A value as it would stand in a file, cut where it is long. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

import {
  compile,
  Debuggee,
  fromHost,
  HostObject,
  type HostValue,
  nodeBuiltinClasses,
  type PreparedQuery,
  type Program,
  prepare,
  printTerm,
} from '@polar-tools/evaluator';
import { printString } from '@polar-tools/language';
import { createPolicy, type Policy } from '@polar-tools/policy';
import { uriOf } from '@polar-tools/project';
import { libraryDialect } from './dialect/library.ts';
import type { DebugHost } from './host.ts';
import type { Checked, Launch } from './launch.ts';
import { DEBUGGED_LIMITS } from './load.ts';
import { loadPolicy } from './load-policy.ts';
import { LOADED_TEXT, type Loaded } from './loaded.ts';
import type { Decision, PolicyOfApplication, RunningApplication } from './running-application.ts';

/** The policy of a running application, compiled over its classes and constants. */
export interface RunningPolicy {
  readonly policy: Policy;
  readonly program: Program;
  /** It is what the configuration names: the application had loaded its own before it could be noted. */
  readonly isGuessed: boolean;
}

/** Reads the policy that an application runs: as it was loaded, whatever its files say by now. */
export async function loadRunning(
  { folder }: Pick<RunningApplication, 'folder'>,
  of: PolicyOfApplication,
  launch: Launch,
  world: DebugHost,
): Promise<Checked<RunningPolicy>> {
  if (of.sources === null) {
    const loaded = await loadPolicy(launch, world.files, world.folder);
    if ('problems' in loaded) return loaded;
    const { policy } = loaded.value;
    return { value: { policy, program: compile(policy, of), isGuessed: true } };
  }
  const files = of.sources.map(([path, text], at) => ({
    uri: path === null ? `${LOADED_TEXT}${at + 1}.polar` : uriOf(path, uriOf(folder, world.folder)),
    text,
  }));
  const policy = createPolicy(files, { dialect: 'library' });
  return { value: { policy, program: compile(policy, of), isGuessed: false } };
}

/** A question of the application as a query, with what its variables stand for. */
interface Asked {
  readonly text: string;
  readonly values: ReadonlyMap<string, HostValue>;
  /** The variables that the application wants to know. */
  readonly wanted: (name: string) => boolean;
}

/** What is debugged where nothing is asked yet: breakpoints are put onto the policy's rules. */
export function loadedWithout(running: RunningPolicy, host: PolicyOfApplication): Loaded {
  const { query } = prepare(running.program, 'true');
  const nobody = { answer: () => false, classObject: () => undefined };
  return {
    ...common(running, query!),
    begin: (setting, limits) => new Debuggee(query!, { ...setting, limits }),
    queryText: 'true',
    host,
    application: { answers: 'later', host: { ...host, ...nobody, describe: String, inspect: () => undefined } },
    started: undefined,
    names: [],
  };
}

/** What is debugged where there is no application yet. */
export function loadNothing(): Loaded {
  const policy = createPolicy([], { dialect: 'library' });
  const host: PolicyOfApplication = {
    sources: [],
    classes: new Map(),
    builtinClasses: nodeBuiltinClasses,
    constants: new Map(),
    classObject: () => undefined,
    describe: String,
    inspect: () => undefined,
  };
  return loadedWithout({ policy, program: compile(policy, host), isGuessed: false }, host);
}

/** A decision that can be debugged. */
export interface LoadedDecision {
  readonly loaded: Loaded;
  /** Whether the application wants to know what a variable of the query is. */
  readonly wanted: (name: string) => boolean;
}

/** A decision as what is debugged; a problem where the evaluator cannot read what is asked. */
export function loadDecision(decision: Decision, running: RunningPolicy): Checked<LoadedDecision> {
  const asked = askedBy(decision, running.policy);
  const { query, errors } = prepare(running.program, asked.text);
  if (query === undefined || errors.length > 0) return { problems: errors.map(({ message }) => message) };
  const { host } = decision;
  const value = (one: LoadedDecision): Checked<LoadedDecision> => ({ value: one });
  return value({
    loaded: {
      ...common(running, query),
      begin: (setting, limits) =>
        new Debuggee(query, { ...setting, bindings: asked.values, limits: { ...DEBUGGED_LIMITS, ...limits } }),
      queryText: asked.text,
      title: titleOf(decision),
      host,
      application: { answers: 'later', host },
      started: host,
      names: [...host.constants.keys()],
    },
    wanted: asked.wanted,
  });
}

/** `authorize(User('larry'), "read", Repository('gmail'))`, `query_rule: has_role(…)`, or a query that is a text. */
function titleOf({ label, name, args, text, task, host }: Decision): string {
  const show = (value: HostValue): string =>
    printTerm(fromHost(value), { longest: 40, describe: (object) => host.describe(object), quote: printString });
  const short = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text);
  const shown = args.map((arg) => ('variable' in arg ? arg.variable : short(show(arg.value)))).join(', ');
  const call =
    name === undefined ? `${label}: ${text}` : name in ARGUMENTS ? `${label}(${shown})` : `${label}: ${name}(${shown})`;
  return task === undefined ? call : `${call} in ${task}`;
}

function common({ policy }: RunningPolicy, query: PreparedQuery) {
  const { expression, variables } = query;
  const asked = { asked: expression, variables, isTest: false, inline: undefined };
  return { policy, dialect: libraryDialect, ...asked, hasData: true };
}

/** Names of arguments, where the rules give them none. */
const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  allow: ['actor', 'action', 'resource'],
  allow_request: ['actor', 'request'],
  allow_field: ['actor', 'action', 'resource', 'field'],
};

/** Writes a question in Polar's own words: a variable stands in it for each object. */
function askedBy(decision: Decision, policy: Policy): Asked {
  const values = new Map(decision.bindings);
  const before = [...decision.classes].map(([name, of]) => `${name} matches ${of}`);
  if (decision.text !== undefined) {
    const text = [...before, decision.text].join(' and ');
    return { text, values, wanted: (name) => !values.has(name) };
  }
  const name = decision.name ?? '';
  const open = new Set(decision.args.flatMap((arg) => ('variable' in arg ? [arg.variable] : [])));
  const taken = new Set([
    ...open,
    ...values.keys(),
    ...decision.policy.constants.keys(),
    ...decision.policy.classes.keys(),
  ]);
  const args = decision.args.map((arg, at) => {
    if ('variable' in arg) return arg.variable;
    const literal = literalOf(arg.value);
    if (literal !== undefined) return literal;
    const variable = freeName(parameterName(policy, name, at), taken);
    values.set(variable, arg.value);
    return variable;
  });
  return { text: [...before, `${name}(${args.join(', ')})`].join(' and '), values, wanted: (one) => open.has(one) };
}

/** What reads as itself. */
function literalOf(value: HostValue): string | undefined {
  if (value instanceof HostObject || typeof value === 'object') return undefined;
  return typeof value === 'number' && value < 0 ? undefined : printTerm(fromHost(value));
}

/** What the rules of a name call one of their parameters. */
function parameterName(policy: Policy, name: string, at: number): string {
  for (const { rule } of policy.predicates.get(name)?.clauses ?? []) {
    const value = rule.parameters[at]?.value;
    if (value?.$type === 'Variable' && /^[a-z]/.test(value.name)) return value.name;
  }
  return ARGUMENTS[name]?.[at] ?? `argument${at + 1}`;
}

function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let number = 2; taken.has(name); number++) name = `${wanted}${number}`;
  taken.add(name);
  return name;
}

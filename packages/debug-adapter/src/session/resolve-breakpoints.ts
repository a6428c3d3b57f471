import { bodyGoals, type Frame } from '@polar-tools/evaluator';
import { type Call, type Expression, type Node, parseQuery } from '@polar-tools/language';
import { nearestOf } from '@polar-tools/policy';
import { shortName } from '@polar-tools/project';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { queryFault } from '../faults.ts';
import type {
  Filter,
  ParameterNames,
  PlaceBreakpoint,
  PredicateBreakpoint,
  Trigger,
  VariableBreakpoint,
} from '../runtime/breakpoints.ts';
import { HIT_CONDITION_HELP, parseHitCondition } from '../runtime/hit-condition.ts';
import { type LogMessage, parseLogMessage } from '../runtime/log-message.ts';
import { type Place, placeAt } from '../runtime/places.ts';
import { type PredicateName, parsePredicateName, parsePredicateNames } from '../runtime/predicate-name.ts';
import type { BreakpointFault } from './breakpoint-faults.ts';
import type { SourceBreakpointRequest } from './breakpoint-requests.ts';
import { EXCEPTION_FILTERS, WITH_RULES } from './capabilities.ts';
import { type Asked, variablesOf } from './check-condition.ts';
import { conditionNote } from './condition-note.ts';
import type { SessionContext } from './context.ts';

const NOT_YET = 'The policy is not loaded yet.';

type Checked<T> = { readonly value: T } | { readonly fault: string };

/** Puts the breakpoints that were asked for in a file onto its rules and goals, and says where each one stands now. */
export function resolveSource(context: SessionContext, uri: string): DebugProtocol.Breakpoint[] {
  const requests = context.requested.sources.get(uri)?.breakpoints ?? [];
  const { debugged } = context;
  if (debugged === undefined) return requests.map(({ id }) => pending(id));
  const set: PlaceBreakpoint[] = [];
  const faults: BreakpointFault[] = [];
  const answers = requests.map((request): DebugProtocol.Breakpoint => {
    const place = placeOf(context, uri, request);
    if ('fault' in place) return failed(request.id, place.fault);
    const trigger = triggerOf(request, variablesAt(context, place.value));
    const { start, end } = place.value;
    const where = context.shown(uri === '' ? undefined : uri, start, end);
    if ('fault' in trigger) {
      const { source, line, column } = where;
      faults.push({ ...neverStops(request.id, '', trigger.fault), where: { source, line, column } });
      return { ...failed(request.id, trigger.fault), ...where };
    }
    if (trigger.doubt !== undefined) {
      const { source, line, column } = where;
      faults.push({ key: `${request.id} doubt`, text: trigger.doubt, where: { source, line, column } });
    }
    set.push({ id: request.id, place: place.value, ...trigger.value });
    return { id: request.id, verified: true, ...trigger.note, ...where };
  });
  context.faults.found(`file ${uri}`, faults);
  debugged.runtime.breakpoints.setSource(uri, set);
  return answers;
}

export function resolveFunctions(context: SessionContext): DebugProtocol.Breakpoint[] {
  const { debugged } = context;
  if (debugged === undefined) return context.requested.functions.map(({ id }) => pending(id));
  const set: PredicateBreakpoint[] = [];
  const faults: BreakpointFault[] = [];
  const wrong = (id: number, name: string, fault: string): DebugProtocol.Breakpoint => {
    faults.push(neverStops(id, ` on ${name.trim()}`, fault));
    return failed(id, fault);
  };
  const answers = context.requested.functions.map((request): DebugProtocol.Breakpoint => {
    const predicate = predicateOf(context, request.name);
    if ('fault' in predicate) return failed(request.id, predicate.fault);
    const ways = parametersOf(context, predicate.value);
    const ofCallers = variablesOfCallers(context, predicate.value);
    const ofRules = new Set(ways.flatMap(({ names }) => [...names.keys()]));
    const of = `the parameters of ${request.name.trim()}, or in a rule that calls it`;
    const within = ruleWith(context, predicate.value, namesUsed(request.condition));
    const variables = new Set([...ofRules, ...ofCallers]);
    const trigger = triggerOf(request, { loaded: debugged.loaded, variables, of, within });
    if ('fault' in trigger) return wrong(request.id, request.name, trigger.fault);
    // A parameter goes before a variable of the caller that has its name.
    const used = namesUsed(request.condition).filter((name) => ofRules.has(name));
    const parameters = ways.filter(({ names }) => used.every((name) => names.has(name)));
    if (ways.length > 0 && parameters.length === 0)
      return wrong(
        request.id,
        request.name,
        `No rule ${request.name.trim()} has all of the parameters ${used.join(', ')}.`,
      );
    if (trigger.doubt !== undefined) faults.push({ key: `${request.id} doubt`, text: trigger.doubt, where: {} });
    set.push({ id: request.id, predicate: predicate.value, parameters, ...trigger.value });
    return { id: request.id, verified: true, ...trigger.note };
  });
  context.faults.found('functions', faults);
  debugged.runtime.breakpoints.setPredicates(set);
  return answers;
}

/** Watches variables. One of a rule that is no more, as after another start, is never met again. */
export function resolveVariables(context: SessionContext): DebugProtocol.Breakpoint[] {
  const { debugged } = context;
  if (debugged === undefined) return context.requested.variables.map(({ id }) => pending(id));
  const set: VariableBreakpoint[] = [];
  const faults: BreakpointFault[] = [];
  const answers = context.requested.variables.map((request): DebugProtocol.Breakpoint => {
    const { id, watched } = request;
    if (watched === undefined) return failed(id, 'There is no such variable to watch.');
    const { frame, rule, variable, thread } = watched;
    if (thread !== context.thread) return failed(id, 'The request that has this variable is over.');
    const within = debugged.runtime.frameById(frame)?.frame;
    const asked = { loaded: debugged.loaded, variables: namesIn(within), of: 'the rule', within: within?.rule };
    const trigger = triggerOf(request, asked);
    if ('fault' in trigger) {
      faults.push(neverStops(id, ` on ${variable}`, trigger.fault));
      return failed(id, trigger.fault);
    }
    if (trigger.doubt !== undefined) faults.push({ key: `${id} doubt`, text: trigger.doubt, where: {} });
    set.push({ id, frame, rule, variable, ...trigger.value });
    return { id, verified: true, ...trigger.note };
  });
  context.faults.found('variables', faults);
  debugged.runtime.watch(set);
  return answers;
}

/** Turns on the filters that were asked for; each one says whether it is understood. */
export function resolveFilters(context: SessionContext): DebugProtocol.Breakpoint[] {
  const filters = new Map<Filter, readonly PredicateName[]>();
  const faults: BreakpointFault[] = [];
  const answers = context.requested.filters.map(({ filter, condition }): DebugProtocol.Breakpoint => {
    const known = EXCEPTION_FILTERS.find((one) => one.filter === filter);
    if (known === undefined) return { verified: false, message: `There is no exception filter "${filter}".` };
    const { names, wrong } = parsePredicateNames(condition ?? '');
    if (wrong.length > 0) {
      const message = `"${wrong[0]}" is no name of a rule. Use names such as: allow, has_role/3.`;
      faults.push({
        key: `${filter} ${condition}`,
        text: `The filter "${known.label}" never stops: ${message}`,
        where: {},
      });
      return { verified: false, message };
    }
    if (names.length > 0 && !WITH_RULES.has(known.filter))
      return {
        verified: false,
        message: `The filter "${known.label}" is about the whole query: leave out the names of rules.`,
      };
    const unknown = names.flatMap((name) => unknownRule(context, name));
    const [message] = unknown;
    if (message !== undefined) {
      const never = unknown.length === names.length;
      const text = `The filter "${known.label}"${never ? ' never stops' : ''}: ${message}`;
      faults.push({ key: `${filter} ${condition}`, text, where: {} });
      if (never) return { verified: false, message };
    }
    // Where there are none, no event needs to be looked at for one.
    if (known.filter !== 'assertion' || context.debugged?.loaded.isTest === true) filters.set(known.filter, names);
    return { verified: true, ...(message !== undefined && { message }) };
  });
  context.faults.found('filters', faults);
  if (context.debugged !== undefined) {
    if (context.debugged.launch.stopOnFail && !filters.has('fail')) filters.set('fail', []);
    context.debugged.runtime.breakpoints.setFilters(filters);
  }
  return answers;
}

/** What is wrong with the name of a rule, once the policy is known. */
function unknownRule(context: SessionContext, { name, arity }: PredicateName): readonly string[] {
  if (context.debugged === undefined) return [];
  const predicate = predicateOf(context, arity === undefined ? name : `${name}/${arity}`);
  return 'fault' in predicate ? [predicate.fault] : [];
}

/** All breakpoints once more, for a policy that was just loaded; the client hears what became of each. */
export function resolveAll(context: SessionContext): void {
  const { requested } = context;
  for (const [uri, { text }] of context.running().loaded.policy.files) requested.moveInto(uri, text);
  for (const breakpoint of resolveBreakpoints(context)) context.emit('breakpoint', { reason: 'changed', breakpoint });
}

/** Puts all breakpoints onto what is debugged. */
export function resolveBreakpoints(context: SessionContext): DebugProtocol.Breakpoint[] {
  const inFiles = [...context.requested.sources.keys()].flatMap((uri) => resolveSource(context, uri));
  resolveFilters(context);
  return [...inFiles, ...resolveFunctions(context), ...resolveVariables(context)];
}

function placeOf(context: SessionContext, uri: string, request: SourceBreakpointRequest): Checked<Place> {
  const { places, sources, loaded } = context.running();
  const list = places.get(uri);
  if (list === undefined && uri !== '' && !loaded.policy.files.has(uri)) {
    return { fault: `"${shortName(uri)}" is none of the files of the policy that is debugged. Add it to "policies".` };
  }
  const { text } = sources.textOf(uri === '' ? undefined : uri);
  const lines = context.linesOf(text);
  const edits = context.editsOf(uri);
  const line = edits === undefined ? request.line : edits.toLoaded(request.line);
  if (line === undefined) return { fault: 'This line has changed since the query was started. Restart to stop here.' };
  const lineStart = lines.offsetAt({ line, character: 0 });
  const offset = request.column === undefined ? undefined : lines.offsetAt({ line, character: request.column });
  const place = line >= lines.lineCount || line < 0 ? undefined : placeAt(list ?? [], lineStart, offset);
  return place === undefined
    ? { fault: 'There is no rule and no goal on this line or below it. Set it on a head or a goal of a rule.' }
    : { value: place };
}

function triggerOf(
  request: {
    readonly condition: string | undefined;
    readonly hitCondition: string | undefined;
    readonly logMessage?: string | undefined;
  },
  asked: Asked,
):
  | {
      readonly value: Trigger;
      readonly note?: { readonly message: string };
      /** What is doubtful about its condition, for the console. */
      readonly doubt: string | undefined;
    }
  | { readonly fault: string } {
  const { condition, hitCondition, logMessage } = request;
  const wrong = condition === undefined ? undefined : asked.loaded.dialect.conditionFault(condition, asked);
  if (wrong !== undefined) return { fault: wrong };
  const hits = hitCondition === undefined ? undefined : parseHitCondition(hitCondition);
  if (hitCondition !== undefined && hits === undefined) {
    return { fault: `"${hitCondition}" is no hit count. ${HIT_CONDITION_HELP}` };
  }
  let unknown: string | undefined;
  const log: LogMessage[number][] | undefined = logMessage === undefined ? undefined : [];
  for (const part of logMessage === undefined ? [] : parseLogMessage(logMessage)) {
    if ('text' in part) {
      log?.push(part);
      continue;
    }
    const fault = asked.loaded.dialect.faults(part.expression, asked.loaded.policy)[0];
    if (fault !== undefined)
      return { fault: `"{${part.expression}}" in the message is no Polar expression: ${queryFault(fault)}` };
    const why = asked.loaded.dialect.nameFault(part.expression, asked);
    unknown ??= why;
    log?.push(why === undefined ? part : { text: `<${why}>` });
  }
  const doubt = condition === undefined ? undefined : conditionNote(condition, asked);
  // A message is written all the same, with what the name is.
  const message = doubt ?? unknown;
  return {
    value: { condition, doubted: doubt !== undefined, hits, log },
    doubt,
    ...(message !== undefined && { note: { message } }),
  };
}

/** The variables of the rules that call a predicate, and of the query if it does. */
function variablesOfCallers(context: SessionContext, { name }: PredicateName): ReadonlySet<string> {
  const { policy, asked } = context.running().loaded;
  const callers = [...policy.predicates.values()].flatMap(({ clauses }) => clauses.map(({ rule }) => rule));
  const calls = (goals: readonly Node[]): boolean =>
    goals.some((goal) => goal.$type === 'Call' && (goal as Call).name.text === name);
  const names = callers.filter((rule) => calls(bodyGoals(rule))).flatMap((rule) => variablesOf(rule));
  return new Set([...names, ...(calls(bodyGoals(asked as Expression)) ? variablesOf(asked) : [])]);
}

const namesUsed = (condition: string | undefined): readonly string[] => {
  const query = condition === undefined ? undefined : parseQuery(condition).query;
  return query === undefined ? [] : variablesOf(query);
};

/** The variables of the rule in which a place stands, or of the query. */
function variablesAt(context: SessionContext, { clause }: Place): Asked {
  const { loaded } = context.running();
  const node = clause === undefined ? loaded.asked : clause.rule;
  const of = clause === undefined ? 'the query' : 'the rule';
  return { loaded, variables: new Set(variablesOf(node)), of, within: node };
}

/**
 * The ways in which the rules of a predicate name their parameters. A rule that has a value, or another name, in the place of a parameter has that
 * name from the rules that agree on its place: `n` is the first argument of `sum(0, 0)`, too, beside `sum(n, s) if …`.
 */
function parametersOf(context: SessionContext, { name, arity }: PredicateName): readonly ParameterNames[] {
  const { policy, dialect } = context.running().loaded;
  const named = dialect
    .clauses(policy, name)
    .filter((clause) => arity === undefined || clause.arity === arity)
    .map(({ arity, rule }): ParameterNames => {
      const names = rule.parameters.flatMap(({ value }, at) =>
        value.$type === 'Variable' && value.name !== '_' ? [[value.name, at] as const] : [],
      );
      return { arity, names: new Map(names) };
    });
  const ways = new Map<string, ParameterNames>();
  for (const { arity, names } of named) {
    const all = new Map([...agreedPlaces(named.filter((way) => way.arity === arity)), ...names]);
    ways.set(JSON.stringify([arity, [...all].sort()]), { arity, names: all });
  }
  return [...ways.values()];
}

/** A rule of a predicate that has all of some names; none where only rules that call it may. */
function ruleWith(context: SessionContext, { name, arity }: PredicateName, used: readonly string[]): Node | undefined {
  const { policy, dialect } = context.running().loaded;
  const rules = dialect.clauses(policy, name).filter((clause) => arity === undefined || clause.arity === arity);
  return rules.map(({ rule }) => rule).find((rule) => used.every((one) => variablesOf(rule).includes(one)));
}

/** The names that stand in one place wherever they stand. */
function agreedPlaces(ways: readonly ParameterNames[]): ReadonlyMap<string, number> {
  const places = new Map<string, Set<number>>();
  for (const { names } of ways)
    for (const [name, at] of names) places.set(name, (places.get(name) ?? new Set()).add(at));
  return new Map([...places].flatMap(([name, [at, ...others]]) => (others.length === 0 ? [[name, at!]] : [])));
}

const namesIn = (frame: Frame | undefined): ReadonlySet<string> | undefined =>
  frame && new Set(frame.variables.map(({ name }) => name));

function predicateOf(context: SessionContext, text: string): Checked<PredicateName> {
  const name = parsePredicateName(text);
  if (name === undefined) {
    return { fault: `"${text}" is no name of a rule. Use a name such as allow, or has_role/3 for three arguments.` };
  }
  const { policy, dialect } = context.running().loaded;
  const clauses = dialect.clauses(policy, name.name);
  if (clauses.length === 0) {
    if (dialect.hasFacts(policy, name.name)) return { value: name };
    const near = nearestOf(name.name, policy.predicates.keys());
    return { fault: `The policy has no rule "${name.name}".${didYouMean(near)}` };
  }
  const arities = [...new Set(clauses.map(({ arity }) => arity))].sort((a, b) => a - b);
  if (name.arity !== undefined && !arities.includes(name.arity)) {
    const known = arities.map((arity) => `${name.name}/${arity}`).join(', ');
    return { fault: `The policy has no rule "${name.name}/${name.arity}". It has: ${known}.` };
  }
  return { value: name };
}

const didYouMean = (near: string | undefined): string => (near === undefined ? '' : ` Did you mean "${near}"?`);

const pending = (id: number): DebugProtocol.Breakpoint => ({
  id,
  verified: false,
  message: NOT_YET,
  reason: 'pending',
});

const neverStops = (id: number, on: string, fault: string): BreakpointFault => ({
  key: String(id),
  text: `The breakpoint${on} never stops: ${fault}`,
  where: {},
});

const failed = (id: number, message: string): DebugProtocol.Breakpoint => ({
  id,
  verified: false,
  message,
  reason: 'failed',
});

import {
  type Answer,
  type ChoicePointView,
  describeKind,
  type Frame,
  goalText,
  partsOf,
  type Term,
  headText as textOfHead,
  type VariableView,
  writeFact,
} from '@polar-tools/evaluator';
import type { Clause } from '@polar-tools/policy';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { answerText, shownValue } from './answer-texts.ts';
import type { SessionContext } from './context.ts';
import type { Contents, Row, ScopeName } from './handles.ts';

/** Scopes whose rows are a sequence, which may be long: a client gets them a page at a time. */
const SEQUENCES: ReadonlySet<ScopeName> = new Set(['facts', 'choicePoints', 'results']);

/** The scopes of a frame, as the editor lists them. Only the innermost frame has the search's own: choice points and results. */
export function scopesOf(context: SessionContext, index: number): DebugProtocol.Scope[] {
  const { runtime } = context.stopped();
  const frame = runtime.frame(index);
  if (frame === undefined) return [];
  const scope = (
    scope: ScopeName,
    name: string,
    presentationHint?: DebugProtocol.Scope['presentationHint'],
  ): DebugProtocol.Scope => {
    const { total, indexed } = contentsOf(context, scope, index);
    return {
      name,
      variablesReference: context.handles.add({ kind: 'scope', scope, frame: index }),
      ...(indexed ? { indexedVariables: total } : { namedVariables: total }),
      expensive: false,
      ...(presentationHint !== undefined && { presentationHint }),
    };
  };
  const list: DebugProtocol.Scope[] = [];
  if (frame.arguments.length > 0) list.push(scope('arguments', 'Arguments', 'arguments'));
  if (frame.arguments.length === 0 || othersOf(frame).length > 0) list.push(scope('variables', 'Variables', 'locals'));
  if (frame.goal !== undefined) list.push(scope('goal', 'Goal'));
  if (index === 0) {
    if (runtime.factsOfGoal(0, 0) !== undefined) list.push(scope('facts', 'Facts'));
    list.push(scope('choicePoints', 'Choice points'));
    list.push(scope('results', 'Results', 'returnValue'));
  }
  return list;
}

/** The scopes whose rows are variables of the rule: they can be set and watched. */
export function hasVariables(scope: ScopeName): boolean {
  return scope === 'arguments' || scope === 'variables';
}

/** What is in a scope. */
export function contentsOf(context: SessionContext, scope: ScopeName, index: number): Contents {
  const { runtime } = context.stopped();
  const indexed = SEQUENCES.has(scope);
  if (scope === 'choicePoints') {
    const rows = (from: number, count?: number): readonly Row[] =>
      runtime.choicePointsFrom(from, count).map((point) => choicePointRow(context, point));
    return { total: runtime.choicePointCount, indexed, rows };
  }
  if (scope === 'facts') {
    const rows = (from: number, count: number = Number.POSITIVE_INFINITY): readonly Row[] =>
      (runtime.factsOfGoal(from, count)?.facts ?? []).map((fact, at) => ({
        name: String(from + at),
        value: writeFact(fact),
      }));
    return { total: runtime.factsOfGoal(0, 0)?.total ?? 0, indexed, rows };
  }
  if (scope === 'results') {
    const { answers } = runtime;
    const rows = (from: number, count: number = answers.length): readonly Row[] =>
      answers.slice(from, from + count).map(({ answer }, at) => resultRow(context, String(from + at), answer));
    return { total: answers.length, indexed, rows };
  }
  const frame = runtime.frame(index);
  return ofRows(frame === undefined ? [] : rowsOf(context, scope, frame, index));
}

/** Rows that are few, and known by name. */
export function ofRows(all: readonly Row[]): Contents {
  const rows = (from: number, count: number = all.length): readonly Row[] => all.slice(from, from + count);
  return { total: all.length, indexed: false, rows };
}

function rowsOf(context: SessionContext, scope: ScopeName, frame: Frame, index: number): readonly Row[] {
  switch (scope) {
    case 'arguments':
      return frame.arguments.map((value, at) => {
        const name = argumentName(frame, at);
        return valueRow(context, name, value, name.startsWith('#') ? undefined : name);
      });
    case 'variables':
      return othersOf(frame).map(({ name, value, bound }) => ({
        ...valueRow(context, name, value, name),
        settable: !bound,
      }));
    default:
      return goalRows(context, frame, index);
  }
}

/** The variables that are no parameters by themselves: those are among the arguments. */
function othersOf(frame: Frame): readonly VariableView[] {
  const parameters = new Set(frame.arguments.map((_, at) => argumentName(frame, at)));
  return frame.variables.filter(({ name }) => !parameters.has(name));
}

function choicePointRow(context: SessionContext, point: ChoicePointView): Row {
  const { activation, kind, clauses } = point;
  const rules = (): readonly Row[] =>
    clauses.map((clause, at) => ({ name: String(at), value: clauseText(context, clause) }));
  return {
    name: choicePointText(context, point) || `event ${activation}`,
    value: kind === 'clauses' ? rulesLeft(clauses.length) : `alternatives of "${kind}"`,
    type: kind,
    inside: clauses.length === 0 ? undefined : { kind: 'rows', rows: rules },
  };
}

function resultRow(context: SessionContext, name: string, answer: Answer): Row {
  const bindings = (): readonly Row[] => [...answer.bindings].map(([name, value]) => valueRow(context, name, value));
  return {
    name,
    value: answerText(answer, context),
    inside: answer.bindings.size === 0 ? undefined : { kind: 'rows', rows: bindings },
  };
}

/** A goal as it is written; that of a query as a person has typed it. */
function writtenGoal(context: SessionContext, goal: NonNullable<Frame['goal']>): string {
  if (goal.uri !== undefined) return goalText(goal.node);
  const { sources } = context.running();
  const { start, end } = sources.rangeOfSite(goal);
  return sources.textOf(undefined).text.slice(start, end) || goalText(goal.node);
}

function goalRows(context: SessionContext, frame: Frame, index: number): readonly Row[] {
  if (frame.goal === undefined) return [];
  const { runtime } = context.stopped();
  const rows: Row[] = [
    { name: 'goal', value: writtenGoal(context, frame.goal) },
    { name: 'with values', value: context.goalOf(index) ?? '' },
  ];
  if (index === 0) {
    rows.push({ name: 'port', value: runtime.view.port });
    rows.push({ name: 'event', value: `${runtime.event} of ${runtime.lastEvent}` });
  }
  return rows;
}

/** A value with what it is and what is inside. */
export function valueRow(context: SessionContext, name: string, value: Term, evaluateName?: string): Row {
  const inside = partsOf(value, context.debugged?.loaded.host, 0, 0);
  return {
    name,
    value: shownValue(context, value),
    type: describeKind(value),
    inside: inside === undefined || inside.total === 0 ? undefined : { kind: 'term', term: value, name: evaluateName },
    evaluateName,
  };
}

/** The name of a parameter as it is written: its variable, else its number. */
function argumentName(frame: Frame, at: number): string {
  const parameter = frame.rule?.parameters[at]?.value;
  return parameter?.$type === 'Variable' ? parameter.name : `#${at + 1}`;
}

const rulesLeft = (count: number): string => (count === 1 ? 'one rule left' : `${count} rules left`);

/** Characters of one argument in the name of a call. */
const LONGEST_ARGUMENT = 30;

/**
 * `has_role(larry, "reader", gmail)`: a call with its values, cut where they are long.
 * @param unbound what stands for an argument without a value, be something known of it or not
 */
export function callText(
  context: SessionContext,
  predicate: string,
  values: readonly Term[],
  unbound: (at: number) => string = () => '_',
): string {
  const written = values.map((value, at) => {
    if (describeKind(value) === 'unbound') return unbound(at);
    const text = context.write(value);
    return text.length > LONGEST_ARGUMENT ? `${text.slice(0, LONGEST_ARGUMENT - 1)}…` : text;
  });
  return `${predicate}(${written.join(', ')})`;
}

/** The goal that can be tried again: a call with its values, another one as it is written. */
export function choicePointText(
  context: SessionContext,
  { goal, predicate, arguments: values }: ChoicePointView,
): string {
  if (predicate !== undefined) return callText(context, predicate, values);
  return goal === undefined ? '' : goalText(goal.node);
}

/** A rule's head, or a shorthand as it is written, on one line, and where it stands. */
export function clauseText(context: SessionContext, clause: Clause): string {
  const { sources } = context.running();
  const { text } = sources.textOf(clause.uri);
  const { start } = sources.headOf(clause);
  return `${headText(context, clause)} (${sources.source(clause.uri).name}:${context.range(text, start, start).line})`;
}

/** A rule's head, or a shorthand as it is written, on one line. */
export const headText = (context: SessionContext, clause: Clause): string =>
  textOfHead(clause, context.running().sources.textOf(clause.uri).text);

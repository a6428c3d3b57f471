import { describeKind, type Frame, partsOf, type Term } from '@polar-tools/evaluator';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { goalText } from '../runtime/goal-text.ts';
import { answerText } from './answer-texts.ts';
import type { SessionContext } from './context.ts';
import type { Row, ScopeName } from './handles.ts';

/** The scopes of a frame, as the editor lists them. Only the innermost frame has the search's own: choice points and results. */
export function scopesOf(context: SessionContext, index: number): DebugProtocol.Scope[] {
  const { runtime } = context.stopped();
  const frame = runtime.frame(index);
  if (frame === undefined) return [];
  const scope = (
    scope: ScopeName,
    name: string,
    count: number,
    rest: Partial<DebugProtocol.Scope> = {},
  ): DebugProtocol.Scope => ({
    name,
    variablesReference: context.handles.add({ kind: 'scope', scope, frame: index }),
    namedVariables: count,
    expensive: false,
    ...rest,
  });
  const list: DebugProtocol.Scope[] = [];
  if (frame.arguments.length > 0) {
    list.push(scope('arguments', 'Arguments', frame.arguments.length, { presentationHint: 'arguments' }));
  }
  list.push(scope('variables', 'Variables', frame.variables.length, { presentationHint: 'locals' }));
  if (frame.goal !== undefined) list.push(scope('goal', 'Goal', goalRows(context, frame, index).length));
  if (index === 0) {
    const choices = runtime.choicePoints().length;
    list.push(scope('choicePoints', 'Choice points', choices));
    list.push(scope('results', 'Results', runtime.answers.length, { presentationHint: 'returnValue' }));
  }
  return list;
}

/** The scopes whose rows are variables of the rule: they can be set and watched. */
export function hasVariables(scope: ScopeName): boolean {
  return scope === 'arguments' || scope === 'variables';
}

/** The lines of a scope. */
export function rowsOf(context: SessionContext, scope: ScopeName, index: number): readonly Row[] {
  const { runtime } = context.stopped();
  const frame = runtime.frame(index);
  if (frame === undefined) return [];
  switch (scope) {
    case 'arguments':
      return frame.arguments.map((value, at) => {
        const name = argumentName(frame, at);
        return valueRow(context, name, value, name.startsWith('#') ? undefined : name);
      });
    case 'variables':
      return frame.variables.map(({ name, value, bound }) => ({
        ...valueRow(context, name, value, name),
        settable: !bound,
      }));
    case 'goal':
      return goalRows(context, frame, index);
    case 'choicePoints':
      return runtime.choicePoints().map((point) => ({
        name: point.goal === undefined ? `event ${point.activation}` : goalText(point.goal.node),
        value: point.kind === 'clauses' ? rulesLeft(point.clauses.length) : `alternatives of "${point.kind}"`,
        type: point.kind,
        inside:
          point.clauses.length === 0
            ? undefined
            : {
                kind: 'rows',
                rows: () =>
                  point.clauses.map((clause, at) => ({ name: String(at), value: clauseText(context, clause) })),
              },
      }));
    case 'results':
      return runtime.answers.map(({ answer }, at) => ({
        name: String(at),
        value: answerText(answer, context),
        inside:
          answer.bindings.size === 0
            ? undefined
            : { kind: 'rows', rows: () => [...answer.bindings].map(([name, value]) => valueRow(context, name, value)) },
      }));
  }
}

function goalRows(context: SessionContext, frame: Frame, index: number): readonly Row[] {
  if (frame.goal === undefined) return [];
  const { runtime } = context.stopped();
  const rows: Row[] = [
    { name: 'goal', value: goalText(frame.goal.node) },
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

/** A variable without a value has no name of its own that would mean anything to a person. */
export function shownValue(context: SessionContext, value: Term): string {
  const text = context.write(value);
  return describeKind(value) === 'unbound' && /^_\d+$/.test(text) ? 'unbound' : text;
}

/** The name of a parameter as it is written: its variable, else its number. */
function argumentName(frame: Frame, at: number): string {
  const parameter = frame.rule?.parameters[at]?.value;
  return parameter?.$type === 'Variable' ? parameter.name : `#${at + 1}`;
}

const rulesLeft = (count: number): string => (count === 1 ? 'one rule left' : `${count} rules left`);

/** A rule's head, or a shorthand as it is written, on one line, and where it stands. */
export function clauseText(context: SessionContext, clause: NonNullable<Frame['clause']>): string {
  const { sources } = context.running();
  const { text } = sources.textOf(clause.uri);
  const { start, end } = sources.headOf(clause);
  const written =
    clause.shorthand === undefined
      ? text.slice(start, end).replaceAll(/\s+/g, ' ')
      : goalText(clause.shorthand).replace(/;$/, '');
  return `${written} (${sources.source(clause.uri).name}:${context.range(text, start, end).line})`;
}

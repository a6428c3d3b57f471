import { HostObject, partsOf, type Term, toHost } from '@polar-tools/evaluator';
import { bareQuery } from '@polar-tools/language';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { Refusal } from '../arguments.ts';
import type { SessionContext } from '../context.ts';
import { evaluateText } from '../evaluate-text.ts';
import { frameIndex } from '../frames.ts';
import type { Contents, Expandable, Row } from '../handles.ts';
import type { Serving } from '../in-progress.ts';
import { contentsOf, hasVariables, ofRows, scopesOf, valueRow } from '../scopes.ts';
import type { Handlers } from './handler.ts';

/** A client that cannot page gets this many rows of something long, and is told so. */
const MOST_UNPAGED = 1_000;

/** Milliseconds that the value of a variable may take. */
const PATIENCE = 5_000;

/** Scopes, and what is inside them. */
export const variables: Handlers = {
  scopes: (context, args) => {
    args.integer('frameId');
    context.stopped();
    return { scopes: scopesOf(context, frameIndex(context, args)) };
  },

  variables: async (context, args) => {
    context.stopped();
    const reference = args.integer('variablesReference');
    const thing = context.handles.get(reference);
    if (thing === undefined) throw new Refusal(`There is nothing under the reference ${reference} any more.`);
    const filter = args.optionalText('filter');
    const from = Math.max(0, args.optionalInteger('start') ?? 0);
    const count = args.optionalInteger('count') ?? 0;
    if (thing.kind === 'term') await lookInto(context, thing.term);
    const contents = contentsOfThing(context, thing);
    if (filter === (contents.indexed ? 'named' : 'indexed')) return { variables: [] };
    return { variables: page(context, contents, from, count).map((row) => variable(context, row)) };
  },

  setVariable: async (context, args, serving) => {
    const scope = context.handles.get(args.integer('variablesReference'));
    const name = args.text('name');
    const text = args.text('value');
    context.stopped();
    if (scope?.kind !== 'scope' || !hasVariables(scope.scope)) {
      throw new Refusal('Only a variable of a rule can be set, in the scope Arguments or Variables.', true);
    }
    return setVariable(context, scope.frame, name, text, serving);
  },
};

/** Gives a variable of a frame a value: a what-if. */
export async function setVariable(
  context: SessionContext,
  index: number,
  name: string,
  text: string,
  serving: Serving,
): Promise<object> {
  const { runtime } = context.stopped();
  if (runtime.inThePast) {
    throw new Refusal(
      'This is the past: what followed is known. Go on to the newest event before you set a variable.',
      true,
    );
  }
  const value = bareQuery(text);
  if (value === '') throw new Refusal('There is nothing to set it to. Write a value.', true);
  const evaluated = await evaluateText(context, value, index, serving.signal, {
    solutions: 1,
    time: PATIENCE,
  });
  if (evaluated.kind === 'error') throw new Refusal(evaluated.message, true);
  if (evaluated.kind === 'answers') throw new Refusal('This is a goal. Write a value.', true);
  const fault = runtime.bind(index, name, evaluated.value);
  if (fault !== undefined) throw new Refusal(fault, true);
  const { invalidated } = context.client;
  if (invalidated) serving.afterwards(() => context.emit('invalidated', { areas: ['variables'] }));
  const found = runtime.frame(index)?.variables.find((one) => one.name === name);
  if (found === undefined) return { value: text };
  const { name: _, evaluateName: __, ...rest } = variable(context, valueRow(context, name, found.value, name));
  return rest;
}

function contentsOfThing(context: SessionContext, thing: Expandable): Contents {
  if (thing.kind === 'scope') return contentsOf(context, thing.scope, thing.frame);
  if (thing.kind === 'rows') return ofRows(thing.rows());
  const parts = (from: number, count?: number) => partsOf(thing.term, context.debugged?.loaded.host, from, count);
  const { total, indexed } = parts(0, 0) ?? { total: 0, indexed: false };
  const rows = (from: number, count?: number): readonly Row[] =>
    parts(from, count)?.parts.map(({ name, value }) => valueRow(context, name, value, withinName(thing, name))) ?? [];
  return { total, indexed, rows };
}

/** What an application that was started has stored in its object is asked for when it is to be shown. */
async function lookInto({ debugged }: SessionContext, term: Term): Promise<void> {
  const object = toHost(term);
  if (object instanceof HostObject) await debugged?.loaded.started?.look(object);
}

/** @param count 0: all of them, as DAP has it */
function page(context: SessionContext, { total, rows }: Contents, from: number, count: number): readonly Row[] {
  if (count > 0) return rows(from, count);
  if (context.client.variablePaging || total - from <= MOST_UNPAGED) return rows(from);
  return [...rows(from, MOST_UNPAGED), { name: '…', value: `${total - from - MOST_UNPAGED} more` }];
}

/** A field is read by its name; a list has no way to name one of its elements. */
function withinName(parent: Expandable & { kind: 'term' }, name: string): string | undefined {
  return parent.name === undefined || !/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) ? undefined : `${parent.name}.${name}`;
}

/** A row as the protocol has it. */
export function variable(context: SessionContext, row: Row): DebugProtocol.Variable {
  const { inside } = row;
  const shape = inside?.kind === 'term' ? partsOf(inside.term, context.debugged?.loaded.host, 0, 0) : undefined;
  return {
    name: row.name,
    value: row.value,
    ...(row.type !== undefined && { type: row.type }),
    variablesReference: inside === undefined ? 0 : context.handles.add(inside),
    ...(shape !== undefined && (shape.indexed ? { indexedVariables: shape.total } : { namedVariables: shape.total })),
    ...(row.evaluateName !== undefined && { evaluateName: row.evaluateName }),
    ...(row.settable === false && { presentationHint: { attributes: ['readOnly'] } }),
  };
}

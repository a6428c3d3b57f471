import { type Answer, type JavaScriptHost, type PreparedQuery, type Term, viewOf } from '@polar-tools/evaluator';
import { type PolarNode, walk } from '@polar-tools/language';
import { UnexpectedExpressionError } from './errors.ts';
import { nameOfOperator } from './operators.ts';
import { Dict, Expression, Pattern, Predicate, Variable } from './terms.ts';
import { unrepresentable } from './unrepresentable.ts';

/**
 * An answer's values as the application knows them: its own objects, and variables and constraints where there are no values.
 *
 * @param takesExpressions whether whoever asked takes constraints
 * @throws UnexpectedExpressionError, and for an integer that JavaScript's numbers do not hold exactly
 */
export function valuesOf(
  answer: Answer,
  query: PreparedQuery,
  host: JavaScriptHost,
  takesExpressions: boolean,
): Map<string, unknown> {
  const names = new Map<Term, string>();
  for (const [name, term] of answer.bindings) {
    const view = viewOf(term);
    if (view.kind === 'variable' && !names.has(view.term)) names.set(view.term, name);
  }
  const fieldsOf = (fields: ReadonlyMap<string, Term>): Dict =>
    new Dict(Object.fromEntries([...fields].map(([key, term]) => [key, toValue(term)])));
  let hasExpression = false;
  function toValue(term: Term): unknown {
    const view = viewOf(term);
    switch (view.kind) {
      case 'integer':
        if (!Number.isSafeInteger(Number(view.value))) throw unrepresentable(view.value);
        return Number(view.value);
      case 'list':
        return [...view.elements, ...(view.rest === undefined ? [] : [view.rest])].map(toValue);
      case 'dictionary':
        return fieldsOf(view.fields);
      case 'object':
        return host.toJavaScript(view.object);
      case 'variable': {
        const name = view.name ?? names.get(view.term) ?? `_${names.size + 1}`;
        names.set(view.term, name);
        return new Variable(name);
      }
      case 'call':
        return new Predicate(view.name, view.args.map(toValue));
      case 'expression':
        hasExpression = true;
        return new Expression(nameOfOperator(view.operator), view.args.map(toValue));
      case 'pattern':
        return new Pattern({ ...(view.class !== undefined && { tag: view.class }), fields: fieldsOf(view.fields) });
      default:
        return view.value;
    }
  }
  const values = new Map([...answer.bindings].map(([name, term]) => [name, toValue(term)]));
  // What cannot be given at all comes first.
  if (hasExpression && !takesExpressions) throw new UnexpectedExpressionError();
  for (const name of openVariables(query))
    if (!values.has(name) && !host.constants.has(name) && host.classObject(name) === undefined)
      values.set(name, new Variable(name));
  return values;
}

/** Variables of a query that another variable may stand for: an answer that leaves them open names them. */
function openVariables(query: PreparedQuery): readonly string[] {
  const known = openByQuery.get(query);
  if (known !== undefined) return known;
  const names = new Set<string>();
  const note = (nodes: readonly PolarNode[]): void => {
    for (const node of nodes) if (node.$type === 'Variable' && !node.name.startsWith('_')) names.add(node.name);
  };
  walk<PolarNode>(query.expression, (node) => {
    if (node.$type === 'Not' || node.$type === 'Forall') return false;
    if (node.$type === 'Call') note(node.arguments);
    else if (
      node.$type === 'Binary' &&
      node.operator === '=' &&
      node.left.$type === 'Variable' &&
      node.right.$type === 'Variable' &&
      node.left.name !== node.right.name
    )
      note([node.left, node.right]);
    return true;
  });
  const open = [...names];
  openByQuery.set(query, open);
  return open;
}

const openByQuery = new WeakMap<PreparedQuery, readonly string[]>();

const isPromise = (value: unknown): value is Promise<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';

/** The same with promises in it awaited, however deep in lists and dictionaries. */
export async function awaited(values: Map<string, unknown>): Promise<Map<string, unknown>> {
  for (const [name, value] of values) if (mayWait(value)) values.set(name, await settled(value));
  return values;
}

const mayWait = (value: unknown): boolean =>
  isPromise(value) || ((Array.isArray(value) || value instanceof Dict) && Object.values(value).some(mayWait));

async function settled(value: unknown): Promise<unknown> {
  if (isPromise(value)) return value;
  if (Array.isArray(value)) return Promise.all(value.map(settled));
  if (!(value instanceof Dict)) return value;
  const pairs = Object.entries(value).map(async ([key, each]) => [key, await settled(each)] as const);
  return new Dict(Object.fromEntries(await Promise.all(pairs)));
}

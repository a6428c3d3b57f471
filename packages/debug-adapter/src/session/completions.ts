import { partsOf, type Term } from '@polar-tools/evaluator';
import { matchBefore } from '@polar-tools/language';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { SessionContext } from './context.ts';
import { evaluateText } from './evaluate-text.ts';

/** Milliseconds that a value may take whose fields are offered: a person types on. */
const PATIENCE = 500;

const SYMBOL = /(?<=([\p{L}\p{N}_:?]*))/uy;
/** `actor.roles.` before the cursor: what stands before the last dot. */
const LOOKUP = /(?<=([\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*)\.([\p{L}\p{N}_]*))/uy;

/**
 * What can stand at a place of what is typed in the console: fields of a value, variables, rules, objects, words. `start` counts from 0
 * whatever the client's columns do: so VS Code and nvim-dap understand it, though DAP has it otherwise.
 */
export async function completionsFor(
  context: SessionContext,
  text: string,
  offset: number,
  frame: number,
  signal: AbortSignal,
): Promise<DebugProtocol.CompletionItem[]> {
  const lookup = matchBefore(LOOKUP, text, offset);
  if (lookup !== null) {
    const object = await evaluated(context, lookup[1]!, frame, signal);
    return object === undefined ? [] : fieldsOf(context, object, offset - lookup[2]!.length, lookup[2]!);
  }
  const typed = matchBefore(SYMBOL, text, offset)?.[1] ?? '';
  const start = offset - typed.length;
  const { loaded, runtime } = context.running();
  const items: DebugProtocol.CompletionItem[] = [];
  const add = (label: string, type: DebugProtocol.CompletionItemType, detail: string, text = label): void => {
    if (label.toLowerCase().startsWith(typed.toLowerCase()) && !items.some((item) => item.label === label)) {
      items.push({ label, text, type, detail, start, length: typed.length });
    }
  };
  if (runtime.state === 'stopped') {
    for (const { name } of runtime.frame(frame)?.variables ?? []) add(name, 'variable', 'variable of the rule');
  }
  for (const name of loaded.names) add(name, 'value', 'object in the data');
  for (const { name, clauses } of loaded.policy.predicates.values()) {
    for (const arity of new Set(clauses.map((clause) => clause.arity))) {
      add(`${name}/${arity}`, 'function', 'rule', `${name}(`);
    }
  }
  for (const name of loaded.host.classes.keys()) add(name, 'class', 'class');
  for (const word of loaded.dialect.words) add(word, 'keyword', 'word');
  return items;
}

async function evaluated(
  context: SessionContext,
  text: string,
  frame: number,
  signal: AbortSignal,
): Promise<Term | undefined> {
  if (context.running().runtime.state !== 'stopped') return undefined;
  const result = await evaluateText(context, text, frame, signal, { solutions: 1, time: PATIENCE });
  return result.kind === 'value' ? result.value : undefined;
}

function fieldsOf(context: SessionContext, object: Term, start: number, typed: string): DebugProtocol.CompletionItem[] {
  const parts = partsOf(object, context.running().loaded.host, 0, 1_000)?.parts ?? [];
  return parts
    .filter(({ name }) => name.startsWith(typed) && !/^\d/.test(name))
    .map(({ name, value }) => ({
      label: name,
      type: 'field' as const,
      detail: context.write(value),
      start,
      length: typed.length,
    }));
}

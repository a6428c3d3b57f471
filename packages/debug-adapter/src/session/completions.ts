import { partsOf } from '@polar-tools/evaluator';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { SessionContext } from './context.ts';

const WORDS = ['and', 'or', 'not', 'in', 'matches', 'forall', 'new', 'cut', 'print', 'true', 'false', 'mod', 'rem'];
const SYMBOL = /[\p{L}\p{N}_:?]*$/u;
/** `actor.roles.` before the cursor: what stands before the last dot. */
const LOOKUP = /([\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*)\.([\p{L}\p{N}_]*)$/u;

/** What can stand at a place of what is typed in the console: fields of a value, variables, rules, objects, words. */
export function completionsFor(
  context: SessionContext,
  text: string,
  offset: number,
  frame: number,
): DebugProtocol.CompletionItem[] {
  const before = text.slice(0, offset);
  const lookup = LOOKUP.exec(before);
  if (lookup !== null) return fieldsOf(context, lookup[1]!, frame, offset - lookup[2]!.length, lookup[2]!);
  const typed = SYMBOL.exec(before)?.[0] ?? '';
  const start = offset - typed.length;
  const { loaded, runtime } = context.running();
  const items: DebugProtocol.CompletionItem[] = [];
  const add = (label: string, type: DebugProtocol.CompletionItemType, detail: string, text = label): void => {
    if (label.toLowerCase().startsWith(typed.toLowerCase()) && !items.some((item) => item.label === label)) {
      items.push({ label, text, type, detail, start, length: typed.length });
    }
  };
  if (runtime.state === 'stopped') {
    for (const { name } of runtime.frames()[frame]?.variables ?? []) add(name, 'variable', 'variable of the rule');
  }
  for (const name of loaded.names) add(name, 'value', 'object in the data');
  for (const { name, clauses } of loaded.policy.predicates.values()) {
    for (const arity of new Set(clauses.map((clause) => clause.arity))) {
      add(`${name}/${arity}`, 'function', 'rule', `${name}(`);
    }
  }
  for (const name of loaded.host.classes.keys()) add(name, 'class', 'class');
  for (const word of WORDS) add(word, 'keyword', 'word');
  return items;
}

function fieldsOf(
  context: SessionContext,
  object: string,
  frame: number,
  start: number,
  typed: string,
): DebugProtocol.CompletionItem[] {
  const { runtime, loaded } = context.running();
  if (runtime.state !== 'stopped') return [];
  const result = runtime.evaluate(object, frame, 1);
  if (result.kind !== 'value') return [];
  const parts = partsOf(result.value, loaded.host, 0, 1_000)?.parts ?? [];
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

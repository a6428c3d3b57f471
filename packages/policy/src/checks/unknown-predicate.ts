import type { Call } from '@polar-tools/language';
import type { FileModel } from '../model/file-model.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { isSlip } from '../names/suggestions.ts';
import { termPredicates } from '../names/term-uses.ts';
import { type Check, cloudOnly, type StatementContext } from './definition.ts';

/**
 * A call of what no rule, no declaration and no fact of a test has, beside a rule of nearly that name. In Cloud any other name is a fact that the
 * application tells.
 */
export const unknownPredicate: Check = {
  code: 'unknown-predicate',
  severity: 'warning',
  dialects: cloudOnly,
  summary: 'A call of nearly the name of a rule.',
  nodes: {
    Call(call, context) {
      if (context.model.tree?.$type !== 'Rule' && context.model.tree?.$type !== 'Block') return;
      const meant = meantBy(call, context);
      if (meant === undefined) return;
      const { name } = call;
      context.report(name, `No rule and no fact of a test is named ${name.text}. Did you mean ${meant}?`, {
        fixes: [
          { title: `Change to ${meant}`, preferred: true, edits: [{ node: name, at: 'instead', newText: meant }] },
        ],
      });
    },
  },
};

function meantBy({ name, arguments: values }: Call, { policy, suggestions }: StatementContext): string | undefined {
  const { text } = name;
  if (policy.predicates.has(text) || policy.guessed.has(text) || policy.declaredSignatures.has(text)) return undefined;
  // What several rules ask for is meant.
  if (termPredicates.includes(text) || (policy.callers.get(text) ?? 0) > 1 || isFact(text, policy)) return undefined;
  const meant = suggestions.nearest(text);
  if (meant === undefined || !policy.predicates.get(meant)!.hasArity(values.length)) return undefined;
  return isSlip(text, meant) ? meant : undefined;
}

const names = new WeakMap<FileModel, ReadonlySet<string>>();

/** Whether a test or fixture of the policy tells a fact of this name. */
function isFact(name: string, { models }: Snapshot): boolean {
  for (const file of models.values()) {
    let facts = names.get(file);
    if (facts === undefined) {
      facts = new Set(file.statements.flatMap((statement) => statement.facts));
      names.set(file, facts);
    }
    if (facts.has(name)) return true;
  }
  return false;
}

import type { FileModel } from '../model/file-model.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { typeOf } from '../names/variable-types.ts';

type Types = readonly (string | undefined)[];

const known = new WeakMap<FileModel, ReadonlyMap<string, readonly Types[]>>();

/** The types of the facts of a name that tests and fixtures tell, each form of a file once. */
export function* factsTold(name: string, policy: Snapshot): Generator<Types> {
  if (!policy.told.has(name)) return;
  for (const file of policy.models.values()) yield* toldIn(file, policy).get(name) ?? [];
}

function toldIn(file: FileModel, policy: Snapshot): ReadonlyMap<string, readonly Types[]> {
  const before = known.get(file);
  if (before !== undefined) return before;
  const told = new Map<string, Map<string, Types>>();
  for (const { facts, nodes } of file.statements) {
    if (facts.length === 0) continue;
    for (const node of nodes) {
      if (node.$type !== 'Fact') continue;
      // A fact has values only: its types hang on nothing else.
      const types = node.arguments.map((argument) => typeOf(policy, argument));
      const forms = told.get(node.name.text) ?? new Map<string, Types>();
      told.set(node.name.text, forms.set(types.join(), types));
    }
  }
  const made = new Map([...told].map(([name, forms]) => [name, [...forms.values()]]));
  known.set(file, made);
  return made;
}

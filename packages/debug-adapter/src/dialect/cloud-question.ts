import { type CloudProgram, debuggedQuery, type FactStore } from '@polar-tools/evaluator';
import { sentence } from '../faults.ts';
import type { Checked } from '../launch.ts';
import type { Loaded } from '../loaded.ts';
import { loadedCloud } from './loaded-cloud.ts';

/** A question over facts that somebody has: those of a server, as they were when it was asked. */
export interface CloudQuestion {
  readonly program: CloudProgram;
  /** Polar: `allow(User{"anne"}, "read", Folder{"plans"})`. */
  readonly text: string;
  /** They may not change meanwhile. */
  readonly facts: FactStore;
  /** `@current_unix_time`: seconds since 1970. */
  readonly now: number;
}

/** Makes a question ready to be debugged. */
export function cloudQuestion({ program, text, facts, now }: CloudQuestion): Checked<Loaded> {
  const prepared = debuggedQuery(program, text, facts);
  if ('errors' in prepared) return { problems: prepared.errors.map(({ message }) => sentence(message)) };
  const { setup, expression } = prepared;
  return {
    value: loadedCloud(
      { ...setup, now, title: text },
      { asked: expression, queryText: text, isTest: false, inline: undefined },
    ),
  };
}

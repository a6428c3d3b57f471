import type { Files } from './files.ts';
import type { NameStyle } from './name-style.ts';
import { type CheckedPolicy, policiesNamed } from './policy-groups.ts';
import type { Problem, Result } from './problem.ts';

/** A name that stands for nothing that could be looked at, and why. */
export interface PassedOver {
  readonly name: string;
  readonly problems: readonly Problem[];
}

export interface PoliciesFound {
  readonly policies: readonly CheckedPolicy[];
  readonly passedOver: readonly PassedOver[];
}

/**
 * The policies that names stand for (`policiesNamed`), without those names that stand for nothing: a dangling link among others keeps nobody from
 * the others. Where none is left, or where the names are one policy, that is the answer.
 */
export async function policiesFound(
  names: readonly string[],
  together: boolean,
  style: NameStyle,
  files: Files,
): Promise<Result<PoliciesFound>> {
  const all = await policiesNamed(names, together, style, files);
  if ('value' in all) return { value: { policies: all.value, passedOver: [] } };
  if (together || names.length < 2) return all;
  const kept: string[] = [];
  const passedOver: PassedOver[] = [];
  for (const name of names) {
    const one = await policiesNamed([name], false, style, files);
    if ('problems' in one) passedOver.push({ name, problems: one.problems });
    else kept.push(name);
  }
  if (kept.length === 0 || passedOver.length === 0) return all;
  const rest = await policiesNamed(kept, false, style, files);
  return 'problems' in rest ? rest : { value: { policies: rest.value, passedOver } };
}

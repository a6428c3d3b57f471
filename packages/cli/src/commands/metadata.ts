import { policyMetadata } from '@polar-tools/policy';
import type { ExitStatus } from '../exit-status.ts';
import { loadPolicy } from '../load-policy.ts';
import type { Surroundings } from '../surroundings.ts';

/** `polar metadata`: prints a policy's types with their roles, permissions and relations as JSON. */
export async function metadata(paths: readonly string[], surroundings: Surroundings): Promise<ExitStatus> {
  const { policy } = await loadPolicy(paths.length === 0 ? ['.'] : paths, surroundings);
  surroundings.output.write(`${JSON.stringify(policyMetadata(policy), undefined, 2)}\n`);
  return 0;
}

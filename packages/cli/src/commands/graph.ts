import { graphAsJson, graphAsMarkdown, graphAsMermaid, graphAsSvg, roleGraph } from '@polar-tools/graph';
import type { ExitStatus } from '../exit-status.ts';
import { loadPolicy } from '../load-policy.ts';
import type { Surroundings } from '../surroundings.ts';

export interface GraphOptions {
  readonly policy: readonly string[];
  readonly format: 'svg' | 'mermaid' | 'markdown' | 'json';
}

/** `polar graph`: the roles and permissions of a policy's blocks as a picture or as tables. */
export async function graph(
  paths: readonly string[],
  options: GraphOptions,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  const all = [...options.policy, ...paths];
  const { policy } = await loadPolicy(all.length === 0 ? ['.'] : all, surroundings);
  const drawn = roleGraph(policy);
  const { output } = surroundings;
  if (options.format === 'svg') output.write(graphAsSvg(drawn));
  else if (options.format === 'mermaid') output.write(graphAsMermaid(drawn));
  else if (options.format === 'json') output.write(`${JSON.stringify(graphAsJson(drawn), undefined, 2)}\n`);
  else output.write(graphAsMarkdown(drawn));
  return 0;
}

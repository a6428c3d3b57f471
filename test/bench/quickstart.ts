import { readFileSync } from 'node:fs';
import { repositoryRoot } from './places.ts';

/** The Python quickstart's policy, as `examples/quickstart` has it. */
export function quickstartPolicy(): string {
  return readFileSync(new URL('examples/quickstart/main.polar', repositoryRoot), 'utf8');
}

export function quickstartData(): string {
  return readFileSync(new URL('examples/quickstart/data.json', repositoryRoot), 'utf8');
}

/** The decisions that are asked for in turn: direct and inherited roles, a public repository, and refusals. */
export const requests = [
  { user: 'larry', action: 'read', repository: 'gmail', allowed: true },
  { user: 'larry', action: 'delete', repository: 'gmail', allowed: true },
  { user: 'anne', action: 'push', repository: 'react', allowed: true },
  { user: 'anne', action: 'delete', repository: 'react', allowed: false },
  { user: 'graham', action: 'read', repository: 'react', allowed: true },
  { user: 'graham', action: 'push', repository: 'oso', allowed: false },
] as const;

import { type Configuration, createPolicy, type Policy, updatePolicy } from '@polar-tools/policy';
import type { RootFiles } from '@polar-tools/project';
import type { Written } from '../application/written.ts';

/** A policy and where it comes from. */
export interface Root extends RootFiles {
  readonly policy: Policy;
}

/** A policy that is read, and what has been typed since. */
export interface LoadedRoot extends Root {
  policy: Policy;
  /** What the policy was made with; another object means that it has to be made anew. */
  readonly settings: Configuration;
  /** Newer texts than the policy's. */
  readonly pending: Map<string, string>;
  /** What the sources of its application say, once they are read. */
  written?: Written | undefined;
}

/** What a policy is made with. */
export const configurationFor = ({ settings, written }: Pick<LoadedRoot, 'settings' | 'written'>): Configuration =>
  written === undefined ? settings : { ...settings, written };

/** Takes what the sources of a policy's application say of its classes. Answers whether that is news to its checks. */
export function takeWritten(root: LoadedRoot, written: Written | undefined): boolean {
  const before = root.written;
  const now = written?.isEmpty === true ? undefined : written;
  if (before === now || (before !== undefined && now?.saysTheSameAs(before) === true)) return false;
  root.written = now;
  root.policy = updatePolicy(root.policy, [], configurationFor(root));
  return true;
}

/** Brings a policy to the newest texts. A fault of ours is told, and leaves everything but this edit at work. */
export function bringUpToDate(root: LoadedRoot, report: (doing: string, error: unknown) => void): void {
  if (root.pending.size === 0) return;
  const changes = [...root.pending].map(([uri, text]) => ({ uri, text }));
  root.pending.clear();
  try {
    root.policy = updatePolicy(root.policy, changes);
  } catch (error) {
    // Read anew, or else keep the last good policy.
    report('Updating a policy', error);
    const texts = new Map([...root.policy.files].map(([uri, { text }]) => [uri, text]));
    for (const { uri, text } of changes) texts.set(uri, text);
    try {
      root.policy = createPolicy(
        [...texts].map(([uri, text]) => ({ uri, text })),
        configurationFor(root),
      );
    } catch (again) {
      report('Reading a policy anew', again);
    }
  }
}

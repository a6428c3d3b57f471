import type { FactStore, Host } from '@polar-tools/evaluator';
import type { LoadedPolicy } from '@polar-tools/project';

/** Who is told what a command reads, where it is recorded. */
export interface Noting {
  /** The policy: its files in their order, or for tests what names several. */
  policy(uris: readonly string[]): void;
  loaded(policy: Pick<LoadedPolicy, 'policy' | 'configuration'>, factFiles: readonly string[]): void;
  facts(store: FactStore): void;
  /**
   * Objects, and those that are to be used in their place.
   *
   * @param uri of the file that they are from; undefined where an application answers
   */
  objects<Objects extends NotedObjects>(objects: Objects, uri: string | undefined): Objects;
}

export interface NotedObjects {
  readonly host: Host;
  close(): void;
}

import { Failure } from '../failure.ts';

/** Which application answers, as `--host` says it. */
export interface NamedHost {
  readonly kind: 'python' | 'node';
  /** A file's path, or a module's name. */
  readonly module: string;
}

/**
 * Reads `python:app/models.py`.
 *
 * @throws Failure for anything else
 */
export function namedHost(text: string): NamedHost {
  const [, kind, module] = /^(python|node):(.+)$/s.exec(text) ?? [];
  if (kind === undefined || module === undefined) {
    throw new Failure(
      'wrong-use',
      `--host names the application as KIND:MODULE, such as python:app/models.py, and this is ${JSON.stringify(text)}. The kind is python or node.`,
    );
  }
  return { kind: kind as NamedHost['kind'], module };
}

import { pathOfUri } from '@polar-tools/project';
import type { CloudService } from '@polar-tools/serve';
import { Failure } from '../failure.ts';
import { paintFor } from '../report/colour.ts';
import { failureAsText } from '../report/failure.ts';
import type { Surroundings } from '../surroundings.ts';
import { type LoadedServed, loadServed } from './load-served.ts';

/** An editor may write several files, or one in several steps. */
const QUIET = 100;

/**
 * Loads the policy again whenever a file in its folders changes, until the function that it gives is called. One with errors is told, and the policy that
 * was there goes on.
 */
export async function reloadAtChanges(
  paths: readonly string[],
  facts: readonly string[],
  loaded: LoadedServed,
  service: CloudService,
  surroundings: Surroundings,
): Promise<() => void> {
  const { errors } = surroundings;
  let timer: NodeJS.Timeout | undefined;
  let last = loaded.served.text!.src;
  // One after another: of two, the second must win.
  let loading = Promise.resolve();
  const reload = async (): Promise<void> => {
    try {
      const { served, files } = await loadServed(paths, surroundings, facts);
      if (served.text!.src === last) return;
      last = served.text!.src;
      service.replacePolicy(served);
      errors.write(
        `The policy has changed: ${files.length === 1 ? 'its file was' : `its ${files.length} files were`} loaded again.\n`,
      );
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown;
      last = '';
      errors.write(
        `${failureAsText(thrown, paintFor(errors, surroundings.environment), errors.columns ?? 100)}The policy stays as it was before this change.\n`,
      );
    }
  };
  const changed = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      loading = loading
        .then(reload)
        .catch((thrown) => errors.write(`The policy could not be loaded again: ${thrown}\n`) as undefined);
    }, QUIET);
  };
  const stops: (() => void)[] = [];
  await Promise.all(
    loaded.folders.map(
      (folder) =>
        new Promise<void>((ready) => {
          stops.push(
            surroundings.watch(pathOfUri(folder, surroundings.pathStyle), {
              changed,
              ready,
              failed: (reason) => errors.write(`Not all of the policy's folder can be watched: ${reason}\n`),
            }),
          );
        }),
    ),
  );
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
}

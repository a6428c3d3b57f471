import { watch } from 'chokidar';

/** What a run of tests may depend on. */
const WATCHED = /\.(?:polar|json|jsonl|ndjson|csv)$/;

/** Who is told of a watched folder. */
export interface Watching {
  /** A policy, a configuration, data or facts in it or below it has changed. */
  changed(): void;
  /** It is watched from here on. */
  ready(): void;
  /** Some of it cannot be watched, such as where the system allows no more watches. */
  failed(reason: string): void;
}

/** Watches a folder, until the function that this gives is called. */
export function watchFiles(folder: string, { changed, ready, failed }: Watching): () => void {
  const watcher = watch(folder, {
    ignored: (path, stats) =>
      /[\\/](?:node_modules|\.git)(?:[\\/]|$)/.test(path) || (stats?.isFile() === true && !WATCHED.test(path)),
    ignoreInitial: true,
  });
  watcher.on('all', changed);
  watcher.on('ready', ready);
  watcher.on('error', (error) => failed(error instanceof Error ? error.message : String(error)));
  return () => void watcher.close();
}

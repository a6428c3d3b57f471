import { DataHost, type Host, Recorder } from '@polar-tools/evaluator';
import type { NotedObjects, Noting } from './noting.ts';

/** Notes what a command reads and is told. An application lives until the recording is made. */
export class CommandRecorder extends Recorder<Host> implements Noting {
  #close: (() => void) | undefined;

  objects<Objects extends NotedObjects>(objects: Objects, uri: string | undefined): Objects {
    if (objects.host instanceof DataHost || uri !== undefined) {
      this.data(uri);
      return objects;
    }
    this.#close = () => objects.close();
    return { ...objects, host: this.application(objects.host), close: () => {} };
  }

  close(): void {
    this.#close?.();
  }
}

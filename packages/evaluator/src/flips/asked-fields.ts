import { type Host, HostObject, type HostValue, type Question, type Reply } from '../host/host.ts';
import type { DataField } from './data-world.ts';

/** Passes a policy's questions on, and notes which fields it reads, each once, in order. */
export class AskedFields implements Host {
  readonly #host: Host;
  readonly #asked = new Map<HostObject, Set<string>>();
  readonly fields: DataField[] = [];

  constructor(host: Host) {
    this.#host = host;
  }

  get classes(): Host['classes'] {
    return this.#host.classes;
  }

  get builtinClasses(): Host['builtinClasses'] {
    return this.#host.builtinClasses;
  }

  get constants(): Host['constants'] {
    return this.#host.constants;
  }

  classObject(name: string): HostObject | undefined {
    return this.#host.classObject(name);
  }

  describe(object: HostObject): string {
    return this.#host.describe(object);
  }

  inspect(object: HostObject): ReadonlyMap<string, HostValue> | undefined {
    return this.#host.inspect?.(object);
  }

  answer(question: Question): Reply {
    if (question.kind === 'attribute' && question.object instanceof HostObject)
      this.#note(question.object, question.name);
    return this.#host.answer(question);
  }

  #note(object: HostObject, name: string): void {
    let names = this.#asked.get(object);
    if (names === undefined) {
      names = new Set();
      this.#asked.set(object, names);
    }
    if (names.has(name)) return;
    names.add(name);
    this.fields.push({ object, name });
  }
}

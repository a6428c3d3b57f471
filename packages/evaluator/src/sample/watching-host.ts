import type { Host, HostError, HostObject, HostValue, Question, Reply } from '../host/host.ts';
import { HostError as Failed, HostObject as Thing } from '../host/host.ts';

/** Passes a policy's questions on, and notes the fields and methods that nothing has. */
export class WatchingHost implements Host {
  readonly #host: Host;
  readonly #missing: (kind: 'fields' | 'methods', className: string, name: string) => void;

  constructor(host: Host, missing: (kind: 'fields' | 'methods', className: string, name: string) => void) {
    this.#host = host;
    this.#missing = missing;
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
    const reply = this.#host.answer(question);
    if (reply instanceof Failed && (question.kind === 'attribute' || question.kind === 'call'))
      this.#note(question, reply);
    return reply;
  }

  #note({ kind, object, name }: Question & { kind: 'attribute' | 'call' }, { code }: HostError): void {
    if (code !== 'missing-attribute' && code !== 'not-a-method') return;
    if (object instanceof Thing && object.class !== undefined && object.class.isOfClass !== true)
      this.#missing(kind === 'call' ? 'methods' : 'fields', object.class.name, name);
  }
}

import type { Host, HostError, Question, Reply } from '../host/host.ts';
import { HostError as Failed, HostObject as Thing } from '../host/host.ts';
import { PassingHost } from '../host/passing-host.ts';

/** Passes a policy's questions on, and notes the fields and methods that nothing has. */
export class WatchingHost extends PassingHost {
  readonly #missing: (kind: 'fields' | 'methods', className: string, name: string) => void;

  constructor(host: Host, missing: (kind: 'fields' | 'methods', className: string, name: string) => void) {
    super(host);
    this.#missing = missing;
  }

  override answer(question: Question): Reply {
    const reply = this.host.answer(question);
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

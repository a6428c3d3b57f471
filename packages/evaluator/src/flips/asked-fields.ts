import { HostObject, type Question, type Reply } from '../host/host.ts';
import { PassingHost } from '../host/passing-host.ts';
import type { DataField } from './data-world.ts';
import { mixedComparison } from './mixed-comparisons.ts';

/** Passes a policy's questions on, and notes which fields it reads, each once, in order. */
export class AskedFields extends PassingHost {
  readonly #asked = new Map<HostObject, Set<string>>();
  readonly fields: DataField[] = [];
  /** Where an object is asked to be greater or less than what has another kind. */
  readonly mixed = new Set<string>();

  override answer(question: Question): Reply {
    if (question.kind === 'attribute' && question.object instanceof HostObject)
      this.#note(question.object, question.name);
    const mixed = mixedComparison(question);
    if (mixed !== undefined) this.mixed.add(mixed);
    return this.host.answer(question);
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

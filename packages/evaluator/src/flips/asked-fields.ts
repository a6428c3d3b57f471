import { Dictionary, HostObject, type Question, type Reply } from '../host/host.ts';
import { PassingHost } from '../host/passing-host.ts';
import type { DataField, Fielded } from './data-world.ts';
import { mixedComparison } from './mixed-comparisons.ts';

/** Entries of dictionaries that are noted. */
const MOST_ENTRIES = 500;

/** Passes a policy's questions on, and notes which fields it reads, each once, in order; of a dictionary, which it reads without a question, all entries. */
export class AskedFields extends PassingHost {
  readonly #asked = new Map<Fielded, Set<string>>();
  readonly fields: DataField[] = [];
  #entries = 0;
  /** Where an object is asked to be greater or less than what has another kind. */
  readonly mixed = new Set<string>();

  override answer(question: Question): Reply {
    if (question.kind === 'attribute' && question.object instanceof HostObject)
      this.#note(question.object, question.name);
    const mixed = mixedComparison(question);
    if (mixed !== undefined) this.mixed.add(mixed);
    const reply = this.host.answer(question);
    if (question.kind === 'attribute') this.#noteEntries(reply);
    return reply;
  }

  #noteEntries(value: unknown): void {
    if (Array.isArray(value)) for (const member of value as readonly unknown[]) this.#noteEntries(member);
    if (!(value instanceof Dictionary) || this.#asked.has(value)) return;
    for (const [name, entry] of value.fields) {
      if (++this.#entries > MOST_ENTRIES) return;
      this.#note(value, name);
      this.#noteEntries(entry);
    }
  }

  #note(object: Fielded, name: string): void {
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

import type { CloudValue, Fact } from '../facts/value.ts';
import type { ApplicationRecord, RecordedQuestionPart, RecordedValue } from './application-record.ts';

/**
 * Puts placeholders in the place of values: the same one for the same value wherever it stands, so that what was equal is equal. Numbers keep their order among
 * one another, where all are met before any is replaced.
 */
export class Redaction {
  readonly names: ReadonlySet<string>;
  /** Those of which there was something. */
  readonly used = new Set<string>();
  readonly #texts = new Map<string, string>();
  readonly #numbers = new Set<number>();
  #ranks: ReadonlyMap<number, number> | undefined;

  constructor(names: Iterable<string>) {
    this.names = new Set(names);
  }

  /** Whether a name is one of them, which is noted. */
  has(name: string): boolean {
    if (this.names.has(name)) this.used.add(name);
    return this.names.has(name);
  }

  /** Takes note of a value that will be replaced. */
  meet(value: unknown): void {
    if (typeof value === 'string') this.text(value);
    else if (typeof value === 'number') this.#numbers.add(value);
    else if (Array.isArray(value)) for (const one of value) this.meet(one);
    else if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) this.meet(one);
  }

  text(value: string): string {
    let placeholder = this.#texts.get(value);
    if (placeholder === undefined) {
      placeholder = `redacted-${this.#texts.size + 1}`;
      this.#texts.set(value, placeholder);
    }
    return placeholder;
  }

  number(value: number): number {
    this.#ranks ??= new Map([...this.#numbers].sort((a, b) => a - b).map((one, rank) => [one, rank + 1]));
    return this.#ranks.get(value) ?? 0;
  }

  /** What a printed line says with placeholders: the longest values first, as one may lie in another. */
  line(text: string): string {
    const values = [...this.#texts.keys()].filter((value) => value !== '').sort((a, b) => b.length - a.length);
    if (values.length === 0) return text;
    const escaped = values.map((value) => value.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'));
    const any = new RegExp(`(?<![\\p{L}\\p{N}_-])(?:${escaped.join('|')})(?![\\p{L}\\p{N}_-])`, 'gu');
    return text.replaceAll(any, (value) => this.text(value));
  }
}

/** Facts of the predicates that are named: all their values but for the types. Objects keep being the same objects wherever they stand. */
export function redactFacts(facts: readonly Fact[], redaction: Redaction): readonly Fact[] {
  const { names } = redaction;
  const redacted = new Map<string, string>();
  const key = ({ type, id }: CloudValue): string => `${type}\n${id}`;
  for (const { predicate, arguments: values } of facts)
    if (redaction.has(predicate))
      for (const value of values)
        if (value.type === 'Integer') redaction.meet(Number(value.id));
        else if (value.type !== 'Boolean') redacted.set(key(value), redaction.text(value.id));
  // A value that is secret in one fact is no less so in another.
  const replaced = (value: CloudValue, isNamed: boolean): CloudValue => {
    if (value.type === 'Integer') return isNamed ? { ...value, id: String(redaction.number(Number(value.id))) } : value;
    const id = redacted.get(key(value));
    return id === undefined ? value : { ...value, id };
  };
  return facts.map(({ predicate, arguments: values }) => ({
    predicate,
    arguments: values.map((value) => replaced(value, names.has(predicate))),
  }));
}

/** Words of the data format, which are no values. */
const isFormat = (key: string): boolean => key.startsWith('$');

/** A data file: what the fields of these names hold. */
export function redactData(text: string, redaction: Redaction): string {
  const data: unknown = JSON.parse(text);
  const walk = (value: unknown, isNamed: boolean, change: (value: string | number) => unknown): unknown => {
    if (Array.isArray(value)) return value.map((one) => walk(one, isNamed, change));
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(
        Object.entries(value).map(([key, one]) => [
          key,
          isFormat(key) ? one : walk(one, redaction.has(key) || isNamed, change),
        ]),
      );
    if (!isNamed) return value;
    // What is true or false, or nothing, would say it by any other word.
    return typeof value === 'string' || typeof value === 'number' ? change(value) : null;
  };
  const { objects, ...rest } = data as { readonly objects?: unknown };
  walk(objects, false, (value) => redaction.meet(value));
  const redacted = walk(objects, false, (value) =>
    typeof value === 'string' ? redaction.text(value) : redaction.number(value),
  );
  return `${JSON.stringify({ ...rest, ...(objects !== undefined && { objects: redacted }) }, undefined, 2)}\n`;
}

/** What an application said of attributes and methods of these names; how objects look is not told any more. */
export function redactApplication(record: ApplicationRecord, redaction: Redaction): ApplicationRecord {
  const { names } = redaction;
  const isNamed = ([kind, , name]: readonly unknown[]): boolean =>
    (kind === 'attribute' || kind === 'call') && redaction.has(String(name));
  const secret = new Set<string>();
  const leaves = (value: RecordedValue): void => {
    if (typeof value === 'string') {
      secret.add(value);
      redaction.text(value);
    } else if (typeof value === 'number') redaction.meet(value);
    else if (Array.isArray(value)) for (const one of value as readonly RecordedValue[]) leaves(one);
    else if (typeof value === 'object' && 'dictionary' in value)
      for (const one of Object.values(value.dictionary)) leaves(one);
  };
  for (const [asked, reply] of record.replies) if (isNamed(asked) && 'value' in reply) leaves(reply.value);
  for (const { inside = {} } of record.objects)
    for (const [name, value] of Object.entries(inside)) if (redaction.has(name)) leaves(value);
  /** @param all numbers, too */
  const replaced = (value: RecordedValue, all: boolean): RecordedValue => {
    if (typeof value === 'string') return secret.has(value) ? redaction.text(value) : value;
    if (typeof value === 'number') return all ? redaction.number(value) : value;
    if (typeof value !== 'object') return all ? { object: 'nil' } : value;
    if (Array.isArray(value)) return (value as readonly RecordedValue[]).map((one) => replaced(one, all));
    if ('dictionary' in value)
      return {
        dictionary: Object.fromEntries(Object.entries(value.dictionary).map(([key, one]) => [key, replaced(one, all)])),
      };
    return value;
  };
  const everywhere = (values: Readonly<Record<string, RecordedValue>>): Readonly<Record<string, RecordedValue>> =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, replaced(value, false)]));
  const inQuestion = (asked: readonly RecordedQuestionPart[]): readonly RecordedQuestionPart[] => {
    const { values, keywords } = VALUES_IN[String(asked[0])] ?? { values: [], keywords: -1 };
    return asked.map((part, at) => {
      if (part === null) return part;
      if (at === keywords) return everywhere(part as Readonly<Record<string, RecordedValue>>);
      return values.includes(at) ? replaced(part as RecordedValue, false) : part;
    });
  };
  return {
    ...record,
    objects: record.objects.map(({ class: number, inside }, at) => ({
      ...(number !== undefined && { class: number }),
      shown: `${number === undefined ? 'object' : record.classes[number]!.name} #${at}`,
      ...(inside && {
        inside: Object.fromEntries(
          Object.entries(inside).map(([name, value]) => [name, replaced(value, names.has(name))]),
        ),
      }),
    })),
    constants: everywhere(record.constants),
    globals: everywhere(record.globals),
    replies: record.replies.map(([asked, reply]) => [
      inQuestion(asked),
      'value' in reply ? { value: replaced(reply.value, isNamed(asked)) } : reply,
    ]),
  };
}

/** Where values stand in each kind of question. */
const VALUES_IN: Readonly<Record<string, { readonly values: readonly number[]; readonly keywords: number }>> = {
  attribute: { values: [1], keywords: -1 },
  call: { values: [1, 3], keywords: 4 },
  construct: { values: [2], keywords: 3 },
  'is-instance': { values: [1], keywords: -1 },
  'is-more-specific': { values: [1], keywords: -1 },
  compare: { values: [2, 3], keywords: -1 },
  next: { values: [1], keywords: -1 },
};

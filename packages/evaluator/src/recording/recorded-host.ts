import { type BuiltinClasses, type Host, HostError, NO_MORE, type Question, type Reply } from '../host/host.ts';
import { type HostClass, HostObject, type HostValue, MISSING, NIL, type UnboundArgument } from '../terms/host-value.ts';
import {
  type ApplicationRecord,
  Numbering,
  type RecordedReply,
  type RecordedValue,
  recordedQuestion,
  valueRecorded,
} from './application-record.ts';

/** Answers by what an application said once: it starts nothing, and knows nothing else. */
export class RecordedHost implements Host {
  readonly classes: ReadonlyMap<string, HostClass>;
  readonly builtinClasses: BuiltinClasses;
  readonly constants: ReadonlyMap<string, HostValue>;
  readonly failsOnMissing: boolean;
  readonly howToRegister = 'The application that was recorded has no class of this name.';
  readonly queryNames: readonly string[];
  readonly #record: ApplicationRecord;
  readonly #numbering = new Numbering();
  readonly #objects: readonly HostObject[];
  readonly #globals: ReadonlyMap<string, HostValue>;
  /** Values of the application that were not met. */
  readonly #strangers = new Map<string, HostObject>();
  /** What was replied to a question, in order: an application may change its mind. */
  readonly #replies = new Map<string, RecordedReply[]>();

  constructor(record: ApplicationRecord) {
    this.#record = record;
    const classes = record.classes.map(({ name, isOfClass }) => ({
      name,
      ancestry: [] as HostClass[],
      fields: new Map(),
      ...(isOfClass && { isOfClass }),
    }));
    for (const [at, { order }] of record.classes.entries())
      classes[at]!.ancestry.push(...order.flatMap((number) => classes[number] ?? []));
    this.classes = new Map(classes.flatMap((one, at) => (record.classes[at]!.named ? [[one.name, one] as const] : [])));
    this.builtinClasses = record.builtin;
    this.failsOnMissing = record.failsOnMissing;
    this.#objects = record.objects.map(({ class: number }, at) => {
      const object = new HostObject(number === undefined ? undefined : classes[number], { number: at });
      this.#numbering.numberOf(object);
      return object;
    });
    this.constants = this.#all(record.constants);
    this.#globals = this.#all(record.globals);
    this.queryNames = record.names;
    for (const [asked, reply] of record.replies) {
      const key = JSON.stringify(asked);
      const known = this.#replies.get(key);
      if (known === undefined) this.#replies.set(key, [reply]);
      else known.push(reply);
    }
  }

  queryConstant(name: string): HostValue | undefined {
    const known = this.#globals.get(name);
    if (known !== undefined || !this.queryNames.includes(name)) return known;
    // It is something, and no variable: whatever is asked of it was not recorded.
    const stranger = this.#strangers.get(name) ?? new HostObject(undefined, { name });
    this.#strangers.set(name, stranger);
    return stranger;
  }

  classObject(name: string): HostObject | undefined {
    const value = this.#record.classObjects[name];
    const object = value === undefined ? undefined : this.#value(value);
    return object instanceof HostObject ? object : undefined;
  }

  describe(object: HostObject): string {
    if (object === NIL) return 'nil';
    if (object === MISSING) return 'missing';
    return this.#record.objects[this.#numbering.numberOf(object)]?.shown ?? 'an object that was not recorded';
  }

  inspect(object: HostObject): ReadonlyMap<string, HostValue> | undefined {
    if (object === NIL || object === MISSING) return undefined;
    const inside = this.#record.objects[this.#numbering.numberOf(object)]?.inside;
    return inside && this.#all(inside);
  }

  answer(question: Question): Reply {
    const variables: UnboundArgument[] = [];
    const asked = recordedQuestion(question, this.#numbering, variables);
    const replies = this.#replies.get(JSON.stringify(asked));
    if (replies === undefined) return unrecorded(question);
    // The last one stays.
    const reply = replies.length > 1 ? replies.shift()! : replies[0]!;
    if ('error' in reply) return new HostError(...reply.error);
    return 'end' in reply ? NO_MORE : this.#value(reply.value, variables);
  }

  #all(values: Readonly<Record<string, RecordedValue>>): ReadonlyMap<string, HostValue> {
    return new Map(Object.entries(values).map(([name, value]) => [name, this.#value(value)]));
  }

  #value(value: RecordedValue, variables: readonly UnboundArgument[] = []): HostValue {
    return valueRecorded(value, (number) => this.#objects[number] ?? MISSING, variables);
  }
}

function unrecorded(question: Question): HostError {
  const what = 'name' in question ? `.${question.name}` : 'class' in question ? question.class : question.kind;
  return new HostError(
    'exception',
    'not-recorded',
    `The application was not asked for ${what} when this was recorded, so nobody knows what it would say.`,
  );
}

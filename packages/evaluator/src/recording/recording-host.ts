import { type Answering, type HostDescription, HostError, NO_MORE, type Question, type Reply } from '../host/host.ts';
import type { HostObject, HostValue, UnboundArgument } from '../terms/host-value.ts';
import {
  type ApplicationRecord,
  Numbering,
  type RecordedObject,
  type RecordedQuestionPart,
  type RecordedReply,
  type RecordedValue,
  recordedQuestion,
  recordedValue,
} from './application-record.ts';

/** Objects of which it is written down how they look. */
const MOST_SHOWN = 5_000;

/** Writes down what a host answers. */
export class ApplicationRecorder {
  readonly #host: HostDescription;
  readonly #numbering = new Numbering();
  readonly #globals = new Map<string, HostValue>();
  readonly #classObjects = new Map<string, HostObject>();
  readonly #replies: (readonly [readonly RecordedQuestionPart[], RecordedReply])[] = [];
  readonly #known = new Set<string>();

  constructor(host: HostDescription) {
    this.#host = host;
  }

  /** The same host, of which everything is written down. */
  recorded<T extends HostDescription & Answering>(host: T): T {
    return new Proxy(host, {
      get: (target, name) => {
        if (name === 'answer')
          return (question: Question) => {
            const reply = target.answer(question);
            if (!(reply instanceof Promise)) return this.#noted(question, reply);
            return reply.then((settled) => this.#noted(question, settled));
          };
        if (name === 'queryConstant' && target.queryConstant !== undefined)
          return (word: string) => {
            const value = target.queryConstant!(word);
            if (value !== undefined) this.#globals.set(word, value);
            return value;
          };
        if (name === 'classObject')
          return (word: string) => {
            const value = target.classObject(word);
            if (value !== undefined) this.#classObjects.set(word, value);
            return value;
          };
        const member: unknown = Reflect.get(target, name, target);
        return typeof member === 'function' ? member.bind(target) : member;
      },
    });
  }

  #noted(question: Question, reply: Reply): Reply {
    const variables: UnboundArgument[] = [];
    const asked = recordedQuestion(question, this.#numbering, variables);
    const said: RecordedReply =
      reply instanceof HostError
        ? { error: [reply.kind, reply.code, reply.message] }
        : reply === NO_MORE
          ? { end: true }
          : { value: recordedValue(reply, this.#numbering, variables) };
    const key = JSON.stringify([asked, said]);
    // The same said again says nothing.
    if (!this.#known.has(key)) {
      this.#known.add(key);
      this.#replies.push([asked, said]);
    }
    return reply;
  }

  /** All of it. Asks the host how its objects look. */
  record(): ApplicationRecord {
    const host = this.#host;
    const numbering = this.#numbering;
    for (const one of host.classes.values()) numbering.classNumber(one);
    const value = (one: HostValue): RecordedValue => recordedValue(one, numbering, []);
    const all = (values: Iterable<readonly [string, HostValue]>): Record<string, RecordedValue> =>
      Object.fromEntries([...values].map(([name, one]) => [name, value(one)]));
    const constants = all(host.constants);
    const globals = all(this.#globals);
    const classObjects = all(this.#classObjects);
    const seen = numbering.objects.length;
    const objects: RecordedObject[] = [];
    for (let at = 0; at < numbering.objects.length; at++) {
      const object = numbering.objects[at]!;
      const isShown = at < MOST_SHOWN;
      const inside = isShown && at < seen ? host.inspect(object) : undefined;
      objects.push({
        ...(object.class !== undefined && { class: numbering.classNumber(object.class) }),
        shown: isShown ? host.describe(object) : `${object.class?.name ?? 'object'} #${at}`,
        ...(inside !== undefined && { inside: all(inside) }),
      });
    }
    const named = new Set(host.classes.values());
    const classes = numbering.classes.map((one) => ({
      name: one.name,
      order: one.ancestry.map((above) => numbering.classNumber(above)),
      ...(one.isOfClass === true && ({ isOfClass: true } as const)),
      named: named.has(one) && host.classes.get(one.name) === one,
    }));
    return {
      classes,
      builtin: host.builtinClasses,
      failsOnMissing: host.failsOnMissing === true,
      constants,
      globals,
      names: host.queryNames ?? [],
      classObjects,
      objects,
      replies: this.#replies,
    };
  }
}

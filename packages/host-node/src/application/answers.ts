import { stderr } from 'node:process';
import {
  type HostClass,
  HostError,
  HostObject,
  type HostValue,
  type Iterations,
  JavaScriptHost,
  NIL,
  NO_MORE,
  type Question,
  type Reply,
  type UnboundArgument,
} from '@polar-tools/evaluator';
import { type Greeting, read, type Wire, type WireObject, write } from '@polar-tools/host-python';
import type { LoadedApplication } from './load-application.ts';
import { shown } from './shown.ts';
import { TELL_AFTER, type Watched } from './watched.ts';

/** What is sent back: a value, an error, or that there is no more. */
type Sent = readonly [0, Wire] | readonly [1, string, string, string] | readonly [2];

/** A question as it comes: its kind, and what it is about. */
type Asked = readonly [string, ...unknown[]];

export interface Answers {
  /** What is said first. */
  readonly greeting: Greeting;
  /** The answer to a question, once it is there; undefined where none is wanted. */
  to(asked: Asked): Promise<Sent | undefined>;
}

/** How the application's code is run. */
export interface Run {
  /** Milliseconds that a promise may take; 0: any. */
  readonly patience: number;
  /** Who looks at the time that its code takes, and is told where it waits; undefined where nobody does. */
  readonly watched?: Watched | undefined;
  /** The URL of the program that runs it: an error's trace ends there. */
  readonly own?: string | undefined;
}

/**
 * Answers questions as they come over the wire from an application's objects. The questions and their answers are those of
 * `packages/host-python/python/polar_host/answers.py`.
 *
 * @param shows whether each object is passed with how it is shown, and what is stored in it: for a debugger
 */
export function answersOf(
  { classes, names, constants, registered }: LoadedApplication,
  run: Run,
  shows = false,
): Answers {
  const host = new JavaScriptHost({ classes });
  const objects = new NumberedObjects(host, shows);
  const greeting: Greeting = {
    polar: 1,
    classes: toldClasses(host),
    builtin: host.builtinClasses,
    constants: [...constants.keys()],
    names: [...names.keys()],
    registered,
  };
  return { greeting, to: answering(host, objects, new Map([...names, ...constants]), run) };
}

/** The classes as the other side is told of them: the built-in ones, which some extend, have no number. */
export function toldClasses({ classes }: JavaScriptHost): Greeting['classes'] {
  const numbered = [...classes.values()];
  return numbered.map(({ name, ancestry }) => ({
    name,
    order: ancestry.map((one) => numbered.indexOf(one)).filter((at) => at >= 0),
  }));
}

/** The application's objects by the numbers that the other side knows. */
export class NumberedObjects {
  readonly #host: JavaScriptHost;
  readonly #classes: readonly HostClass[];
  readonly #objects = new Map<number, HostObject>();
  readonly #numbers = new Map<HostObject, number>();
  #last = 0;
  /** Whether an object is passed with how it is shown, and with what is stored in it. */
  readonly #shows: boolean;

  constructor(host: JavaScriptHost, shows: boolean) {
    this.#host = host;
    this.#classes = [...host.classes.values()];
    this.#shows = shows;
  }

  readonly write = (object: HostObject): Wire => this.#written(object, 1);

  // A question says the number alone.
  readonly read = (object: WireObject | number): HostObject => this.#objects.get(Number(object)) ?? NIL;

  forget(numbers: readonly number[]): void {
    for (const number of numbers) {
      const object = this.#objects.get(number);
      this.#objects.delete(number);
      if (object !== undefined) this.#numbers.delete(object);
    }
  }

  /** What extends a built-in class is an instance of that, too, which no order of numbers says: it has none, and the application is asked. */
  #numberOf(of: HostClass | undefined): number | null {
    if (of === undefined || !of.ancestry.every((one) => this.#classes.includes(one))) return null;
    const at = this.#classes.indexOf(of);
    return at < 0 ? null : at;
  }

  #written(object: HostObject, depth: number): Wire {
    if (object === NIL) return null;
    let number = this.#numbers.get(object);
    if (number === undefined) {
      number = ++this.#last;
      this.#numbers.set(object, number);
      this.#objects.set(number, object);
    }
    const known = [number, this.#numberOf(object.class)] as const;
    if (!this.#shows) return { o: known };
    const fields = [...(this.#host.inspect(object) ?? [])].slice(0, MOST_FIELDS);
    const inside =
      depth === 0
        ? fields.map(([name]) => name)
        : Object.fromEntries(
            fields.map(([name, one]) => [name, write(shortened(one), [], (inner) => this.#written(inner, depth - 1))]),
          );
    return { o: [...known, shown(object.value), inside] };
  }
}

/** Fields of an object, and members of a list, that are passed unasked. */
const MOST_FIELDS = 100;

const shortened = (value: HostValue): HostValue => (Array.isArray(value) ? value.slice(0, MOST_FIELDS) : value);

/** Answers the questions of one run. */
export function answering(
  host: JavaScriptHost,
  objects: NumberedObjects,
  names: ReadonlyMap<string, unknown>,
  run: Run,
): Answers['to'] {
  const { watched } = run;
  const { write: ofObject, read: withNumber } = objects;
  const iterations: Iterations = new Map();
  return async (asked: Asked): Promise<Sent | undefined> => {
    const [kind, first, second, third] = asked;
    const variables: UnboundArgument[] = [];
    const value = (one: unknown): HostValue => read(one as Wire, withNumber, variables);
    const answer = (reply: Reply): Sent => {
      if (reply instanceof HostError) return [1, reply.kind, reply.code, told(reply, run.own)];
      return reply === NO_MORE ? [2] : [0, write(reply, variables, ofObject)];
    };
    if (kind === 'z') {
      objects.forget(first as number[]);
      return undefined;
    }
    try {
      if (kind === 'k' || kind === 'g') return answer(host.shownAs(await names.get(first as string)));
      if (kind === 't') return answer(host.classObject(first as string) ?? NIL);
      const object = value(first);
      if (kind === 'r') return [0, object instanceof HostObject ? shown(object.value) : String(object)];
      if (kind === 'f')
        return [
          0,
          {
            d: Object.fromEntries(
              [...(fieldsOf(host, object) ?? [])].map(([name, one]) => [name, write(one, [], ofObject)]),
            ),
          },
        ];
      const question = questionOf(kind, object, first, second, third, asked[4], value);
      const ask = () => {
        const reply = host.answer(question, iterations);
        return reply instanceof Promise ? within(reply, question, run) : reply;
      };
      return answer(await (watched === undefined ? ask() : watched.run(ask)));
    } catch (thrown) {
      return [1, 'exception', 'exception', thrownText(thrown, run.own)];
    }
  };
}

const fieldsOf = (host: JavaScriptHost, object: HostValue): ReadonlyMap<string, HostValue> | undefined =>
  object instanceof HostObject ? host.inspect(object) : undefined;

/** What the application threw, with where it did; what Polar itself says of it has no such place. */
const told = ({ message, cause }: HostError, own: string | undefined): string =>
  cause instanceof Error && cause.stack !== undefined ? thrownText(cause, own) : message;

/** An error with its trace, as far as that is the application's. */
function thrownText(thrown: unknown, own: string | undefined): string {
  if (!(thrown instanceof Error)) return String(thrown);
  // With none of the application's code on the way: it is what was to be given.
  if (thrown instanceof RangeError && own !== undefined && !comesFromElsewhere(thrown, own))
    return `${thrown.name}: an array that contains itself, or lies too deep in others, cannot be given to a policy.`;
  const lines = (thrown.stack ?? thrown.message).split('\n');
  const end = own === undefined ? -1 : lines.findIndex((line) => /^ +at /.test(line) && line.includes(own));
  if (end < 0) return lines.join('\n');
  // How it was called: by `Reflect`.
  const last = lines.slice(0, end).findLastIndex((line) => !/^ +at .*\(<anonymous>\)$/.test(line));
  return lines.slice(0, last + 1).join('\n');
}

const comesFromElsewhere = ({ stack = '' }: Error, own: string): boolean =>
  stack.split('\n').some((line) => /^ +at /.test(line) && !line.includes(own) && !line.endsWith('(<anonymous>)'));

function questionOf(
  kind: string,
  object: HostValue,
  first: unknown,
  second: unknown,
  third: unknown,
  keywords: unknown,
  value: (one: unknown) => HostValue,
): Question {
  const all = (many: unknown): HostValue[] => (many as unknown[]).map(value);
  const named = (given: unknown) =>
    given === null || given === undefined
      ? undefined
      : new Map(Object.entries(given as object).map(([key, one]) => [key, value(one)]));
  switch (kind) {
    case 'a':
      return { kind: 'attribute', object, name: second as string };
    case 'c':
      return { kind: 'call', object, name: second as string, args: all(third), keywords: named(keywords) };
    case 'n':
      return { kind: 'construct', class: first as string, args: all(second), keywords: named(third) };
    case 'i':
      return { kind: 'is-instance', object: object as HostObject, class: second as string };
    case 's':
      return { kind: 'is-more-specific', object: object as HostObject, left: second as string, right: third as string };
    case 'b':
      return { kind: 'is-subclass', left: first as string, right: second as string };
    case 'x':
      return { kind: 'next', object: object as HostObject, iteration: second as number, index: third as number };
    default:
      return { kind: 'compare', operator: first as '==', left: value(second), right: value(third) };
  }
}

/** A promise of the application, as long as somebody is willing to wait for it. */
async function within(reply: Promise<Reply>, question: Question, { patience, watched }: Run): Promise<Reply> {
  const timers: ReturnType<typeof setTimeout>[] = [];
  const after = (milliseconds: number, act: () => void) => timers.push(setTimeout(act, milliseconds));
  if (watched !== undefined)
    after(TELL_AFTER, () => stderr.write(`Waiting for the application: ${named(question)}. Ctrl-C ends it.\n`));
  const late = new Promise<Reply>((resolve) => {
    const message = `The application did not answer within ${patience / 1000} s: ${named(question)}.`;
    if (patience !== 0) after(patience, () => resolve(new HostError('exception', 'too-slow', message)));
  });
  try {
    return await Promise.race([reply, late]);
  } finally {
    for (const timer of timers) clearTimeout(timer);
  }
}

/** What a promise is of, for people. */
function named(question: Question): string {
  switch (question.kind) {
    case 'attribute':
      return `a promise of ${question.name}`;
    case 'call':
      return `a promise of ${question.name}()`;
    case 'construct':
      return `a promise of new ${question.class}()`;
    default:
      return "a promise of an object's members";
  }
}

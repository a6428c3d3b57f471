import { type Begun, type Own, read, type ToApplication, type Wire, write } from '@polar-tools/host-python';
import { type Answers, answering } from '../application/answers.ts';
import { shown } from '../application/shown.ts';
import { differenceOf, type Theirs, UNKNOWN } from './comparing.ts';
import type { Editor, Known } from './editor.ts';
import { isTerm, type QueryOpts } from './registered.ts';

/** Milliseconds after which an editor is told that the application takes long, and after which it is given up. */
const TELL_AFTER = 2_000;
const ALLOWED = 10_000;

const LEFT: Theirs = { kind: 'left' };

/** What is asked, without who asks. */
type Question = Omit<Begun, 'label' | 'thread' | 'task'>;

type Message = Exclude<ToApplication, { readonly token: string }>;

/** One question to the policy: what the editor's evaluator makes of it, and what the application's own engine says. */
export class Decision {
  readonly number: number;
  readonly #editor: Editor;
  readonly #known: Known;
  readonly #question: Question;
  readonly #label: string;
  readonly #answer: Answers['to'];
  readonly #inbox: Message[] = [];
  #wake: (() => void) | undefined;

  private constructor(editor: Editor, number: number, known: Known, question: Question) {
    this.#editor = editor;
    this.number = number;
    this.#known = known;
    this.#question = question;
    this.#label = labelHere();
    this.#answer = answering(known.host, known.objects, new Map(), { patience: ALLOWED });
  }

  /** Why it cannot be told to an editor, where that is so. */
  static of(editor: Editor, number: number, known: Known, q: unknown, opts: QueryOpts | undefined): Decision | string {
    const question = questionOf(known, q, opts);
    return typeof question === 'string' ? question : new Decision(editor, number, known, question);
  }

  take(message: Message): void {
    this.#inbox.push(message);
    this.#wake?.();
  }

  gone(): void {
    this.take(['leave', this.number]);
  }

  /** The answers of `own`, each once the editor has come to one as well. */
  async *answers(
    own: AsyncGenerator<Map<string, unknown>, void, undefined>,
  ): AsyncGenerator<Map<string, unknown>, void, undefined> {
    const editor = this.#editor;
    editor.began(this);
    editor.send(['begin', this.number, { ...this.#question, label: this.#label, thread: 'main', task: null }]);
    let isLeft = false;
    try {
      for (;;) {
        const theirs: Theirs = isLeft ? LEFT : await this.#theirs();
        let answer: IteratorResult<Map<string, unknown>, void>;
        try {
          answer = await own.next();
        } catch (error) {
          this.#tell(theirs, { kind: 'error', message: error instanceof Error ? error.message : String(error) });
          throw error;
        }
        if (answer.done === true) {
          this.#tell(theirs, { kind: 'done' });
          return;
        }
        isLeft = this.#tell(theirs, { kind: 'answer', values: answer.value });
        yield answer.value;
        if (!isLeft) editor.send(['next', this.number]);
      }
    } finally {
      await own.return();
      editor.ended(this);
      editor.send(['end', this.number]);
    }
  }

  /** What the editor comes to. One whose messages cannot be read has left. */
  async #theirs(): Promise<Theirs> {
    try {
      return await this.#heard();
    } catch (error) {
      this.#editor.refuse(error);
      return LEFT;
    }
  }

  /** Answers for the application's objects, until the editor has an answer or has none. */
  async #heard(): Promise<Theirs> {
    const { host, objects } = this.#known;
    for (;;) {
      const message = this.#inbox.shift();
      if (message === undefined) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        this.#wake = undefined;
        continue;
      }
      switch (message[0]) {
        case 'ask':
          this.#editor.send(['reply', this.number, await this.#reply(message[2])]);
          break;
        case 'answer': {
          const values = Object.entries(message[2]).map(
            ([name, wire]) => [name, read(wire, objects.read, [])] as const,
          );
          return {
            kind: 'answer',
            values: new Map(
              values.map(([name, value]) => [name, isVariable(message[2][name]) ? UNKNOWN : host.toJavaScript(value)]),
            ),
          };
        }
        case 'done':
          return { kind: 'done' };
        case 'error':
          return { kind: 'error', message: message[2] };
        default:
          return LEFT;
      }
    }
  }

  async #reply(question: readonly unknown[]): Promise<unknown> {
    const slow = setTimeout(() => {
      const about =
        question[0] === 'a'
          ? `the attribute ${question[2]}`
          : question[0] === 'c'
            ? `the method ${question[2]}`
            : 'a promise';
      this.#editor.send(['waiting', this.number, `Waiting for the application: ${about}.`]);
    }, TELL_AFTER).unref();
    try {
      return await this.#answer(question as Parameters<Answers['to']>[0]);
    } finally {
      clearTimeout(slow);
    }
  }

  /** Tells the editor what the application's own engine says, and whether that is something else. True where it has left this question. */
  #tell(theirs: Theirs, own: Exclude<Theirs, { kind: 'left' }>): boolean {
    if (theirs.kind === 'left') return true;
    const difference = differenceOf(theirs, own);
    this.#editor.send(['own', this.number, asOwn(own), difference ?? null]);
    return difference !== undefined || theirs.kind !== 'answer';
  }
}

const isVariable = (wire: Wire | undefined): boolean => typeof wire === 'object' && wire !== null && 'v' in wire;

function asOwn(own: Exclude<Theirs, { kind: 'left' }>): Own {
  if (own.kind === 'error') return { error: own.message };
  return own.kind === 'done'
    ? { done: true }
    : { answer: Object.fromEntries([...own.values].map(([name, value]) => [name, shown(value)])) };
}

function questionOf(known: Known, q: unknown, opts: QueryOpts | undefined): Question | string {
  const { host, objects, version } = known;
  const conditions = opts?.acceptExpression === true;
  const written = (value: unknown): Wire => write(host.toPolar(value), [], objects.write);
  try {
    const bindings: Record<string, Wire | { isa: string }> = {};
    for (const [name, value] of opts?.bindings ?? []) {
      const isa = classOf(value);
      if (isa === undefined && isTerm(value, 'Expression'))
        return 'A query with a constraint of its own is not debugged.';
      bindings[name] = isa === undefined ? written(value) : { isa };
    }
    if (typeof q === 'string') return { version, text: q, bindings, conditions };
    if (!isTerm(q, 'Predicate')) return 'A query that is no call is not debugged.';
    const args = q.args as readonly unknown[];
    if (args.some((arg) => isTerm(arg, 'Expression', 'Pattern', 'Predicate')))
      return 'A query with an operation among its arguments is not debugged.';
    const all = args.map((arg): Wire => (isTerm(arg, 'Variable') ? { v: [String(arg.name), 0] } : written(arg)));
    return { version, name: String(q.name), args: all, bindings, conditions };
  } catch (error) {
    return `A query cannot be shown, and is not debugged: ${error instanceof Error ? error.message : error}`;
  }
}

/** Of `authorizedQuery` and its like: that a variable is of a class. */
function classOf(value: unknown): string | undefined {
  if (!isTerm(value, 'Expression')) return undefined;
  const [first] = value.args as readonly unknown[];
  if (value.operator === 'And' && (value.args as readonly unknown[]).length === 1) return classOf(first);
  const [, pattern] = value.args as readonly unknown[];
  return value.operator === 'Isa' && isTerm(pattern, 'Pattern') && typeof pattern.tag === 'string'
    ? pattern.tag
    : undefined;
}

/** The outermost method of `Oso` on the way here: `authorize` where that asked `queryRuleOnce`. */
function labelHere(): string {
  const calls = new Error().stack?.matchAll(/at (?:async )?(?:Oso|Polar)\.(\w+) /g) ?? [];
  return (
    [...calls]
      .map(([, method]) => method!)
      .filter((method) => method !== 'query')
      .at(-1) ?? 'query'
  );
}

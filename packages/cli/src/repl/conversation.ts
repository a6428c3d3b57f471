import { bareQuery, printable } from '@polar-tools/language';
import type { ShownAnswer } from '../dialect/dialect.ts';
import type { ExitStatus } from '../exit-status.ts';
import { Failure } from '../failure.ts';
import type { Paint } from '../report/colour.ts';
import { failureAsText } from '../report/failure.ts';
import type { Surroundings } from '../surroundings.ts';
import { QUIT, replCommands } from './commands.ts';
import { asksNothing, isOpen, wordsOf } from './input.ts';
import type { Interrupts } from './interrupts.ts';
import type { ReplSession } from './session.ts';
import { type Console, END, INTERRUPTED } from './terminal.ts';

const prompt = '?- ';
const continued = '|  ';

/** Keys after an answer: for the next one, and for no more. */
const ANOTHER: ReadonlySet<string> = new Set([';', ' ', '\t']);
const ENOUGH: ReadonlySet<string> = new Set(['\r', '\n', '.', '\u0003', '\u0004', '\u001b']);

/** Reads queries and commands, and answers them, until the end. */
export class Conversation {
  readonly #session: ReplSession;
  readonly #console: Console;
  readonly #interrupts: Interrupts;
  readonly #surroundings: Surroundings;
  readonly #paint: Paint;
  readonly #timeout: number;
  /** Whether somebody is there to press keys. */
  readonly #interactive: boolean;
  /** Of what a pipe brought: the worst that happened. */
  status: ExitStatus = 0;

  constructor(
    session: ReplSession,
    console: Console,
    interrupts: Interrupts,
    surroundings: Surroundings,
    paint: Paint,
    timeout: number,
    interactive: boolean,
  ) {
    this.#interactive = interactive;
    this.#session = session;
    this.#console = console;
    this.#interrupts = interrupts;
    this.#surroundings = surroundings;
    this.#paint = paint;
    this.#timeout = timeout;
  }

  async start(): Promise<void> {
    const paths = [...this.#session.paths];
    try {
      const { files, rules, notes } = await this.#session.reload();
      if (paths.length > 0)
        this.#say(`${files} ${files === 1 ? 'file' : 'files'} loaded, ${rules} ${rules === 1 ? 'rule' : 'rules'}.`);
      for (const note of notes) this.#say(note);
    } catch (thrown) {
      this.#complain(thrown);
      await this.#session.forget();
      if (paths.length > 0) this.#say('Mend it, then :load it again.');
    }
  }

  async run(): Promise<void> {
    let pending = '';
    for (;;) {
      const shown = this.#interactive ? this.#paint('bold', pending === '' ? prompt : continued) : '';
      const line = await this.#console.readLine(shown);
      if (line === END) {
        if (pending !== '') await this.#query(pending);
        if (this.#interactive) this.#surroundings.output.write('\n');
        return;
      }
      if (line === INTERRUPTED) {
        pending = '';
        continue;
      }
      if (pending === '' && line.trim().startsWith(':')) {
        if ((await this.#command(line.trim())) === QUIT) return;
        continue;
      }
      const text = pending === '' ? line : `${pending}\n${line}`;
      if (line.trim() !== '' && isOpen(text)) {
        pending = text;
        continue;
      }
      pending = '';
      this.#console.remember(text.split('\n'));
      if (!asksNothing(text)) await this.#query(bareQuery(text));
    }
  }

  async #command(line: string): Promise<typeof QUIT | undefined> {
    const [name = '', ...words] = wordsOf(line);
    const command = replCommands.find((each) => each.name === name) ?? abbreviated(name);
    if (command === undefined) {
      this.#say(`There is no ${name}. :help lists what there is.`);
      return undefined;
    }
    try {
      const said = await command.run(this.#session, words);
      if (said === QUIT) return QUIT;
      this.#say(said);
    } catch (thrown) {
      this.#complain(thrown);
    }
    return undefined;
  }

  async #query(text: string): Promise<void> {
    let found = 0;
    try {
      found = await this.#interrupts.during((signal) => this.#answer(text, signal));
    } catch (thrown) {
      this.#complain(thrown);
    }
    if (found === 0 && this.status === 0) this.status = 1;
  }

  /** Shows the answers of a query, one by one, and gives how many there were. */
  async #answer(text: string, signal: AbortSignal): Promise<number> {
    const { output, now } = this.#surroundings;
    const interruptible = <Result>(run: () => Result): Result =>
      this.#console.withoutKeys(() => this.#surroundings.interruptible(run));
    const show = (line: string) => output.write(`${this.#paint('dim', printable(line))}\n`);
    const { notes, answers } = await this.#session.ask(text, {
      timeout: this.#timeout,
      signal,
      show,
      interruptible,
    });
    let milliseconds = 0;
    let found = 0;
    try {
      for (let stopped = false; !stopped; ) {
        const start = now();
        const next = await answers.next();
        milliseconds += now() - start;
        if (next.done === true) {
          if (found === 0) output.write(`${this.#paint('red', 'false')}\n`);
          // A person who asked for another answer is told that there is none.
          else if (output.isTerminal) output.write(`${this.#paint('dim', 'no more answers')}\n`);
          break;
        }
        found++;
        stopped = await this.#offer(next.value);
      }
    } finally {
      if (this.#session.time) this.#say(`${milliseconds.toFixed(milliseconds < 10 ? 2 : 0)} ms`);
    }
    for (const note of notes) this.#say(note);
    return found;
  }

  /** Shows an answer and asks what to do, where another one may follow; true to stop. */
  async #offer(answer: ShownAnswer): Promise<boolean> {
    const { output } = this.#surroundings;
    output.write(this.#paint('green', answer.text));
    if (!this.#interactive) {
      output.write('\n');
      return answer.isLast;
    }
    if (answer.isLast) {
      output.write(' .\n');
      return true;
    }
    output.write(' ');
    const key = await this.#console.readKey();
    if (key !== END && ANOTHER.has(key)) {
      output.write(';\n');
      return false;
    }
    output.write('.\n');
    // What else is typed begins the next query.
    if (key !== END && !ENOUGH.has(key)) this.#console.putBack(key);
    return true;
  }

  #say(text: string): void {
    this.#surroundings.output.write(`${printable(text)}\n`);
  }

  #complain(thrown: unknown): void {
    if (!(thrown instanceof Failure)) throw thrown;
    const { errors } = this.#surroundings;
    errors.write(failureAsText(thrown, this.#paint, errors.columns ?? 100));
    this.status = 2;
  }
}

function abbreviated(name: string) {
  const meant = replCommands.filter((each) => name.length > 1 && each.name.startsWith(name));
  return meant.length === 1 ? meant[0] : undefined;
}

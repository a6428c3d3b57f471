import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Answer } from '@polar-tools/evaluator';
import { Failure } from '../failure.ts';
import { QUIT, replCommands } from '../repl/commands.ts';
import { complete } from '../repl/completion.ts';
import { historyFile, parseHistory, printHistory } from '../repl/history.ts';
import { isOpen, trimQuery } from '../repl/input.ts';
import { ReplSession } from '../repl/session.ts';
import { type Console, END, INTERRUPTED, pipedConsole, terminalConsole } from '../repl/terminal.ts';
import { answerToText } from '../report/answers.ts';
import { type Paint, paintFor } from '../report/colour.ts';
import { failureAsText } from '../report/failure.ts';
import type { ExitStatus } from '../run.ts';
import { similarNames } from '../similar-names.ts';
import type { Surroundings } from '../surroundings.ts';
import { version } from '../version.ts';

export interface ReplOptions {
  readonly policy: readonly string[];
  readonly data?: string;
  readonly timeout: number;
}

const prompt = '?- ';
const continued = '|  ';

/** `polar repl`: a conversation with a policy, answers one at a time. */
export async function repl(
  files: readonly string[],
  options: ReplOptions,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  const { input, output, environment } = surroundings;
  const paint = paintFor(output, environment);
  const policies = [...options.policy, ...files.filter((file) => !file.endsWith('.json'))];
  const data = options.data ?? files.findLast((file) => file.endsWith('.json'));
  const session = new ReplSession(surroundings, policies, data);
  const interactive = output.isTerminal;
  const remembered = interactive ? historyFile(environment) : undefined;
  const console = interactive
    ? terminalConsole(
        input,
        output,
        (line) => complete(line, session.completable(replCommands.map(({ name }) => name))),
        remembered === undefined ? [] : parseHistory(await readFile(remembered, 'utf8').catch(() => '')),
      )
    : pipedConsole(input);

  const conversation = new Conversation(session, console, surroundings, paint, options.timeout);
  if (interactive) output.write(`Polar ${version}. A query, or :help.\n`);
  await conversation.start();
  await conversation.run(interactive);
  console.close();
  if (remembered !== undefined) {
    await mkdir(dirname(remembered), { recursive: true }).catch(() => {});
    // A history that cannot be kept is no reason to complain at every end.
    await writeFile(remembered, printHistory(console.history)).catch(() => {});
  }
  return interactive ? 0 : conversation.status;
}

class Conversation {
  readonly #session: ReplSession;
  readonly #console: Console;
  readonly #surroundings: Surroundings;
  readonly #paint: Paint;
  readonly #timeout: number;
  /** Of what a pipe brought: the worst that happened. */
  status: ExitStatus = 0;

  constructor(session: ReplSession, console: Console, surroundings: Surroundings, paint: Paint, timeout: number) {
    this.#session = session;
    this.#console = console;
    this.#surroundings = surroundings;
    this.#paint = paint;
    this.#timeout = timeout;
  }

  async start(): Promise<void> {
    const paths = [...this.#session.paths];
    try {
      const { files, rules } = await this.#session.reload();
      if (paths.length > 0)
        this.#say(`${files} ${files === 1 ? 'file' : 'files'} loaded, ${rules} ${rules === 1 ? 'rule' : 'rules'}.`);
    } catch (thrown) {
      this.#complain(thrown);
      await this.#session.reload([], undefined);
      if (paths.length > 0) this.#say('Mend it, then :load it again.');
    }
  }

  async run(interactive: boolean): Promise<void> {
    let pending = '';
    for (;;) {
      const shown = interactive ? this.#paint('bold', pending === '' ? prompt : continued) : '';
      const line = await this.#console.readLine(shown);
      if (line === END) {
        if (pending !== '') await this.#query(pending);
        if (interactive) this.#surroundings.output.write('\n');
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
      if (trimQuery(text) !== '') await this.#query(trimQuery(text));
    }
  }

  async #command(line: string): Promise<typeof QUIT | undefined> {
    const [name = '', ...words] = line.split(/\s+/);
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
    const { output, now, onInterrupt } = this.#surroundings;
    const abort = new AbortController();
    const offInterrupt = onInterrupt(() => abort.abort());
    const show = (line: string) => output.write(`${this.#paint('dim', line)}\n`);
    let milliseconds = 0;
    let found = 0;
    try {
      const answers = this.#session.answers(text, this.#timeout, show, abort.signal);
      let stopped = false;
      while (!stopped) {
        const start = now();
        const next = await answers.next();
        milliseconds += now() - start;
        if (next.done === true) break;
        found++;
        stopped = await this.#offer(next.value);
      }
      if (!stopped) output.write(`${this.#paint(found === 0 ? 'red' : 'dim', 'false')}\n`);
      this.#hint(text);
    } catch (thrown) {
      this.#complain(thrown);
    } finally {
      offInterrupt();
    }
    if (found === 0 && this.status === 0) this.status = 1;
    if (this.#session.time) this.#say(`${milliseconds.toFixed(milliseconds < 10 ? 2 : 0)} ms`);
  }

  /** Shows an answer and asks what to do; true to stop. */
  async #offer(answer: Answer): Promise<boolean> {
    const { output } = this.#surroundings;
    output.write(this.#paint('green', answerToText(answer, this.#session.host)));
    if (!output.isTerminal) {
      output.write('\n');
      return false;
    }
    output.write(' ');
    for (;;) {
      const key = await this.#console.readKey();
      if (key === ';' || key === ' ' || key === 'n' || key === '\t') {
        output.write(';\n');
        return false;
      }
      if (
        key === END ||
        key === '\r' ||
        key === '\n' ||
        key === '.' ||
        key === 'q' ||
        key === '\u0003' ||
        key === '\u0004'
      ) {
        output.write('.\n');
        return true;
      }
    }
  }

  #hint(text: string): void {
    const words = [...new Set(text.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? [])];
    const objects = this.#session.objects;
    for (const hint of similarNames(
      words.filter((word) => !objects.includes(word)),
      objects,
    ))
      this.#say(hint);
  }

  #say(text: string): void {
    this.#surroundings.output.write(`${text}\n`);
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

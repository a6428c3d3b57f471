import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import {
  compile,
  type Equality,
  fromHost,
  HostError,
  type Iterations,
  Machine,
  type MachineOptions,
  type Outcome,
  type PreparedQuery,
  type Program,
  prepare,
  printTerm,
  type Reply,
} from '@polar-tools/evaluator';
import { awaited, valuesOf } from './answer-values.ts';
import {
  type Class,
  InlineQueryFailedError,
  PolarError,
  PolarFileExtensionError,
  PolarFileNotFoundError,
} from './errors.ts';
import { Host } from './host.ts';
import { LoadedPolicy, type Source } from './loaded-policy.ts';
import { QueryWriter } from './query-writer.ts';
import { type Place, referenceError, shownPlace } from './reference-error.ts';
import { type ClassParams, Registry } from './registry.ts';
import { converse, type ReplStreams, toldError } from './repl.ts';
import { type ErrorSetting, errorOf } from './run-error.ts';
import { syntaxError } from './syntax-error.ts';
import { Expression, Predicate } from './terms.ts';

/** Answers one at a time, each with the values of the query's variables. */
export type QueryResult = AsyncGenerator<Map<string, unknown>, void, undefined>;

export interface QueryOpts {
  /** Whether answers may hold constraints. Default: false, and such an answer is an error. */
  readonly acceptExpression?: boolean;
  /** Values of the query's variables, or constraints on them. */
  readonly bindings?: ReadonlyMap<string, unknown>;
}

export interface PolarOptions {
  /** Whether two of the application's values are equal. Default: whether they look alike. */
  readonly equalityFn?: Equality;
}

/** A text to load; `filename` is what errors call it. */
export interface NamedText {
  readonly src: string;
  readonly filename?: string | undefined;
}

/** What is asked, and how it is told in errors. */
interface Asked {
  readonly query: PreparedQuery;
  readonly bindings: NonNullable<MachineOptions['bindings']>;
  readonly takesExpressions: boolean;
  /** Of a query that was given as a text. */
  readonly text: string | undefined;
  readonly writer: QueryWriter;
  /** How many goals stand around it: constraints on its variables come first. */
  readonly around: number;
}

/** The reference's time for a query, in milliseconds; `POLAR_TIMEOUT_MS` says another, 0 for none. */
const TIME = 30_000;

/** The reference's stack of goals. */
const MOST_GOALS = 10_000;

/** Queries that are kept compiled. */
const MOST_KEPT = 1_000;

/** A policy with the application's classes and constants, and questions to it: the reference's class of that name. */
export class Polar {
  readonly #registry: Registry;
  readonly #limits = { time: timeLimit(), depth: MOST_GOALS, goals: MOST_GOALS };
  #loaded: LoadedPolicy;
  #program: Program | undefined;
  #programHost: unknown;
  readonly #queries = new Map<string, PreparedQuery>();
  #terms: Host | undefined;

  constructor({ equalityFn }: PolarOptions = {}) {
    this.#registry = new Registry(equalityFn);
    this.#loaded = new LoadedPolicy([], this.#registry);
  }

  /** What is registered. */
  protected get registry(): Registry {
    return this.#registry;
  }

  /** What is registered, and values as terms: for tools that ask the reference's host for them. */
  getHost(): Host {
    this.#terms ??= new Host(this.#registry);
    return this.#terms;
  }

  /** There is nothing to free: what is not used any more is collected. */
  free(): void {}

  /** Forgets the rules. Classes and constants stay. */
  clearRules(): void {
    this.#use(new LoadedPolicy([], this.#registry));
  }

  /**
   * Loads policy files.
   *
   * @throws PolarFileExtensionError, PolarFileNotFoundError, what is wrong with the policy, InlineQueryFailedError
   */
  async loadFiles(filenames: readonly string[]): Promise<void> {
    if (filenames.length === 0) return;
    const sources = await Promise.all(
      filenames.map(async (filename): Promise<NamedText> => {
        if (extname(filename) !== '.polar') throw new PolarFileExtensionError(filename);
        try {
          return { src: await readFile(filename, 'utf8'), filename };
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new PolarFileNotFoundError(filename);
          throw error;
        }
      }),
    );
    await this.loadSources(sources);
  }

  /** @deprecated `loadFiles` loads one as well. */
  async loadFile(filename: string): Promise<void> {
    console.error('`loadFile` is deprecated: use `loadFiles`.');
    await this.loadFiles([filename]);
  }

  /** Loads a policy that is given as a text; `filename` is what errors call it. */
  async loadStr(contents: string, filename?: string): Promise<void> {
    await this.loadSources([{ src: contents, filename }]);
  }

  /** Loads texts together, as `loadFiles` and `loadStr` do. */
  async loadSources(texts: readonly NamedText[]): Promise<void> {
    await this.#load(texts.map(({ src, filename }) => ({ text: src, file: filename })));
  }

  /** Whether rules are loaded. */
  get hasRules(): boolean {
    return this.#loaded.policy.predicates.size > 0;
  }

  /** Asks a query: a text, or a call with the application's values. Nothing is done before an answer is asked for. */
  query(q: Predicate | string, opts: QueryOpts = {}): QueryResult {
    return this.#answers(this.#prepare(q, opts));
  }

  /** Asks whether a rule holds for arguments; variables among them are in the answers. */
  queryRule(opts: QueryOpts, name: string, ...args: readonly unknown[]): QueryResult;
  queryRule(name: string, ...args: readonly unknown[]): QueryResult;
  queryRule(nameOrOpts: string | QueryOpts, ...args: readonly unknown[]): QueryResult {
    if (typeof nameOrOpts === 'string') return this.query(new Predicate(nameOrOpts, args));
    const [name, ...given] = args;
    if (typeof name !== 'string') throw new PolarError('Invalid call of queryRule(): missing rule name');
    return this.query(new Predicate(name, given), nameOrOpts);
  }

  /** Whether a rule holds for arguments. */
  async queryRuleOnce(name: string, ...args: readonly unknown[]): Promise<boolean> {
    return this.#holds(this.#prepare(new Predicate(name, args), {}));
  }

  /**
   * Begins a conversation at the terminal: queries, a line each, and their answers. It goes on until the input ends.
   *
   * @param files are loaded first; what is wrong with them is told
   */
  async repl(files: readonly string[] = [], streams?: ReplStreams): Promise<void> {
    try {
      await this.loadFiles(files);
    } catch (error) {
      console.error(toldError(error));
    }
    void converse((query) => this.query(query), streams);
  }

  /** @throws InvalidConstructorError, DuplicateClassAliasError */
  registerClass(cls: Class, params?: ClassParams): void {
    this.#registry.register(cls, params);
  }

  registerConstant(value: unknown, name: string): void {
    this.#registry.registerConstant(value, name);
  }

  // ---- Loading -------------------------------------------------------------------------------------------------------

  #use(loaded: LoadedPolicy): void {
    this.#loaded = loaded;
    this.#program = undefined;
    this.#queries.clear();
  }

  async #load(sources: readonly Source[]): Promise<void> {
    if (this.hasRules)
      throw referenceError(
        'RuntimeError',
        'multiple-load-error',
        'Cannot load additional Polar code -- all Polar code must be loaded at the same time.',
      );
    const repeated = repeatedFile(sources);
    if (repeated !== undefined) throw referenceError('ValidationError', 'file-loading', repeated);
    const loaded = new LoadedPolicy(sources, this.#registry);
    const fault = loaded.fault();
    if (fault !== undefined) throw fault;
    this.#use(loaded);
    for (const warning of loaded.warnings()) console.warn('[warning]', warning);
    for (const inline of loaded.policy.queries) {
      const { query } = prepare(this.#compiled(), inline.query.query, inline.uri);
      if (query === undefined) continue;
      const holds = await this.#holds({
        query,
        bindings: new Map(),
        takesExpressions: false,
        text: undefined,
        writer: new QueryWriter(this.#registry.host),
        around: 0,
      });
      if (!holds) throw new InlineQueryFailedError(loaded.shownQuery(inline));
    }
  }

  // ---- Asking --------------------------------------------------------------------------------------------------------

  #compiled(): Program {
    const { host } = this.#registry;
    if (this.#program === undefined || this.#programHost !== host) {
      this.#program = compile(this.#loaded.policy, host);
      this.#programHost = host;
      this.#queries.clear();
    }
    return this.#program;
  }

  #prepare(q: Predicate | string, { acceptExpression = false, bindings }: QueryOpts): Asked {
    const program = this.#compiled();
    const writer = new QueryWriter(this.#registry.host);
    const asked = typeof q === 'string' ? q : writer.write(q);
    const constraints =
      bindings === undefined ? [] : [...bindings.values()].filter((value) => value instanceof Expression);
    const text =
      constraints.length === 0 ? asked : [...constraints.map((each) => writer.write(each)), asked].join(' and ');
    const given = [...(bindings ?? [])].filter(([, value]) => !(value instanceof Expression));
    const values =
      given.length === 0
        ? writer.values
        : new Map([
            ...writer.values,
            ...given.map(([name, value]) => [name, this.#registry.host.toPolar(value)] as const),
          ]);
    let query = this.#queries.get(text);
    if (query === undefined) {
      const prepared = prepare(program, text);
      if (prepared.query === undefined) {
        const [error] = prepared.errors;
        const source = { text, file: undefined };
        throw (
          syntaxError(error!, source) ??
          referenceError(
            'ParseError',
            'UnrecognizedToken',
            `${error!.message}${shownPlace({ ...source, start: error!.start })}`,
          )
        );
      }
      query = prepared.query;
      if (this.#queries.size >= MOST_KEPT) this.#queries.clear();
      this.#queries.set(text, query);
    }
    return {
      query,
      bindings: values,
      takesExpressions: acceptExpression,
      text: typeof q === 'string' ? text : undefined,
      writer,
      around: constraints.length > 0 ? 1 : 0,
    };
  }

  #start(asked: Asked): Machine {
    const { host } = this.#registry;
    const iterations: Iterations = new Map();
    return new Machine(asked.query, {
      host: { answer: (question) => host.answer(question, iterations) },
      bindings: asked.bindings,
      clock: () => performance.now(),
      limits: this.#limits,
      print: (text) => console.log(text),
    });
  }

  /** Whether there is an answer. What it holds is looked at as if it were given. */
  async #holds(asked: Asked): Promise<boolean> {
    const machine = this.#start(asked);
    for (;;) {
      const outcome = machine.run();
      if (outcome.kind === 'answer') {
        if (outcome.answer.bindings.size > 0)
          valuesOf(outcome.answer, asked.query, this.#registry.host, asked.takesExpressions);
        return true;
      }
      if (outcome.kind === 'done') return false;
      if (outcome.kind === 'error') throw errorOf(outcome.error, this.#errorSetting(asked));
      if (outcome.kind === 'question') machine.answer(await settledReply(outcome.later!));
    }
  }

  async *#answers(asked: Asked): QueryResult {
    const machine = this.#start(asked);
    for (;;) {
      const outcome: Outcome = machine.run();
      switch (outcome.kind) {
        case 'question':
          machine.answer(await settledReply(outcome.later!));
          break;
        case 'answer':
          yield awaited(valuesOf(outcome.answer, asked.query, this.#registry.host, asked.takesExpressions));
          break;
        case 'error':
          throw errorOf(outcome.error, this.#errorSetting(asked));
        case 'done':
          return;
        case 'paused':
          break;
      }
    }
  }

  #errorSetting({ text, writer, around }: Asked): ErrorSetting {
    const { host } = this.#registry;
    return {
      around,
      placeOf: (uri: string | undefined, start: number): Place | undefined => {
        const source = uri === undefined ? undefined : this.#loaded.source(uri);
        if (source !== undefined) return { ...source, start };
        return text === undefined ? undefined : { text, start, file: undefined };
      },
      shownGoal: (goal: string): string =>
        writer.withValues(goal, (value) => printTerm(fromHost(value), (object) => host.describe(object))),
    };
  }
}

const timeLimit = (): number => {
  const said = process.env.POLAR_TIMEOUT_MS;
  return said !== undefined && /^\d+$/.test(said) ? Number(said) : TIME;
};

/** A promise of the application that is rejected is an exception, too. */
const settledReply = (reply: Promise<Reply>): Promise<Reply> =>
  reply.catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    return new HostError('exception', 'exception', message, error);
  });

/** What is wrong with loading these files together, in the reference's words. */
function repeatedFile(sources: readonly Source[]): string | undefined {
  const byName = new Map<string, Source>();
  const byText = new Map<string, Source>();
  for (const source of sources) {
    const { text, file } = source;
    if (file === undefined) continue;
    const named = byName.get(file);
    const same = byText.get(text);
    if (named !== undefined && named.text === text)
      return `Problem loading file: File ${file} has already been loaded.`;
    if (named !== undefined)
      return `Problem loading file: A file with the name ${file}, but different contents has already been loaded.`;
    if (same !== undefined)
      return `Problem loading file: A file with the same contents as ${file} named ${same.file} has already been loaded.`;
    byName.set(file, source);
    byText.set(text, source);
  }
  return undefined;
}

/**
 * The reference engine, npm package `oso`, asked live.
 *
 * It is driven through its own JavaScript host, with six things added at its seams:
 * - its answers are read as the engine gives them, before they become JavaScript values (which have no `1.0`);
 * - what it prints is collected;
 * - keywords reach methods and constructors, as in Python;
 * - it shows objects as the host of a data file does;
 * - its clock counts goals instead of milliseconds, so a query that does not end is stopped at the same place on every machine;
 * - a class may have several supertypes, as in Python.
 * When the engine crashes ("panics"), it is loaded afresh.
 */
import { createRequire } from 'node:module';
import { type Case, type LoadFault, MOST_GOALS, type Outcome } from './case.ts';
import { type ErrorReport, reportOfReference } from './error-report.ts';
import { liveWorld } from './live-world.ts';
import { KEYWORDS, makeWorld, type World } from './oracle-world.ts';
import { describeObject, type ReferenceTerm, showAnswer } from './show-reference.ts';

const require = createRequire(import.meta.url);

/** The engine's own limit, which its clock must reach: milliseconds. */
const ENGINE_LIMIT = 30_000;
const MOST_ANSWERS = 15;

interface ReferenceHost {
  getInstance(id: number): unknown;
  getType(from: unknown): { readonly id: number } | undefined;
}

interface ReferencePolar {
  registerClass(
    from: unknown,
    options?: { name?: string; isaCheck?: (instance: unknown) => boolean; fields?: object },
  ): void;
  registerConstant(value: unknown, name: string): void;
  loadStr(text: string): Promise<void>;
  query(text: string, options: { acceptExpression: boolean }): AsyncGenerator<unknown, void, void>;
  getHost(): ReferenceHost;
  getFfi(): { registerMro(name: string, ids: readonly (number | undefined)[]): void; nextMessage(): unknown };
  free(): void;
}

interface Engine {
  readonly Polar: new () => ReferencePolar;
  readonly Dict: new (fields: object) => object;
}

interface Message {
  readonly kind: 'Print' | 'Warning';
  readonly msg: string;
}

const equal = require('lodash.isequal') as (left: unknown, right: unknown) => boolean;

let engine: Engine | undefined;
/** What the query in progress gave so far. */
let answers: ReadonlyMap<string, ReferenceTerm>[] = [];
let printed: string[] = [];
let host: ReferenceHost | undefined;
let world: World | undefined;
let crashed = false;

interface KeywordCall {
  args?: readonly ReferenceTerm[];
  kwargs?: ReadonlyMap<string, ReferenceTerm> | undefined;
}

/** The host has no place for keywords: they go to the application as one more argument, a dictionary that says so. */
function withKeywords(event: {
  readonly ExternalCall?: KeywordCall;
  readonly MakeExternal?: { readonly constructor: { readonly value: { readonly Call: KeywordCall } } };
  readonly Result?: { readonly bindings: ReadonlyMap<string, ReferenceTerm> };
}): typeof event {
  for (const call of [event?.ExternalCall, event?.MakeExternal?.constructor.value.Call]) {
    if (call?.kwargs === undefined) continue;
    const fields = new Map([...call.kwargs, [KEYWORDS, { value: { Boolean: true } }]]);
    call.args = [...(call.args ?? []), { value: { Dictionary: { fields } } }];
    call.kwargs = undefined;
  }
  return event;
}

/** Loads the engine afresh. */
export function loadEngine(): Engine {
  for (const path of Object.keys(require.cache)) if (/node_modules[\\/]oso[\\/]/.test(path)) delete require.cache[path];
  const api = require('oso/dist/src/polar_wasm_api.js');
  const { Host } = require('oso/dist/src/Host.js');
  const { Polar } = require('oso/dist/src/Polar.js');
  const { Dict } = require('oso/dist/src/types.js');
  require('oso/dist/src/helpers.js').repr = (value: unknown): string => describeObject(value, world);

  const nextEvent = api.Query.prototype.nextEvent;
  api.Query.prototype.nextEvent = function next(this: unknown): unknown {
    const event = world?.takesKeywords ? withKeywords(nextEvent.call(this)) : nextEvent.call(this);
    if (event?.Result !== undefined) answers.push(event.Result.bindings);
    return event;
  };
  for (const owner of [api.Query, api.Polar]) {
    const nextMessage = owner.prototype.nextMessage;
    owner.prototype.nextMessage = function next(this: unknown): undefined {
      for (
        let message: Message | undefined = nextMessage.call(this);
        message !== undefined;
        message = nextMessage.call(this)
      ) {
        if (message.kind === 'Print') printed.push(message.msg);
      }
    };
  }

  const clone = Host.clone;
  Host.clone = (...args: unknown[]): ReferenceHost => {
    const cloned: ReferenceHost = clone.apply(Host, args);
    host = cloned;
    return cloned;
  };
  const isSubspecializer = Host.prototype.isSubspecializer;
  Host.prototype.isSubspecializer = function ask(
    this: ReferenceHost,
    id: number,
    left: string,
    right: string,
  ): unknown {
    const instance = this.getInstance(id);
    const of = typeof instance === 'object' && instance !== null ? world?.classOf(instance) : undefined;
    if (of === undefined) return isSubspecializer.call(this, id, left, right);
    const [leftIndex, rightIndex] = [left, right].map((name) => of.ancestry.findIndex((one) => one.name === name)) as [
      number,
      number,
    ];
    return leftIndex !== -1 && (rightIndex === -1 || leftIndex < rightIndex);
  };
  const isSubclass = Host.prototype.isSubclass;
  Host.prototype.isSubclass = function ask(this: ReferenceHost, left: string, right: string): boolean {
    const [of, over] = [world?.classes.get(left), world?.classes.get(right)];
    return of === undefined || over === undefined ? isSubclass.call(this, left, right) : of.ancestry.includes(over);
  };
  engine = { Polar, Dict };
  return engine;
}

/** Runs with the engine's clock counting goals, and its crash reports noticed instead of shown. */
async function withSeams<Result>(run: () => Promise<Result>): Promise<Result> {
  const { now } = Date;
  const { error } = console;
  let goals = 0;
  Date.now = () => Math.floor((++goals * (ENGINE_LIMIT + 1)) / MOST_GOALS);
  console.error = () => {
    crashed = true;
  };
  try {
    return await run();
  } finally {
    Date.now = now;
    console.error = error;
  }
}

const kebab = (text: string): string => text.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase();

/** The kind of what the engine or its host threw. */
function kindOf(thrown: unknown): { error: string; message: string } {
  const { name, message } = thrown as Error;
  if (crashed) return { error: 'crash', message };
  const [family, kind] = name.split('::');
  if (family === 'RuntimeError' && kind === 'QueryTimeout') return { error: 'too-long', message };
  if (family === 'ParseError') return { error: 'parse-error', message };
  if (family === 'ValidationError') return { error: `validation-error:${kebab(kind ?? '')}`, message };
  if (kind !== undefined) return { error: kebab(kind), message };
  if (/^Serialization error/.test(message)) return { error: 'serialization', message };
  if (/^Inline query failed/.test(message)) return { error: 'inline-query-failed', message };
  if (/^Unregistered class/.test(message)) return { error: 'unregistered-class', message };
  return { error: 'exception', message };
}

async function makePolar({ policy, data = {}, live = false }: Case): Promise<ReferencePolar> {
  const { Polar, Dict } = engine ?? loadEngine();
  const polar = new Polar();
  const made = live ? liveWorld(equal, (fields) => new Dict(fields)) : makeWorld(data, Dict, equal);
  world = made;
  for (const { name, make } of made.classes.values()) {
    const isaCheck = (instance: unknown): boolean => {
      const of = typeof instance === 'object' && instance !== null ? made.classOf(instance) : undefined;
      return of?.ancestry.some((one) => one.name === name) ?? false;
    };
    polar.registerClass(make, live ? { name } : { name, isaCheck });
  }
  // JavaScript has no class with several supertypes: the host is told of them.
  for (const { name, ancestry } of live ? [] : made.classes.values()) {
    polar.getFfi().registerMro(
      name,
      ancestry.map((one) => polar.getHost().getType(one.make)?.id),
    );
  }
  for (const [name, value] of made.constants) polar.registerConstant(value, name);
  await polar.loadStr(policy);
  return polar;
}

async function ask(polar: ReferencePolar, query: string): Promise<Outcome> {
  // What was printed before an answer that could not be handed out is still waiting.
  polar.getFfi().nextMessage();
  answers = [];
  printed = [];
  crashed = false;
  world?.begin?.();
  let failure: { error: string; message: string } | undefined;
  try {
    for await (const _ of polar.query(query, { acceptExpression: true })) {
      if (answers.length >= MOST_ANSWERS) {
        failure = { error: 'too-many-answers', message: '' };
        break;
      }
    }
  } catch (thrown) {
    failure = kindOf(thrown);
  }
  // And what was printed on the way to an error.
  polar.getFfi().nextMessage();
  const shown = answers.map((bindings) => showAnswer(bindings, query, (id) => host?.getInstance(id), world));
  const report: ErrorReport | undefined = failure && reportOfReference(failure.message);
  return { answers: shown, printed, error: failure?.error, message: failure?.message, report };
}

/** A policy in the oracle, or why it did not load. */
export interface OracleSession {
  readonly fault: LoadFault | undefined;
  ask(query: string): Promise<Outcome>;
  free(): void;
}

/** Loads a policy into the reference engine. */
export async function loadOracle(asked: Case): Promise<OracleSession> {
  let polar: ReferencePolar | undefined;
  let fault: OracleSession['fault'];
  const load = async (): Promise<void> => {
    crashed = false;
    try {
      polar = await makePolar(asked);
    } catch (thrown) {
      const { error, message } = kindOf(thrown);
      fault = { error, report: reportOfReference(message) };
      if (crashed) engine = undefined;
    }
  };
  await withSeams(load);
  return {
    fault,
    free: () => polar?.free(),
    ask: (query) =>
      withSeams(async () => {
        if (polar === undefined) throw new Error('The policy did not load.');
        const outcome = await ask(polar, query);
        if (outcome.error === 'crash') {
          engine = undefined;
          await load();
        }
        return outcome;
      }),
  };
}

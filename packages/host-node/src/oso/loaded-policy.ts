import { rangeOf } from '@polar-tools/language';
import { checkAtLoad, createPolicy, type Diagnostic, type Policy } from '@polar-tools/policy';
import { engineWords, NO_ALLOW_RULE, Pass, passOf } from './engine-words.ts';
import { referenceError, shortPlace, shownPlace } from './reference-error.ts';
import type { Registry } from './registry.ts';
import { noticedAt, type SyntaxFault, syntaxError, unexpectedToken } from './syntax-error.ts';

/** A text to load. */
export interface Source {
  readonly text: string;
  /** Undefined for a policy that is given as a text. */
  readonly file: string | undefined;
}

/** The rules that are loaded. */
export class LoadedPolicy {
  readonly policy: Policy;
  readonly #sources: ReadonlyMap<string, Source>;

  constructor(sources: readonly Source[], registry: Registry) {
    this.#sources = new Map(sources.map((source, at) => [source.file ?? `policy-${at}.polar`, source]));
    const texts = [...this.#sources].map(([uri, { text }]) => ({ uri, text }));
    this.policy = createPolicy(texts, registry.configuration);
  }

  source(uri: string): Source | undefined {
    return this.#sources.get(uri);
  }

  /** What the engine refuses to load it for, in its words; undefined where it loads. */
  fault(): Error | undefined {
    const found = checkAtLoad(this.policy);
    let first: { readonly pass: Pass; readonly error: Error } | undefined;
    for (const [uri, source] of this.#sources) {
      const unreadable = this.#unreadable(uri, source, found.get(uri) ?? []);
      // Of a text that cannot be read nothing else is looked at, and no later pass begins.
      if (unreadable !== undefined) return first?.pass === Pass.Statements ? first.error : unreadable;
      for (const each of inOrder(found.get(uri) ?? [])) {
        const pass = passOf(each, this.#blockAt(uri, each.start) !== undefined);
        if (first === undefined || pass < first.pass) first = { pass, error: this.#invalid(each, uri, source) };
      }
    }
    return first?.error;
  }

  /** Warnings that the engine gives, too. */
  warnings(): readonly string[] {
    const given = [...checkAtLoad(this.policy)]
      .flatMap(([uri, diagnostics]) => diagnostics.map((each) => ({ uri, each })))
      .filter(({ each }) => each.severity === 'warning' && engineWarns.includes(each.code) && !isIgnored(each.code))
      .sort((one, other) => engineWarns.indexOf(one.each.code) - engineWarns.indexOf(other.each.code))
      .map(({ uri, each }) => `${engineWords(each)}${placeless.has(each.code) ? '' : this.#place(uri, each.start)}`);
    const isEmpty = ![...this.policy.files.values()].some(({ statements }) => statements.length > 0);
    return isEmpty && !isIgnored(NO_ALLOW_RULE.code) ? [...given, engineWords(NO_ALLOW_RULE)] : given;
  }

  /** The text of an inline query, with its place. */
  shownQuery({ uri, query }: Policy['queries'][number]): string {
    const { start, end } = rangeOf(query.query);
    const source = this.source(uri)!;
    return `${source.text.slice(start, end)} at ${shortPlace({ ...source, start })}`;
  }

  /** The first place at which the text cannot be read. */
  #unreadable(uri: string, source: Source, found: readonly Diagnostic[]): Error | undefined {
    const faults: SyntaxFault[] = this.policy.files
      .get(uri)!
      .statements.flatMap(({ base, errors }) =>
        errors.map((each) => ({ ...each, start: base + each.start, noticed: { start: base + noticedAt(each) } })),
      );
    for (const each of found) {
      if (each.code === 'unrecognized-token' && UNQUOTED.test(each.message)) faults.push(each);
      // Cloud's syntax has no meaning to the engine.
      if (each.code === 'cloud-only') faults.push(unexpectedToken(source.text, each.start));
    }
    for (const fault of faults.sort((one, other) => noticedAt(one) - noticedAt(other))) {
      const error = syntaxError(fault, source);
      if (error !== undefined) return error;
    }
    return undefined;
  }

  #invalid(found: Diagnostic, uri: string, source: Source): Error {
    const at = this.#toldAt(found, uri, source.text);
    const place = at === undefined ? '' : shownPlace({ ...source, start: at });
    return referenceError('ValidationError', found.code, `${engineWords(found)}${place}`);
  }

  /** Where the engine tells it; undefined for what has no place there. */
  #toldAt({ code, message, start }: Diagnostic, uri: string, text: string): number | undefined {
    // The rule type of roles is one that the engine makes.
    if (code === 'missing-required-rule') return /required rule has_role\b/.test(message) ? undefined : start;
    // A field that a variable names is told with its parenthesis.
    if (code === 'singleton-variable') return /\.\s*(\(\s*)$/d.exec(text.slice(0, start))?.indices?.[1]?.[0] ?? start;
    if (code !== 'unregistered-class') return start;
    if (this.#statementAt(uri, start)?.tree?.$type === 'RuleType') return undefined;
    return this.#blockAt(uri, start) ?? start;
  }

  /** Where the block begins whose name stands at an offset. */
  #blockAt(uri: string, offset: number): number | undefined {
    const within = this.#statementAt(uri, offset);
    if (within?.tree?.$type !== 'Block' || rangeOf(within.tree.name).start !== offset) return undefined;
    return within.base + within.tree.$start;
  }

  #statementAt(uri: string, offset: number) {
    return this.policy.files
      .get(uri)!
      .statements.find(({ tree, base }) => tree !== undefined && base + tree.$end > offset);
  }

  #place(uri: string, start: number): string {
    const source = this.source(uri);
    return source === undefined ? '' : shownPlace({ ...source, start });
  }
}

/** In the engine's order. */
const engineWarns: readonly string[] = [
  'ambiguous-precedence',
  'unknown-specializer',
  'missing-allow-rule',
  'missing-has-permission-rule',
];

/** The grammar reads these names, for the sake of what to say of them. */
const UNQUOTED = /are named by strings/;

/** Errors as the engine comes to them in a file. */
const inOrder = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] =>
  diagnostics
    .filter(({ severity, code }) => severity === 'error' && code !== 'query-for-undefined-rule')
    .sort((one, other) => one.start - other.start);

/** The reference's setting. */
const isIgnored = (code: string): boolean =>
  code === 'missing-allow-rule' && Boolean(process.env.POLAR_IGNORE_NO_ALLOW_WARNING);

/** Warnings about the policy as a whole. */
const placeless: ReadonlySet<string> = new Set(['missing-allow-rule', 'missing-has-permission-rule']);

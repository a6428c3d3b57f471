import { rangeOf } from '@polar-tools/language';
import { check, createPolicy, type Diagnostic, type Policy } from '@polar-tools/policy';
import { referenceError, shortPlace, shownPlace } from './reference-error.ts';
import type { Registry } from './registry.ts';
import { syntaxError } from './syntax-error.ts';

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

  /** What the engine refuses to load it for, in its words; undefined where it loads. What cannot be read comes before what is not valid. */
  fault(): Error | undefined {
    const invalid: { readonly code: string; readonly error: Error }[] = [];
    for (const [uri, diagnostics] of check(this.policy)) {
      const source = this.source(uri)!;
      for (const found of diagnostics) {
        if (found.severity !== 'error' || found.code === 'query-for-undefined-rule') continue;
        const unreadable = syntaxError(found, source);
        if (unreadable !== undefined) return unreadable;
        invalid.push({ code: found.code, error: this.#invalid(found, uri, source) });
      }
    }
    // What blocks declare is looked at before the rules that they need.
    return (invalid.find(({ code }) => code !== 'missing-required-rule') ?? invalid[0])?.error;
  }

  /** Warnings that the engine gives, too. */
  warnings(): readonly string[] {
    return [...check(this.policy)].flatMap(([uri, diagnostics]) =>
      diagnostics
        .filter(({ severity, code }) => severity === 'warning' && engineWarns.has(code) && !isIgnored(code))
        .map(
          ({ code, message, start }) =>
            `${engineWords(message, code)}${placeless.has(code) ? '' : this.#place(uri, start)}`,
        ),
    );
  }

  /** The text of an inline query, with its place. */
  shownQuery({ uri, query }: Policy['queries'][number]): string {
    const { start, end } = rangeOf(query.query);
    const source = this.source(uri)!;
    return `${source.text.slice(start, end)} at ${shortPlace({ ...source, start })}`;
  }

  #invalid({ code, message, start }: Diagnostic, uri: string, source: Source): Error {
    const at = code === 'unregistered-class' ? this.#statementAt(uri, start) : start;
    return referenceError(
      'ValidationError',
      code,
      `${engineWords(message, code)}${shownPlace({ ...source, start: at })}`,
    );
  }

  /** Where the statement begins that something stands in. */
  #statementAt(uri: string, offset: number): number {
    const within = this.policy.files
      .get(uri)!
      .statements.find(({ tree, base }) => tree !== undefined && base + tree.$end > offset);
    return within?.tree === undefined ? offset : within.base + within.tree.$start;
  }

  #place(uri: string, start: number): string {
    const source = this.source(uri);
    return source === undefined ? '' : shownPlace({ ...source, start });
  }
}

const engineWarns: ReadonlySet<string> = new Set([
  'ambiguous-precedence',
  'missing-allow-rule',
  'missing-has-permission-rule',
  'unknown-specializer',
]);

/** Without our advice. */
function engineWords(message: string, code: string): string {
  switch (code) {
    case 'ambiguous-precedence':
      return message.replace(/\nPut parentheses around[\s\S]*$/, '');
    case 'unregistered-class':
    case 'unknown-specializer':
      return message.replace(/\. (?:Register|If|Did) [\s\S]*$/, '');
    case 'missing-required-rule':
      return message.replace(/\nAdd a rule of this shape:[\s\S]*$/, '');
    case 'invalid-rule':
      return `${message}\n`;
    default:
      return message;
  }
}

/** The reference's setting. */
const isIgnored = (code: string): boolean =>
  code === 'missing-allow-rule' && Boolean(process.env.POLAR_IGNORE_NO_ALLOW_WARNING);

/** Warnings about the policy as a whole. */
const placeless: ReadonlySet<string> = new Set(['missing-allow-rule', 'missing-has-permission-rule']);

import type { GoalSite } from '@polar-tools/evaluator';
import { print } from '@polar-tools/language';
import type { Clause } from '@polar-tools/policy';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Loaded } from '../load.ts';
import { headRange, siteRange } from '../runtime/places.ts';
import { nameOf, shortName } from '../source-names.ts';
import type { ClientSettings } from './client.ts';

/** The reference of the query's own text, which stands in no file. */
const QUERY_REFERENCE = 1;

/** The texts that a session shows: the policy's files, the query, and the longhand of each block's shorthands. */
export class Sources {
  private readonly loaded: Loaded;
  private readonly client: ClientSettings;
  /** Texts that are in no file, by their reference. */
  private readonly virtual = new Map<
    number,
    { readonly name: string; readonly text: () => string; readonly uri: string }
  >();

  constructor(loaded: Loaded, client: ClientSettings) {
    this.loaded = loaded;
    this.client = client;
    this.virtual.set(QUERY_REFERENCE, { name: 'query.polar', text: () => loaded.queryText, uri: '' });
    const blocks = new Map<string, { uri: string; rules: (() => string)[] }>();
    for (const predicate of loaded.policy.predicates.values()) {
      for (const clause of predicate.clauses) {
        if (clause.shorthand === undefined) continue;
        const name = clause.block ?? '';
        const block = blocks.get(name) ?? { uri: clause.uri, rules: [] };
        blocks.set(name, block);
        block.rules.push(() => print(clause.rule));
      }
    }
    let reference = QUERY_REFERENCE;
    for (const [name, { uri, rules }] of blocks) {
      const text = (): string =>
        `# What the shorthands of ${name} stand for.\n\n${rules.map((rule) => rule()).join('\n')}\n`;
      this.virtual.set(++reference, { name: `${name} (longhand).polar`, text, uri });
    }
  }

  /** The text that a site's offsets are in. */
  textOf(uri: string | undefined): { readonly uri: string; readonly text: string } {
    if (uri === undefined) return { uri: '', text: this.loaded.queryText };
    return { uri, text: this.loaded.policy.files.get(uri)?.text ?? '' };
  }

  rangeOfSite(site: GoalSite): { start: number; end: number } {
    return siteRange(site);
  }

  headOf(clause: Clause): { start: number; end: number } {
    return headRange(this.loaded.policy, clause);
  }

  /** A text as the protocol names it; undefined stands for the query's own. */
  source(uri: string | undefined): DebugProtocol.Source {
    if (uri === undefined) return this.virtualSource(QUERY_REFERENCE);
    return { name: shortName(uri), path: nameOf(uri, this.client.uris) };
  }

  private virtualSource(reference: number): DebugProtocol.Source {
    const { name, uri } = this.virtual.get(reference)!;
    return {
      name,
      sourceReference: reference,
      origin: reference === QUERY_REFERENCE ? 'the query' : `longhand of the shorthands in ${shortName(uri)}`,
    };
  }

  all(): DebugProtocol.Source[] {
    const files = [...this.loaded.policy.files.keys()].map((uri) => this.source(uri));
    return [...files, ...[...this.virtual.keys()].map((reference) => this.virtualSource(reference))];
  }

  /** The content of a text that is in no file. */
  content(reference: number): string | undefined {
    return this.virtual.get(reference)?.text();
  }
}

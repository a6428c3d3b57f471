import type { Frame, GoalSite } from '@polar-tools/evaluator';
import { headRange, impliedRules } from '@polar-tools/evaluator';
import { rangeOf } from '@polar-tools/language';
import type { Clause } from '@polar-tools/policy';
import { shortName } from '@polar-tools/project';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { LOADED_TEXT, type Loaded } from '../loaded.ts';
import { siteRange } from '../runtime/places.ts';
import type { ClientSettings } from './client.ts';
import type { ClientNames } from './client-names.ts';
import { type LonghandText, longhandText } from './longhand-text.ts';
import { THREAD } from './thread.ts';

/** The reference of the query's own text, which stands in no file. */
export const QUERY_REFERENCE = 1;

/** So many numbers are left for the texts of each thread but the first, whose numbers come first. */
const REFERENCES = 10_000;

/** The thread that shows the text of a reference. */
export const threadOfReference = (reference: number): number => Math.floor(reference / REFERENCES) + THREAD;

/** That of the rules that a Cloud policy has without writing them. */
const IMPLIED_REFERENCE = 2 ** 31 - 1;

/** A place in one of the texts, with the source as the protocol names it. */
export interface ShownPlace {
  readonly source: DebugProtocol.Source;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The longhand of one block, made when it is first asked for. */
interface Longhand {
  readonly reference: number;
  readonly block: string;
  readonly uri: string;
  readonly clauses: Clause[];
  made?: LonghandText;
}

/** The texts that a session shows: the policy's files, the query, and the longhand of each block's shorthands. */
export class Sources {
  readonly #loaded: Loaded;
  readonly #client: ClientSettings;
  readonly #names: ClientNames;
  readonly #longhands = new Map<string, Longhand>();
  /** Of files that have changed since they were loaded. */
  readonly #references = new Map<string, number>();
  /** That of the query's own text. */
  readonly #queryReference: number;
  #lastReference: number;

  constructor(loaded: Loaded, client: ClientSettings, names: ClientNames, thread = THREAD) {
    this.#queryReference = (thread - THREAD) * REFERENCES + QUERY_REFERENCE;
    this.#lastReference = this.#queryReference;
    this.#names = names;
    this.#loaded = loaded;
    this.#client = client;
    for (const predicate of loaded.policy.predicates.values()) {
      for (const clause of predicate.clauses) {
        if (clause.shorthand === undefined) continue;
        const block = clause.block ?? '';
        const longhand = this.#longhands.get(block);
        if (longhand !== undefined) longhand.clauses.push(clause);
        else
          this.#longhands.set(block, { reference: ++this.#lastReference, block, uri: clause.uri, clauses: [clause] });
      }
    }
  }

  /** Where a frame stands in the longhand of its rule; undefined where that is no shorthand's. */
  placeInLonghand(frame: Frame): ShownPlace | undefined {
    const longhand = this.#longhandOf(frame);
    if (longhand === undefined) return undefined;
    const made = madeOf(longhand);
    const range = made.rangeOf(frame.goal?.node ?? frame.clause!.rule);
    return range && { source: this.#longhandSource(longhand), text: made.text, ...range };
  }

  /** The longhand of a frame's rule as a source of its own, where it is a shorthand's. */
  longhandSourceOf(frame: Frame): DebugProtocol.Source | undefined {
    const longhand = this.#longhandOf(frame);
    return longhand && this.#longhandSource(longhand);
  }

  #longhandOf({ clause }: Frame): Longhand | undefined {
    return clause?.shorthand === undefined ? undefined : this.#longhands.get(clause.block ?? '');
  }

  /** Where a frame stands: at its goal; at its head while none has begun; the query as a whole before its first goal. */
  rangeOfFrame(frame: Frame): { readonly uri: string | undefined; readonly start: number; readonly end: number } {
    return { uri: frame.goal?.uri ?? frame.uri, ...this.#rangeWithin(frame) };
  }

  #rangeWithin(frame: Frame): { start: number; end: number } {
    if (frame.goal !== undefined) return this.rangeOfSite(frame.goal);
    if (frame.clause !== undefined) return this.headOf(frame.clause);
    if (frame.fact !== undefined) return rangeOf(frame.fact.node);
    if (frame.remembered !== undefined) return this.rangeOfSite(frame.remembered);
    return rangeOf(this.#loaded.asked);
  }

  /** The text that a site's offsets are in. */
  textOf(uri: string | undefined): { readonly uri: string; readonly text: string } {
    if (uri === undefined) return { uri: '', text: this.#loaded.queryText };
    if (uri === impliedRules.uri) return impliedRules;
    return { uri, text: this.#loaded.policy.files.get(uri)?.text ?? '' };
  }

  rangeOfSite(site: GoalSite): { start: number; end: number } {
    return siteRange(site);
  }

  headOf(clause: Clause): { start: number; end: number } {
    return headRange(clause, this.textOf(clause.uri).text);
  }

  /** A text as the protocol names it; undefined stands for the query's own. */
  source(uri: string | undefined): DebugProtocol.Source {
    if (uri === undefined) return { name: 'query.polar', sourceReference: this.#queryReference, origin: 'the query' };
    if (uri === impliedRules.uri)
      return {
        name: 'implied.polar',
        sourceReference: IMPLIED_REFERENCE,
        origin: 'what allow means where the policy has no rule for it',
      };
    if (uri.startsWith(LOADED_TEXT)) return { ...this.asLoaded(uri), name: shortName(uri) };
    if (!this.#names.canOpen(uri))
      return { name: shortName(uri), sourceReference: this.#referenceOf(uri), origin: 'the policy that was uploaded' };
    return { name: shortName(uri), path: this.#names.pathOf(uri, this.#client.uris) };
  }

  /** A file as it was loaded, now that it is another. */
  asLoaded(uri: string): DebugProtocol.Source {
    const sourceReference = this.#referenceOf(uri);
    return { name: `${shortName(uri)} (as started)`, sourceReference, origin: 'the file when the query was started' };
  }

  #referenceOf(uri: string): number {
    let reference = this.#references.get(uri);
    if (reference === undefined) {
      reference = ++this.#lastReference;
      this.#references.set(uri, reference);
    }
    return reference;
  }

  #longhandSource({ reference, block, uri }: Longhand): DebugProtocol.Source {
    const origin = `longhand of the shorthands in ${shortName(uri)}`;
    return { name: `${block} (longhand).polar`, sourceReference: reference, origin };
  }

  all(): DebugProtocol.Source[] {
    const files = [...this.#loaded.policy.files.keys()].map((uri) => this.source(uri));
    const longhands = [...this.#longhands.values()].map((longhand) => this.#longhandSource(longhand));
    return [...files, ...(this.#loaded.inline === undefined ? [this.source(undefined)] : []), ...longhands];
  }

  /** The content of a text that is in no file. */
  content(reference: number): string | undefined {
    if (reference === this.#queryReference) return this.#loaded.queryText;
    if (reference === IMPLIED_REFERENCE) return impliedRules.text;
    for (const [uri, one] of this.#references) if (one === reference) return this.textOf(uri).text;
    const longhand = [...this.#longhands.values()].find((one) => one.reference === reference);
    return longhand && madeOf(longhand).text;
  }
}

function madeOf(longhand: Longhand): LonghandText {
  longhand.made ??= longhandText(longhand.block, longhand.clauses);
  return longhand.made;
}

import { childrenOf } from '../terms/children.ts';
import {
  type Box,
  CONS,
  DICTIONARY,
  FIELDS,
  type Fields,
  FLOAT,
  HOST,
  INSTANCE,
  LAST_VARIABLE,
  type Term,
} from '../terms/term.ts';

const mix = (hash: number, more: number): number => {
  const mixed = Math.imul(hash ^ more, 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
};

function hashOfText(text: string): number {
  let hash = text.length;
  for (let i = 0; i < text.length; i++) hash = mix(hash, text.charCodeAt(i));
  return hash;
}

/** Where hashes of what is like nothing else begin, apart from those of small integers. */
const UNLIKE = 0x5bd1e995;

/** Hashes of terms: those that `isSame` calls the same have the same. Each term is looked into once, for as long as it lives. */
export class Hashes {
  readonly #known = new WeakMap<Box, number>();
  /** How many of them are the same as themselves alone. */
  #unlike = 0;

  of(term: Term): number {
    if (typeof term === 'string') return hashOfText(term);
    if (typeof term !== 'object') return Number(term) | 0;
    if (term.kind === FLOAT) return (term.a as number) | 0;
    let hash = this.#known.get(term);
    if (hash === undefined) {
      hash = this.#ofBox(term);
      this.#known.set(term, hash);
    }
    return hash;
  }

  #ofBox(box: Box): number {
    // A variable and an object of the application are the same as themselves alone.
    if (box.kind <= LAST_VARIABLE || box.kind === HOST) return mix(UNLIKE, ++this.#unlike);
    if (box.kind === CONS) return this.#ofList(box);
    if (box.kind === DICTIONARY || box.kind === FIELDS) return this.#ofFields(box.kind, box.a as Fields);
    if (box.kind === INSTANCE) return this.#ofFields(hashOfText(box.a as string), box.b as Fields);
    let hash = typeof box.a === 'string' ? hashOfText(box.a) : box.kind;
    for (const child of childrenOf(box)) hash = mix(hash, this.of(child));
    return hash;
  }

  /** Lists are long: their elements are gone through without recursion. */
  #ofList(from: Box): number {
    let hash: number = CONS;
    let rest: Term = from;
    for (; typeof rest === 'object' && rest.kind === CONS; rest = rest.b as Term)
      hash = mix(hash, this.of(rest.a as Term));
    return mix(hash, this.of(rest));
  }

  /** Their order says nothing. */
  #ofFields(kind: number, fields: Fields): number {
    let hash = 0;
    for (const [key, value] of fields) hash += mix(hashOfText(key), this.of(value)) | 0;
    return mix(kind, hash | 0);
  }
}

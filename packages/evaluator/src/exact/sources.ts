import type { Node } from '@polar-tools/language';
import type { Clause } from '@polar-tools/policy';
import { childrenOf } from '../terms/children.ts';
import { Met } from '../terms/shared.ts';
import { type Box, Compound, expression, isUnbound, type Term } from '../terms/term.ts';

/**
 * Where a goal or a value is written, for messages: as in the reference, a value says where it stands in the text, wherever it has
 * come since. What the machine made of several goals has no node of its own, but its parts have.
 */
export interface Source {
  readonly node: Node | undefined;
  /** Undefined for the query. */
  readonly clause: Clause | undefined;
  /** The same for its arguments, elements or fields, in order. */
  readonly parts: readonly (Source | undefined)[];
}

/** An operation that takes another one's place: it is written there, and so are those of its arguments that it keeps. */
export function inPlaceOf(before: Box, operator: string, args: readonly Term[]): Box {
  const made = expression(operator, args);
  const source = before instanceof Compound ? (before.source as Source | undefined) : undefined;
  if (source === undefined) return made;
  const known = childrenOf(before);
  const parts = source.parts.map((part, i) => (known[i] === args[i] ? part : undefined));
  made.source = { node: source.node, clause: source.clause, parts };
  return made;
}

/** The same operation as one that is written nowhere, though its arguments are. */
export function withoutPlace(operation: Box): Box {
  const made = expression(operation.a as string, childrenOf(operation));
  const source = operation instanceof Compound ? (operation.source as Source | undefined) : undefined;
  if (source !== undefined) made.source = { node: undefined, clause: source.clause, parts: source.parts };
  return made;
}

/** Where terms are written. What is no box has no place of its own: the term around it knows, or the variable bound to it. */
export class Sources {
  /** Of all but calls and operations, which know it themselves. */
  readonly #sources = new WeakMap<Box, Source>();

  /** Where a term is written; `otherwise`, what is known of the place that it stands in. */
  of(term: Term, otherwise?: Source): Source | undefined {
    // A variable stands in many places.
    return (typeof term === 'object' && !isUnbound(term) ? this.#written(term) : undefined) ?? otherwise;
  }

  /** Where an argument, an element or a field of a term is written. */
  part(term: Term, index: number): Source | undefined {
    if (typeof term !== 'object') return undefined;
    return this.of(childrenOf(term)[index] ?? false, this.#written(term)?.parts[index]);
  }

  /** Where the arguments, elements or fields of a term are written. */
  parts(term: Term): readonly (Source | undefined)[] {
    if (typeof term !== 'object') return [];
    const around = this.#written(term)?.parts;
    return childrenOf(term).map((child, index) => this.of(child, around?.[index]));
  }

  /** Gives a term the place of the one that it was made of, and says where its parts are written if not as there. */
  give<Made extends Box>(made: Made, source: Source | undefined, parts?: readonly (Source | undefined)[]): Made {
    const written = parts === undefined ? source : { node: source?.node, clause: source?.clause, parts };
    if (written === undefined) return made;
    if (made instanceof Compound) made.source = written;
    else this.#sources.set(made, written);
    return made;
  }

  #written(term: Box): Source | undefined {
    return term instanceof Compound ? (term.source as Source | undefined) : this.#sources.get(term);
  }

  /** The first place that a term or what is in it names. */
  first(term: Term, otherwise?: Source, met: Met = new Met()): Source | undefined {
    const source = this.of(term, otherwise);
    if (source?.node !== undefined || typeof term !== 'object' || met.again(term)) return source;
    for (const [index, child] of childrenOf(term).entries()) {
      const found = this.first(child, this.part(term, index), met);
      if (found?.node !== undefined) return found;
    }
    return source;
  }
}

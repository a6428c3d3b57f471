import { check, type Diagnostic as Finding, type Policy } from '@polar-tools/policy';
import type { Location, Position, Range } from 'vscode-languageserver';
import type { Application } from './application/application.ts';
import { createLineIndex, type LineIndex } from './line-index.ts';
import { isOtherVersion } from './other-versions.ts';
import type { PositionEncoding } from './position-encoding.ts';
import { faultFinding } from './readable.ts';

/** A piece of a file, in UTF-16 code units from its start. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * What a feature sees: one snapshot of a policy, and how this client spells URIs and counts columns. Every feature is a
 * pure function of it and the request's parameters.
 */
export interface View {
  readonly policy: Policy;
  /** The lines of a file of the policy; undefined for a file that is none of its. */
  lines(uri: string): LineIndex | undefined;
  /** The policy's URI for the client's. */
  uriOf(clientUri: string): string;
  /** The client's URI for the policy's. */
  clientUri(uri: string): string;
  /** What the application's sources say of its classes, where they are read. */
  readonly application?: Application | undefined;
  /** Why the engine could not read a file as it is, in words; undefined where it could. */
  faultOf?(uri: string): string | undefined;
  /** Whether a file, which is a policy by its name, is one of facts of another policy: that one says what is wrong in it. */
  isFacts?(uri: string): boolean;
  /** A new name as it is written in place of the one at a span, in a file that is not in Polar; undefined where Polar's own way is right. */
  writes?(uri: string, span: Span, name: string): string | undefined;
}

/**
 * What is wrong in a file of a policy: what keeps the engine from reading it, and what the policy's checks find.
 * @param checked all that they find, for who asks about many files
 */
export function findingsIn(view: View, uri: string, checked = check(view.policy)): readonly Finding[] {
  if (view.isFacts?.(uri) || isOtherVersion(uri)) return NONE;
  const found = checked.get(uri) ?? NONE;
  const fault = view.faultOf?.(uri);
  return fault === undefined ? found : [faultFinding(uri, fault), ...found];
}

const NONE: readonly Finding[] = [];

/** The offset of a request's position; undefined when the file is none of the policy's. */
export function offsetIn(view: View, uri: string, position: Position): number | undefined {
  return view.lines(uri)?.offsetAt(position);
}

const NOWHERE: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

export function rangeIn(view: View, uri: string, span: Span): Range {
  return view.lines(uri)?.rangeOf(span) ?? NOWHERE;
}

export function locationIn(view: View, uri: string, span: Span): Location {
  return { uri: view.clientUri(uri), range: rangeIn(view, uri, span) };
}

/** Line indexes by text, kept as long as the text is the newest of its file. */
export class LineIndexes {
  readonly #encoding: PositionEncoding;
  readonly #byUri = new Map<string, LineIndex>();

  constructor(encoding: PositionEncoding) {
    this.#encoding = encoding;
  }

  of(uri: string, text: string): LineIndex {
    const known = this.#byUri.get(uri);
    if (known !== undefined && known.text === text) return known;
    const index = createLineIndex(text, this.#encoding);
    this.#byUri.set(uri, index);
    return index;
  }

  keepOnly(isNeeded: (uri: string) => boolean): void {
    for (const uri of this.#byUri.keys()) if (!isNeeded(uri)) this.#byUri.delete(uri);
  }
}

import { type Block, type Node, type PolarNode, rangeOf, type Statement } from '@polar-tools/language';
import type { Location } from '../model/policy.ts';
import { commentsWithin, endsLine, indentAt, lineEndOf, lineStart, withComments } from '../refactorings/source-text.ts';
import type { ConversionEdit, Decision } from './conversion.ts';

/** Why a unit cannot be said in the other dialect, or only nearly. */
export interface Obstacle {
  readonly what: string;
  readonly why: string;
}

/** A part of a policy that is converted, or left out, as a whole: a statement, or a shorthand of a block. */
export class Unit {
  readonly uri: string;
  readonly text: string;
  readonly node: Statement | Extract<Block['members'][number], { $type: 'Shorthand' }>;
  /** The block's unit, of a shorthand. */
  readonly holder: Unit | undefined;
  readonly start: number;
  readonly end: number;
  /** Edits that say it in the other dialect. */
  readonly #edits: ConversionEdit[] = [];
  readonly #decisions: Decision[] = [];
  #left: Decision | undefined;
  #moved: { readonly at: number; readonly text: string } | undefined;

  constructor(uri: string, text: string, node: Unit['node'], holder?: Unit) {
    this.uri = uri;
    this.text = text;
    this.node = node;
    this.holder = holder;
    const { start, end } = rangeOf(node);
    this.start = start;
    this.end = end;
  }

  /** It, or the block that holds it, is not said in the new policy. */
  get isLeft(): boolean {
    return this.#left !== undefined || this.holder?.isLeft === true;
  }

  replace(node: Node, newText: string): void {
    this.edit(rangeOf(node), newText);
  }

  edit({ start, end }: { readonly start: number; readonly end: number }, newText: string): void {
    if (this.text.slice(start, end) !== newText) this.#edits.push({ uri: this.uri, start, end, newText });
  }

  /** Takes it from where it stands, with its comments; what it comes to is a statement elsewhere, after a blank line. */
  move(at: number, text: string): void {
    this.edit(withComments(this.text, this.node), '');
    this.#moved = { at, text };
  }

  /** Leaves it out: the first obstacle counts. */
  leave(node: Node | Location, obstacle: Obstacle): void {
    this.#left ??= this.#decision(node, obstacle, false);
  }

  /** It stands, but a person should look. */
  note(node: Node, obstacle: Obstacle): void {
    this.#decisions.push(this.#decision(node, obstacle, true));
  }

  get decisions(): readonly Decision[] {
    if (this.holder?.isLeft === true) return [];
    return this.#left === undefined ? this.#decisions : [this.#left];
  }

  get edits(): readonly ConversionEdit[] {
    if (this.holder?.isLeft === true) return [];
    if (this.#left !== undefined) return [this.#asComment(this.#left)];
    return this.#withLostComments(this.#converted());
  }

  /** Comments in what is written anew stand before it, so that none is lost. */
  #withLostComments(edits: readonly ConversionEdit[]): readonly ConversionEdit[] {
    const lost = edits.flatMap((edit) =>
      commentsWithin(this.text, edit).filter((comment) => !edits.some(({ newText }) => newText.includes(comment))),
    );
    if (lost.length === 0) return edits;
    const { uri, start } = this;
    const isBefore = (edit: ConversionEdit): boolean => edit.start <= start && start <= edit.end;
    const at = this.#moved === undefined ? edits.findIndex(isBefore) : edits.length - 1;
    const lineEnd = lineEndOf(this.text);
    const lineBreak = this.#moved === undefined ? lineEnd + indentAt(this.text, start) : lineEnd;
    const comments = lost.join(lineBreak);
    if (at < 0) return [{ uri, start, end: start, newText: comments + lineBreak }, ...edits];
    return edits.map((edit, i) => {
      if (i !== at) return edit;
      const breaks = /^(?:\r?\n)*/.exec(edit.newText)![0];
      const rest = edit.newText.slice(breaks.length);
      return { ...edit, newText: breaks + comments + (rest === '' ? '' : lineBreak) + rest };
    });
  }

  #converted(): readonly ConversionEdit[] {
    const comments = this.#decisions.map((decision) => `# ${decisionComment(decision)}`);
    const [decision] = this.#decisions;
    const lineEnd = lineEndOf(this.text);
    if (this.#moved !== undefined) {
      const { at, text } = this.#moved;
      const newText = [lineEnd, ...comments, text.replaceAll('\n', lineEnd)].join(lineEnd);
      return [...this.#edits, { uri: this.uri, start: at, end: at, newText, decision }];
    }
    if (decision === undefined) return this.#edits;
    const indent = indentAt(this.text, this.start);
    const newText = comments.map((comment) => `${comment}${lineEnd}${indent}`).join('');
    return [{ uri: this.uri, start: this.start, end: this.start, newText, decision }, ...this.#edits];
  }

  #decision(node: Node | Location, { what, why }: Obstacle, kept: boolean): Decision {
    const { start, end } = '$type' in node ? rangeOf(node as PolarNode) : node;
    return { uri: this.uri, start, end, what, why, kept };
  }

  /** It as comment lines, so that nothing of it is lost. */
  #asComment(decision: Decision): ConversionEdit {
    const { uri, text, start, end } = this;
    const lineEnd = lineEndOf(text);
    const indent = text.slice(lineStart(text, start), start).trim() === '' ? indentAt(text, start) : '';
    const lines = text.slice(start, end).split(/\r?\n/);
    const commented = lines.map((line, i) => `# ${i === 0 ? line : unindented(line, indent)}`.trimEnd());
    const before = text.slice(lineStart(text, start), start).trim() === '' ? '' : `${lineEnd}${indent}`;
    const after = endsLine(text, end) ? '' : `${lineEnd}${indent}`;
    const newText = [`# ${decisionComment(decision)}`, ...commented].join(`${lineEnd}${indent}`);
    return { uri, start, end, newText: `${before}${newText}${after}`, decision };
  }
}

const unindented = (line: string, indent: string): string =>
  line.startsWith(indent) ? line.slice(indent.length) : line;

/** What stands beside it in the new text. */
const decisionComment = ({ what, why }: Decision): string => `Decide: ${what}. ${why}`;

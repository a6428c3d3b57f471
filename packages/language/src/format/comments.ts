/** A comment, and how it stands to what is before it. */
export interface Comment {
  /** From its `#` to the end of its line, to the letter. */
  readonly text: string;
  /** On a line of its own. */
  readonly own: boolean;
  readonly afterEmptyLine: boolean;
  /** One past its last code unit: absolute. */
  readonly end: number;
}

const NONE: readonly Comment[] = [];

/** The comments between two tokens, or before the first or after the last of a file: absolute offsets. */
export function commentsIn(text: string, from: number, to: number): readonly Comment[] {
  let comments: Comment[] | undefined;
  let breaks = 0;
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) breaks++;
    else if (code === 35) {
      let end = i;
      while (end < to && text.charCodeAt(end) !== 10 && text.charCodeAt(end) !== 13) end++;
      comments ??= [];
      comments.push({ text: text.slice(i, end), own: breaks > 0 || from === 0, afterEmptyLine: breaks > 1, end });
      breaks = 0;
      i = end - 1;
    }
  }
  return comments ?? NONE;
}

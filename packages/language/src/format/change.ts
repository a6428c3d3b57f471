/** Puts a text in place of what stands from `start` to `end`: absolute offsets. */
export interface FormatEdit {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/**
 * Adds the edits that make a piece of the text new, each of blanks alone, so that cursors and marks stay where they are. Where a comment moved,
 * one edit makes all from there.
 */
export function change(edits: FormatEdit[], text: string, from: number, to: number, newText: string): void {
  if (newText.length === to - from && text.startsWith(newText, from)) return;
  let old = from;
  let now = 0;
  while (old < to || now < newText.length) {
    if (old < to && now < newText.length && text.charCodeAt(old) === newText.charCodeAt(now)) {
      if (!isBlank(text, old, to)) {
        old++;
        now++;
        continue;
      }
    }
    const oldEnd = afterBlanks(text, old, to);
    const newEnd = afterBlanks(newText, now, newText.length);
    const moved = oldEnd === old && newEnd === now;
    const differ = text.charCodeAt(oldEnd) !== newText.charCodeAt(newEnd) && oldEnd < to && newEnd < newText.length;
    if (moved || differ || (oldEnd === to) !== (newEnd === newText.length)) {
      edits.push({ start: old, end: to, newText: newText.slice(now) });
      return;
    }
    replaceBlanks(edits, text, old, oldEnd, newText.slice(now, newEnd));
    old = oldEnd;
    now = newEnd;
  }
}

/** Without what the old blanks and the new have in common at both ends. */
function replaceBlanks(edits: FormatEdit[], text: string, from: number, to: number, blanks: string): void {
  const old = text.slice(from, to);
  if (old === blanks) return;
  const most = Math.min(old.length, blanks.length);
  let start = 0;
  while (start < most && old.charCodeAt(start) === blanks.charCodeAt(start)) start++;
  let end = 0;
  while (end < most - start && old.charCodeAt(old.length - 1 - end) === blanks.charCodeAt(blanks.length - 1 - end))
    end++;
  edits.push({ start: from + start, end: to - end, newText: blanks.slice(start, blanks.length - end) });
}

function isBlank(text: string, at: number, end: number): boolean {
  return at < end && BLANKS.includes(text.charCodeAt(at));
}

const BLANKS = [32, 9, 10, 13];

function afterBlanks(text: string, from: number, end: number): number {
  let at = from;
  while (isBlank(text, at, end)) at++;
  return at;
}

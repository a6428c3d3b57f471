/** How the lines of an edited text stand to those of the text that was loaded. Lines from 0. */
export interface EditedLines {
  /** The line of the loaded text; undefined where the edited one is new or changed. */
  toLoaded(line: number): number | undefined;
  /** The line of the edited text; undefined where the loaded one is gone. */
  toEdited(line: number): number | undefined;
}

/** Keeps the lines before the first change and those after the last one. */
export function compareLines(loaded: string, edited: string): EditedLines {
  if (loaded === edited) return { toLoaded: (line) => line, toEdited: (line) => line };
  const before = loaded.split(/\r\n|\r|\n/);
  const after = edited.split(/\r\n|\r|\n/);
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const map = (from: number, to: number) => (line: number) => {
    if (line < head) return line;
    return line >= from - tail ? line + to - from : undefined;
  };
  return { toLoaded: map(after.length, before.length), toEdited: map(before.length, after.length) };
}

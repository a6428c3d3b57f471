import type { TextEdit } from '../checking/diagnostic.ts';

/** A text after edits, and where an old place stands in it. */
export interface Edited {
  readonly text: string;
  /** Of an offset that an edit replaced, the start of what came instead. */
  moved(offset: number): number;
  /** Where what an edit brought stands. */
  readonly places: ReadonlyMap<TextEdit, { readonly start: number; readonly end: number }>;
}

/** Applies edits of which none stands within another; of two at one place, what is only added comes first, then what is first in the list. */
export function applyEdits(text: string, edits: readonly TextEdit[]): Edited {
  const ordered = edits
    .map((edit, i) => ({ edit, i }))
    .sort((a, b) => a.edit.start - b.edit.start || a.edit.end - b.edit.end || a.i - b.i);
  const parts: string[] = [];
  const shifts: { readonly from: number; readonly by: number }[] = [];
  let at = 0;
  let shift = 0;
  const places = new Map<TextEdit, { readonly start: number; readonly end: number }>();
  for (const { edit } of ordered) {
    places.set(edit, { start: edit.start + shift, end: edit.start + shift + edit.newText.length });
    parts.push(text.slice(at, edit.start), edit.newText);
    shift += edit.newText.length - (edit.end - edit.start);
    shifts.push({ from: edit.end, by: shift });
    at = edit.end;
  }
  parts.push(text.slice(at));
  return {
    text: parts.join(''),
    places,
    moved: (offset) => {
      let by = 0;
      for (const each of shifts) {
        if (each.from > offset) break;
        by = each.by;
      }
      return offset + by;
    },
  };
}

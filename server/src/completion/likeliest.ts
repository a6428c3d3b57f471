import type { Item } from './items.ts';

/** More are not sent: nobody looks through them, and with each letter that is written the client asks anew. */
export const MOST_ITEMS = 250;

/**
 * The items that fit best to what is written, where they are very many: those that begin with it, then those that have its letters in their order, as an editor
 * looks for them; of each the likelier first. `isCut` says that there are more.
 */
export function likeliest(
  items: readonly Item[],
  written: string,
): { readonly items: readonly Item[]; readonly isCut: boolean } {
  if (items.length <= MOST_ITEMS) return { items, isCut: false };
  const letters = written.toLowerCase();
  const ranked = items.flatMap((item) => {
    const rank = rankOf((item.filterText ?? item.label).toLowerCase(), letters);
    return rank === undefined ? [] : [{ item, rank, order: item.sortText ?? item.label }];
  });
  ranked.sort(
    (one, other) => one.rank - other.rank || (one.order < other.order ? -1 : one.order > other.order ? 1 : 0),
  );
  return { items: ranked.slice(0, MOST_ITEMS).map(({ item }) => item), isCut: true };
}

/** 0 for what begins with the letters, 1 for what has them in their order; undefined for anything else. */
function rankOf(text: string, letters: string): number | undefined {
  if (text.startsWith(letters)) return 0;
  let at = 0;
  for (const letter of letters) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return undefined;
  }
  return 1;
}

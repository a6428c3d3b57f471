/** The keys of the objects that are open in a JSON text, to tell one that stands twice: a reader would take the last, and say nothing. */
export class RepeatedKeys {
  /** Undefined until an object has a key: most of what opens is small. */
  readonly #open: (string[] | undefined)[] = [];

  open(): void {
    this.#open.push(undefined);
  }

  close(): void {
    this.#open.pop();
  }

  /** Notes a key of the object that was opened last, and says whether it had it already. */
  isRepeated(key: string): boolean {
    const last = this.#open.length - 1;
    const keys = this.#open[last];
    if (keys?.includes(key)) return true;
    if (keys === undefined) this.#open[last] = [key];
    else keys.push(key);
    return false;
  }
}

export const repeatedMessage = (key: string): string =>
  `The key "${key.slice(0, 40)}" stands twice in one object, and only one of the two would count. Leave one out.`;

/** Strings and what opens, closes and follows a key: the rest of a sound JSON text says nothing here. */
const SIGN = /"(?:[^"\\]|\\.)*"|[[\]{}:]/g;

/** The first key of a sound JSON text that stands twice in one object, and its place; undefined where there is none. */
export function repeatedKey(text: string): { readonly key: string; readonly at: number } | undefined {
  if (!text.includes('{')) return undefined;
  const keys = new RepeatedKeys();
  let string = '';
  let at = 0;
  for (const { 0: sign, index } of text.matchAll(SIGN)) {
    if (sign === '{' || sign === '[') keys.open();
    else if (sign === '}' || sign === ']') keys.close();
    else if (sign !== ':') [string, at] = [sign, index];
    else {
      const key = JSON.parse(string) as string;
      if (keys.isRepeated(key)) return { key, at };
    }
  }
  return undefined;
}

/** How many steps may be run before there is a pause. Whoever drives the work sets it anew for each slice. */
export interface Slice {
  steps: number;
}

/** Work that yields where a slice is used up. */
export type Sliced<T> = Generator<undefined, T>;

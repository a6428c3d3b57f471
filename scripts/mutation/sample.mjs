/** A random part of many things, and what it says about all of them. */

/** Numbers from 0 to below 1 that hang on the seed alone (mulberry32). */
const randomOf = (seed) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** `size` of the things (all, where there are no more), each as likely as another, in the order of choice. */
export const sampleOf = (things, size, seed) => {
  const rest = [...things];
  const random = randomOf(seed);
  const chosen = Math.min(size, rest.length);
  for (let index = 0; index < chosen; index++) {
    const other = index + Math.floor(random() * (rest.length - index));
    [rest[index], rest[other]] = [rest[other], rest[index]];
  }
  return rest.slice(0, chosen);
};

/**
 * The share of all that have a property when `hits` of a sample of `size` have it, with its 95 % interval (Wilson's, which holds for small samples and
 * for shares near 1 too).
 */
export const shareOf = (hits, size) => {
  if (size === 0) return { share: 0, low: 0, high: 1 };
  const z = 1.96;
  const share = hits / size;
  const scale = 1 + z ** 2 / size;
  const middle = (share + z ** 2 / (2 * size)) / scale;
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / size + z ** 2 / (4 * size ** 2));
  return { share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
};

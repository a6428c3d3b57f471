import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** The memory that Node gives a program for its objects. A program that wants more is ended, without a word of its own. */
export interface Heap {
  /** How large it may become. */
  readonly megabytes: number;
  /**
   * How much of it is in use: from 1 on it may soon be at its end. To be asked now and then by whoever reads or makes what may be larger than
   * memory.
   */
  use(): number;
}

const MEGABYTE = 1 << 20;

/** What Node counts as the heap's limit has room for young objects, which old ones cannot have: this much in Node 24, less in some before. */
const YOUNG = 192 * MEGABYTE;

/**
 * Shares of the heap: in use where it is full, and by how much it grows until it is looked at again. From 0.8 on V8 ends a program that does little but
 * collect garbage, and what ran since the last look, and the message, take some, too.
 */
const FULL = 0.65;
const STEP = 0.05;

/** This process's heap. */
export function nodeHeap(): Heap {
  const { heap_size_limit: all } = getHeapStatistics();
  const most = all > YOUNG + 32 * MEGABYTE ? all - YOUNG : all / 2;
  let lookAt = FULL * most;
  return {
    megabytes: Math.round(most / MEGABYTE),
    use: () => {
      const before = getHeapStatistics().used_heap_size;
      if (before < lookAt) return before / lookAt;
      // Most of it may be garbage.
      collect();
      const used = getHeapStatistics().used_heap_size;
      lookAt = Math.max(FULL * most, used + STEP * most);
      return used / (FULL * most);
    },
  };
}

/** Node has this function only where it was started with an option for it, or asks for it later in this way. */
function collect(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

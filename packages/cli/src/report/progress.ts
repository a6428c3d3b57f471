import type { Output } from '../surroundings.ts';

/** A line on a terminal that says how far a long command is; on anything else, nothing. */
export interface Progress {
  /** Shows where it is, at most every tenth of a second, and not before a third has gone by. */
  show(where: string): void;
  /** Takes the line away. */
  clear(): void;
}

export function progressOn(output: Output, now: () => number): Progress {
  if (!output.isTerminal) return { show: () => {}, clear: () => {} };
  const started = now();
  let last = started;
  let shown = false;
  return {
    show: (where) => {
      const time = now();
      if (time - started < 300 || time - last < 100) return;
      last = time;
      shown = true;
      output.write(`\r\u001b[K${where}`);
    },
    clear: () => {
      if (shown) output.write('\r\u001b[K');
    },
  };
}

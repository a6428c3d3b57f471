import type { ChildProcess } from 'node:child_process';

/** A program that asks its policy what lines of its standard input tell it to, and prints what came of that. */
export function programThat(child: ChildProcess) {
  let printed = '';
  let taken = 0;
  for (const stream of [child.stdout!, child.stderr!])
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return {
    child,
    ended,
    tell: (line: string) => child.stdin!.write(`${line}\n`),
    /** Waits until it has printed a text, after what was waited for before. */
    prints: async (text: string): Promise<void> => {
      for (;;) {
        const at = printed.indexOf(text, taken);
        if (at >= 0) {
          taken = at + text.length;
          return;
        }
        if (child.exitCode !== null) throw new Error(`It ended, and has printed:\n${printed}`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    printed: () => printed,
  };
}

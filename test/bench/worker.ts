/** What a measure's process prints: one number, in the measure's unit. */
export function report(value: number): void {
  process.stdout.write(`${JSON.stringify({ value })}\n`);
}

/** The numbers of several measures that one process takes, by their names (`Task.part`). */
export function reportParts(parts: Readonly<Record<string, number>>): void {
  process.stdout.write(`${JSON.stringify({ parts })}\n`);
}

/** What a measure's process prints when it cannot be done at all: the reference engine's limits are findings too. */
export function reportImpossible(reason: string): void {
  process.stdout.write(`${JSON.stringify({ impossible: reason })}\n`);
}

/** The first argument: how many lines of policy. */
export function lines(): number {
  return Number(argument());
}

export function argument(): string {
  const value = process.argv[2];
  if (value === undefined) throw new Error('this measure takes an argument');
  return value;
}

/**
 * Microseconds of one call, after a warm-up of a third of a second, over at least half a second.
 *
 * @param call does the work once and throws when the answer is wrong
 */
export async function timePerCall(call: () => void | Promise<void>): Promise<number> {
  await callFor(300, call);
  const { calls, milliseconds } = await callFor(600, call);
  return (milliseconds * 1000) / calls;
}

async function callFor(
  limit: number,
  call: () => void | Promise<void>,
): Promise<{ calls: number; milliseconds: number }> {
  const start = performance.now();
  let calls = 0;
  let batch = 1;
  for (;;) {
    for (let index = 0; index < batch; index++) {
      const waited = call();
      if (waited !== undefined) await waited;
    }
    calls += batch;
    const milliseconds = performance.now() - start;
    if (milliseconds >= limit) return { calls, milliseconds };
    // The clock is read about every five milliseconds.
    if (milliseconds < 5) batch *= 2;
  }
}

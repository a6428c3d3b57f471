import { stdin, stdout } from 'node:process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { inspect } from 'node:util';

const PROMPT = 'query> ';

/** Asks a query, whose answers may be read once. */
type Ask = (query: string) => AsyncIterable<ReadonlyMap<string, unknown>>;

/** Where a conversation is read and written. */
export interface ReplStreams {
  readonly input: Readable;
  readonly output: Writable;
}

/**
 * Reads queries, a line each, and writes their answers as the reference does: variables with their values, then whether there was an answer. An error is told, and the
 * conversation goes on. Settles when the input ends.
 */
export async function converse(
  ask: Ask,
  { input, output }: ReplStreams = { input: stdin, output: stdout },
): Promise<void> {
  const lines = createInterface({ input, output, prompt: PROMPT, tabSize: 4 });
  lines.prompt();
  for await (const line of lines) {
    const query = line.trim().replace(/;+$/, '');
    if (query !== '') output.write(`${await told(ask, query)}\n`);
    lines.prompt();
  }
}

async function told(ask: Ask, query: string): Promise<string> {
  const found: string[] = [];
  let holds = false;
  try {
    for await (const answer of ask(query)) {
      holds = true;
      for (const [variable, value] of answer) found.push(`${variable} = ${inspect(value)}`);
    }
  } catch (thrown) {
    return toldError(thrown);
  }
  return [...found, String(holds)].join('\n');
}

/** An error on two lines: its name, and what it says. */
export const toldError = (thrown: unknown): string =>
  thrown instanceof Error ? `${thrown.name}\n${thrown.message}` : String(thrown);

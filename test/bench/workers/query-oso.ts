import { Oso } from 'oso';
import { programs } from '../policies.ts';
import { argument, report, reportImpossible, timePerCall } from '../worker.ts';

/** Microseconds that `oso` takes for one `measure()` of a program; `queryRule` parses no query. */
const name = argument() as keyof typeof programs;
const oso = new Oso();
await oso.loadStr(programs[name]);

async function measure(): Promise<void> {
  let answers = 0;
  for await (const _ of oso.queryRule('measure')) answers++;
  if (answers !== 1) throw new Error(`measure() of ${name} has ${answers} answers, not one`);
}

try {
  report(await timePerCall(measure));
} catch (error) {
  reportImpossible(String(error instanceof Error ? error.message : error).split('\n')[0] ?? '');
}

import { Oso } from 'oso';
import { generatePolicy } from '../policies.ts';
import { lines, report } from '../worker.ts';

/** Milliseconds that `oso` takes to load a policy of so many lines in this fresh process. */
const { text, classes } = generatePolicy(lines());
const oso = new Oso();
for (const name of classes) oso.registerClass(class {}, { name });
const start = performance.now();
await oso.loadStr(text);
report(performance.now() - start);

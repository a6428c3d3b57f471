import { generatePolicy } from '../policies.ts';
import { argument, report } from '../worker.ts';

/** Milliseconds to load a policy of so many lines in this fresh process, with its classes registered: by npm's `oso`, or by `host-node`, which stands in for it. */
const [library, lines] = argument().split(' ');
const { Oso } = library === 'host-node' ? await import('@polar-tools/host-node') : await import('oso');

const { text, classes } = generatePolicy(Number(lines));
const oso = new Oso();
for (const name of classes) oso.registerClass(class {}, { name });
const start = performance.now();
await oso.loadStr(text);
report(performance.now() - start);

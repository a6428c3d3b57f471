import { Oso } from 'oso';
import { generatePolicy } from '../policies.ts';
import { lines, report } from '../worker.ts';

/** Milliseconds until `oso`, warm, has taken in one changed line of a policy: it has to load all of it again. */
const { text, classes } = generatePolicy(lines());
const oso = new Oso();
for (const name of classes) oso.registerClass(class {}, { name });
await oso.loadStr(text);
const times: number[] = [];
for (let edit = 0; edit < 5; edit++) {
  const edited = text.replace('flag("beta");', `flag("beta-${edit}");`);
  const start = performance.now();
  oso.clearRules();
  await oso.loadStr(edited);
  times.push(performance.now() - start);
}
// The first reloads still compile the engine.
report(times.slice(2).toSorted((a, b) => a - b)[1] ?? Number.NaN);

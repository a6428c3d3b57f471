import { formatFile, parseFile, withEdits } from '@polar-tools/language';
import { generatePolicy } from '../policies.ts';
import { lines, report, timePerCall } from '../worker.ts';

/** Milliseconds to lay out a policy of so many lines, all of whose indentation is wrong, as at a save: what was read is there. */
const text = generatePolicy(lines()).text.replaceAll(/^ +/gm, '');
const file = parseFile(text);
if (formatFile(parseFile(withEdits(text, formatFile(file)))).length > 0)
  throw new Error('formatting twice is not formatting once');
const microseconds = await timePerCall(() => {
  if (formatFile(file).length === 0) throw new Error('nothing was laid out');
});
report(microseconds / 1000);

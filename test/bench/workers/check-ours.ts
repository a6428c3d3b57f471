import { check, createPolicy } from '@polar-tools/policy';
import { generatePolicy } from '../policies.ts';
import { lines, report } from '../worker.ts';

/** Milliseconds to read and check a policy of so many lines in this fresh process. */
const { text, classes } = generatePolicy(lines());
const configuration = {
  dialect: 'library' as const,
  classes: Object.fromEntries(classes.map((name) => [name, { fields: [], extends: [] }])),
};
const start = performance.now();
const diagnostics = check(createPolicy([{ uri: 'file:///main.polar', text }], configuration));
const milliseconds = performance.now() - start;
const errors = [...diagnostics.values()].flat().filter(({ severity }) => severity === 'error');
if (errors.length > 0) throw new Error(`the generated policy has an error: ${errors[0]?.message}`);
report(milliseconds);

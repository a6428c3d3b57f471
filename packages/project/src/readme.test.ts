import { expect, it } from 'vitest';
import { clientNames, loadPolicy, memoryFiles, obstaclesTo, policyNamed } from './index.ts';

it('the example of the README holds', async () => {
  const files = memoryFiles({ 'file:///w/main.polar': 'allow("anne", "read", _);' });
  const found = await policyNamed(['main.polar'], clientNames('file:///w'), files);
  const loaded = 'value' in found ? await loadPolicy(found.value, files) : found;
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems));
  expect(obstaclesTo(loaded.value.policy)).toEqual([]);
});

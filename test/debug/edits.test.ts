import { expect, it } from 'vitest';
import { InProcessClient } from './in-process-client.ts';
import { memoryHost } from './test-host.ts';

it('keeps breakpoints right while the file is edited', async () => {
  const texts: Record<string, string> = { 'file:///w/main.polar': 'f(x) if\n  g(x);\ng(1);\n' };
  const host = memoryHost({});
  const files = { ...host.files, read: async (uri: string) => texts[uri], list: async () => undefined };
  const client = new InProcessClient({ ...host, files });
  const set = async (line: number): Promise<unknown> => {
    const source = { path: '/w/main.polar' };
    const { body } = await client.request('setBreakpoints', { source, breakpoints: [{ line }] });
    return body.breakpoints[0];
  };
  await client.request('initialize', {});
  const launched = await client.request('launch', { policies: '/w/main.polar', query: 'f(x)' });
  expect(launched.message).toBeUndefined();
  texts['file:///w/main.polar'] = '# new\n\nf(x) if\n  g(x);\ng(2);\n';
  expect(await set(4)).toMatchObject({ verified: true, line: 4, column: 3 });
  expect(await set(1)).toMatchObject({ verified: false, message: expect.stringContaining('has changed') });
  expect(await set(5)).toMatchObject({ verified: false, message: expect.stringContaining('Restart') });
});

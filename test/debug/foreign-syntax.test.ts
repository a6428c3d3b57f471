import { describe, expect, it } from 'vitest';
import { InProcessClient } from './in-process-client.ts';
import { memoryHost } from './test-host.ts';

const host = () => memoryHost({ 'main.polar': 'f(x) if x = 1;\n' });
const wrong = [
  'f(User{"a"})',
  '1 = User{"a"}',
  'f(@current_unix_time)',
  'x in [Plane{"q"}]',
  'not f(Robot{2})',
  'x matches! User',
  'User{"a"}',
];

async function stopped(): Promise<{ client: InProcessClient; frameId: number }> {
  const client = new InProcessClient(host());
  await client.request('initialize', {});
  await client.request('launch', { policies: 'main.polar', query: 'f(1)', stopOnEntry: true });
  await client.request('configurationDone');
  await client.next('stopped');
  const trace = await client.request('stackTrace', { threadId: 1 });
  return { client, frameId: (trace.body as { stackFrames: { id: number }[] }).stackFrames[0]!.id };
}

describe('syntax of Cloud in a policy of the Library', () => {
  it.each(wrong)('is refused as a query: %s', async (query) => {
    const client = new InProcessClient(host());
    await client.request('initialize', {});
    const { success, message } = await client.request('launch', { policies: 'main.polar', query });
    expect(success).toBe(false);
    expect(message).toContain('exists only in policies for Oso Cloud');
  });

  it.each(['repl', 'watch', 'hover', 'clipboard'])('is refused where it is evaluated: %s', async (context) => {
    const { client, frameId } = await stopped();
    for (const expression of wrong) {
      const { success, message } = await client.request('evaluate', { expression, frameId, context });
      expect([expression, success]).toEqual([expression, false]);
      expect(message).toContain('exists only in policies for Oso Cloud');
    }
  });

  it.each(wrong)('makes a breakpoint that is not verified, as a condition and in a log message: %s', async (text) => {
    const { client } = await stopped();
    for (const asked of [{ condition: text }, { logMessage: `it is {${text}}` }]) {
      const { body } = await client.request('setBreakpoints', {
        source: { path: 'main.polar' },
        breakpoints: [{ line: 1, ...asked }],
      });
      const [breakpoint] = (body as { breakpoints: { verified: boolean; message?: string }[] }).breakpoints;
      expect(breakpoint!.verified).toBe(false);
      expect(breakpoint!.message).toContain('exists only in policies for Oso Cloud');
    }
  });

  it('is refused in the policy, whatever its configuration says', async () => {
    const client = new InProcessClient(
      memoryHost({
        'main.polar': 'f(x) if x = User{"a"};\n',
        'polar.config.json': '{ "dialect": "library", "checks": { "cloud-only": "off" } }',
      }),
    );
    await client.request('initialize', {});
    const { success, message } = await client.request('launch', { policies: 'main.polar', query: 'f(1)' });
    expect(success).toBe(false);
    expect(message).toContain('An object literal exists only in policies for Oso Cloud');
  });
});

import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folderOf } from '../../packages/cli/test/command.ts';
import { InProcessClient } from './in-process-client.ts';
import { diskHost } from './test-host.ts';

/** A folder `real`, a link `linked` to it, and both paths of its policy. */
function linked(): { top: string; real: string; link: string } {
  const top = folderOf({});
  mkdirSync(join(top, 'real'));
  writeFileSync(join(top, 'real', 'main.polar'), 'f(x) if\n  g(x);\ng(1);\n');
  symlinkSync(join(top, 'real'), join(top, 'linked'), 'junction');
  return { top, real: join(top, 'real', 'main.polar'), link: join(top, 'linked', 'main.polar') };
}

it.each([
  ['the link', 'launched by its real path', true, false],
  ['the real path', 'launched by the link', false, false],
  ['the link', 'launched by its real path afterwards', true, true],
  ['the real path', 'launched by the link afterwards', false, true],
])('a breakpoint in %s of a file that is %s is in the policy', async (_where, _how, byLink, before) => {
  const { top, real, link } = linked();
  const [path, policies] = byLink ? [link, real] : [real, link];
  const client = new InProcessClient(diskHost(top));
  await client.request('initialize', { adapterID: 'polar' });
  const set = () => client.request('setBreakpoints', { source: { path }, breakpoints: [{ line: 2 }] });
  if (before) await set();
  expect((await client.request('launch', { policies, query: 'f(x)' })).message).toBeUndefined();
  const { body } = await set();
  expect(body.breakpoints[0]).toMatchObject({ verified: true, line: 2, source: { path } });
  await client.request('configurationDone');
  expect((await client.next('stopped')).body.reason).toBe('breakpoint');
});

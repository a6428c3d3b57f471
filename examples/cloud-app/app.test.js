import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, before, beforeEach, test } from 'node:test';
import { Oso } from 'oso-cloud';
import { createApp } from './app.js';

// `polar serve` with the policy beside this file, on any port that is free. POLAR may name another way to start polar.
const [command, ...words] = (process.env.POLAR ?? 'npx polar').split(' ');
const serve = spawn(command, [...words, 'serve', import.meta.dirname, '--port', '0'], {
  stdio: ['ignore', 'ignore', 'pipe'],
  shell: process.platform === 'win32',
});

let oso;
let app;

before(async () => {
  let told = '';
  const url = await new Promise((resolve) => {
    serve.stderr.setEncoding('utf8').on('data', (text) => {
      told += text;
      const [, listening] = /Listening on (\S+)\n/.exec(told) ?? [];
      if (listening !== undefined) resolve(listening);
    });
    serve.on('exit', () => resolve(undefined));
  });
  assert.ok(url, `polar serve did not start:\n${told}`);
  oso = new Oso(url, 'any key');
});

after(() => {
  serve.kill();
  app?.close();
});

beforeEach(async () => {
  app?.close();
  await oso.api.clearData();
  await oso.insert(['has_role', { type: 'User', id: 'ann' }, 'lead', { type: 'Team', id: 'design' }]);
  await oso.insert(['has_role', { type: 'User', id: 'ben' }, 'member', { type: 'Team', id: 'design' }]);
  app = createApp(oso);
  await new Promise((resolve) => app.listen(0, '127.0.0.1', resolve));
  await ask('cy', 'POST', '/documents', { id: 'sketch', text: 'A circle.', team: 'design' });
});

async function ask(user, method, path, body) {
  const response = await fetch(`http://127.0.0.1:${app.address().port}${path}`, {
    method,
    headers: { 'X-User': user, Connection: 'close' },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

test('members of the team see the document, and others do not', async () => {
  assert.deepEqual((await ask('ben', 'GET', '/documents')).body, ['sketch']);
  assert.deepEqual((await ask('dora', 'GET', '/documents')).body, []);
  assert.deepEqual(await ask('ben', 'GET', '/documents/sketch'), {
    status: 200,
    body: { text: 'A circle.', actions: ['read'] },
  });
  assert.equal((await ask('dora', 'GET', '/documents/sketch')).status, 404);
});

test('the lead deletes it, and a member does not', async () => {
  assert.equal((await ask('ben', 'DELETE', '/documents/sketch')).status, 403);
  assert.equal((await ask('dora', 'DELETE', '/documents/sketch')).status, 404);
  assert.equal((await ask('ann', 'DELETE', '/documents/sketch')).status, 204);
  assert.deepEqual((await ask('ben', 'GET', '/documents')).body, []);
  assert.deepEqual(await oso.get(['has_relation', null, null, null]), []);
});

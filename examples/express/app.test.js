import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createApp } from './app.js';

let server;
let url;

before(async () => {
  const app = await createApp();
  await new Promise((resolve) => {
    server = app.listen(0, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${server.address().port}`;
});

after(() => server.close());

const asked = async (path) => {
  const response = await fetch(`${url}${path}`);
  return response.status === 200 ? response.json() : response.status;
};

test('a role gives its permissions', async () => {
  assert.deepEqual(await asked('/repo/gmail?user=larry'), { repository: 'gmail', actions: ['push', 'read'] });
});

test('what is public is read by anybody, and nothing else', async () => {
  assert.deepEqual(await asked('/repo/react?user=anne'), { repository: 'react', actions: ['read'] });
  assert.equal(await asked('/repo/gmail?user=anne'), 404);
  assert.equal(await asked('/repo/gmail'), 401);
});

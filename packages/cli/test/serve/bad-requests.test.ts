import { once } from 'node:events';
import { request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { CloudService } from '@polar-tools/serve';
import { describe, expect, onTestFinished, test } from 'vitest';
import { httpDoor } from '../../src/serve/http-door.ts';
import { folderOf } from '../command.ts';
import { send, serving, withPolicy } from './serving.ts';

const question = {
  actor_type: 'User',
  actor_id: 'anne',
  action: 'read',
  resource_type: 'Repository',
  resource_id: 'anvil',
  context_facts: [],
};

/** Sends bytes as they are, and gives all that comes back until the server closes, or the time is up. */
async function sendRaw(url: string, text: string, wait = 2_000): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  let received = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    received += chunk;
  });
  socket.on('error', () => {});
  socket.write(text);
  await Promise.race([once(socket, 'close'), new Promise((resolve) => setTimeout(resolve, wait).unref())]);
  socket.destroy();
  return received;
}

/** Node's `fetch` sets Host and Origin by itself. */
function sendWith(url: string, headers: Record<string, string>): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(`${url}/api/authorize`, { method: 'POST', headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    asked.on('error', reject);
    asked.end(JSON.stringify(question));
  });
}

describe('what no client sends', () => {
  test('bodies that are not what they should be', async () => {
    const { url } = await serving(folderOf(withPolicy), ['.']);
    const table: [path: string, body: unknown, status: number, message: string][] = [
      ['/api/authorize', '{"actor_type": "User", ', 400, 'The body is not JSON: '],
      ['/api/authorize', '', 400, 'The request has no body, and this route needs one in JSON.'],
      ['/api/authorize', '[]', 400, 'The body should be a JSON object, and is a list.'],
      ['/api/authorize', 'null', 400, 'The body should be a JSON object, and is null.'],
      ['/api/authorize', {}, 400, '"actor_type" should be a text, and is missing.'],
      ['/api/authorize', { ...question, action: 7 }, 400, '"action" should be a text, and is a number.'],
      [
        '/api/authorize',
        { ...question, context_facts: {} },
        400,
        '"context_facts" should be a list, and is an object.',
      ],
      ['/api/authorize', { ...question, context_facts: [7] }, 400, 'This is no fact.'],
      [
        '/api/authorize',
        { ...question, context_facts: [{ predicate: 'is_pubic', args: [] }] },
        400,
        'Did you mean is_public?',
      ],
      [
        '/api/authorize',
        { ...question, context_facts: Array.from({ length: 101 }, () => ({ predicate: 'x', args: [] })) },
        400,
        'Oso Cloud takes at most 100 context facts with a question, and these are 101.',
      ],
      [
        '/api/authorize',
        '{"__proto__": {"actor_type": "User"}}',
        400,
        '"actor_type" should be a text, and is missing.',
      ],
      ['/api/list', { ...question, page_size: 0 }, 400, '"page_size" should be a whole number of at least 1.'],
      ['/api/list', { ...question, page_size: 1, page_token: 'x' }, 400, '"page_token" is none that this server gave'],
      ['/api/batch', {}, 400, 'The body should be a list, and is an object.'],
      ['/api/batch', [{}], 400, 'Change 1 should have either "inserts" or "deletes".'],
      ['/api/batch', [{ inserts: [], deletes: [] }], 400, 'Change 1 should have either "inserts" or "deletes".'],
      [
        '/api/batch',
        [{ inserts: [{ predicate: 'has_role', args: [{ type: null, id: null }] }] }],
        400,
        'Argument 1 of has_role',
      ],
      [
        '/api/batch',
        [{ inserts: [{ predicate: 'is_public', args: [{ type: 'Repository', id: 'x'.repeat(400) }] }] }],
        400,
        'at most 384 bytes',
      ],
      [
        '/api/batch',
        [
          {
            inserts: [
              {
                predicate: 'has_quota',
                args: [
                  { type: 'User', id: 'a' },
                  { type: 'Integer', id: 'ten' },
                ],
              },
            ],
          },
        ],
        400,
        '"ten" is no integer.',
      ],
      ['/api/batch', [{ deletes: [{ predicate: 'has_role', args: [{ id: 'a' }] }] }], 400, 'Argument 1 of has_role'],
      [
        '/api/evaluate_query',
        { predicate: ['allow', ['a']], calls: [], constraints: {} },
        400,
        'a of allow is no variable of "constraints".',
      ],
      [
        '/api/evaluate_query',
        { predicate: [7], constraints: {} },
        400,
        'A call is the name of a predicate and a list of variables.',
      ],
      [
        '/api/evaluate_query',
        { predicate: ['allow', ['a']], constraints: { a: { type: 'Actor', ids: null } } },
        400,
        'Actor stands for many',
      ],
      ['/api/policy', {}, 400, '"src" should be a text, and is missing.'],
      ['/api/policy', { src: 'allow(' }, 400, 'policy.polar:1:'],
      ['/api/expect', { request_id: 'a', expected: 'yes' }, 400, '"expected" should be true or false'],
      ['/api/no_such_thing', {}, 404, 'There is no /api/no_such_thing here.'],
      ['/', {}, 404, 'There is no / here.'],
      ['/api/policy_metadata', {}, 405, '/api/policy_metadata takes GET, and not POST.'],
    ];
    for (const [path, body, status, message] of table) {
      const answer = await send(url, path, { body });
      expect([path, body, answer.status, answer.body]).toEqual([
        path,
        body,
        status,
        { message: expect.stringContaining(message) },
      ]);
    }
    // After all that, it answers as before.
    expect(await send(url, '/api/authorize', { body: question })).toMatchObject({
      status: 200,
      body: { allowed: false },
    });
  });

  test('parameters that are not what they should be', async () => {
    const { url } = await serving(folderOf(withPolicy), ['.']);
    expect(await send(url, '/api/facts', { method: 'GET' })).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('"predicate" is missing') },
    });
    expect(await send(url, '/api/facts?predicate=has_role&args.0.id=a', { method: 'GET' })).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('args.0.type') },
    });
    expect(
      await send(url, '/api/facts?predicate=has_role&args.99.type=User&args.7777.id=a&x=%zz', { method: 'GET' }),
    ).toMatchObject({
      status: 200,
      body: [],
    });
  });
});

describe('who may ask', () => {
  const key = { authorization: 'Bearer key' };

  test('a web page may not, whatever name it came by', async () => {
    const server = await serving(folderOf(withPolicy), ['.']);
    const port = new URL(server.url).port;
    const table: [Record<string, string>, number][] = [
      [key, 200],
      [{ ...key, host: `localhost:${port}` }, 200],
      [{ ...key, host: 'LOCALHOST' }, 200],
      [{ ...key, host: `[::1]:${port}` }, 200],
      [{ ...key, host: `evil.example:${port}` }, 403],
      [{ ...key, host: `127.0.0.1.evil.example:${port}` }, 403],
      [{ ...key, host: `localhost.evil.example` }, 403],
      [{ ...key, host: `192.168.0.1:${port}` }, 403],
      [{ ...key, origin: 'https://evil.example' }, 403],
      [{ ...key, origin: `http://127.0.0.1:${port}` }, 403],
      [{ ...key, origin: 'null' }, 403],
      [{}, 401],
      [{ authorization: 'Basic a2V5' }, 401],
      [{ authorization: 'Bearer ' }, 401],
    ];
    for (const [headers, status] of table)
      expect([headers, await sendWith(server.url, headers)]).toMatchObject([headers, { status }]);
    expect(await sendRaw(server.url, 'POST /api/authorize HTTP/1.0\r\nAuthorization: Bearer k\r\n\r\n')).toMatch(
      /^HTTP\/1\.1 403 /,
    );
  });

  test('a page learns nothing from a preflight', async () => {
    const { url } = await serving(folderOf(withPolicy), ['.']);
    const answer = await sendRaw(
      url,
      `OPTIONS /api/authorize HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: https://evil.example\r\nAccess-Control-Request-Method: POST\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
    expect(answer.toLowerCase()).not.toContain('access-control');
  });

  test('with --token, one key alone', async () => {
    const { url, told } = await serving(folderOf(withPolicy), ['.', '--token', 'secret']);
    expect(await send(url, '/api/authorize', { body: question })).toMatchObject({ status: 401 });
    expect(
      await send(url, '/api/authorize', { body: question, headers: { Authorization: 'Bearer secret' } }),
    ).toMatchObject({
      status: 200,
    });
    expect(told()).not.toContain('secret');
  });

  test('health needs no key', async () => {
    const { url } = await serving(folderOf(withPolicy), ['.', '--token', 'secret']);
    const { status } = await fetch(`${url}/api/healthcheck`);
    expect(status).toBe(200);
  });
});

describe('requests that are too much', () => {
  const megabytes = 100;

  test('100 MB of which the length is said, and 100 MB that just come', async () => {
    const { url } = await serving(folderOf(withPolicy), ['.']);
    for (const isChunked of [false, true]) {
      const before = process.memoryUsage().rss;
      const { status, body } = await new Promise<{ status: number; body: string }>((resolve, reject) => {
        const asked = request(
          `${url}/api/batch`,
          {
            method: 'POST',
            headers: {
              authorization: 'Bearer key',
              ...(!isChunked && { 'content-length': String(megabytes * 1024 * 1024) }),
            },
          },
          (response) => {
            let text = '';
            response.setEncoding('utf8').on('data', (chunk: string) => {
              text += chunk;
            });
            response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
          },
        );
        asked.on('error', reject);
        const chunk = Buffer.alloc(1024 * 1024, 'x');
        let sent = 0;
        const more = (): void => {
          while (sent++ < megabytes) if (!asked.write(chunk)) return void asked.once('drain', more);
          asked.end();
        };
        more();
      });
      expect(status).toBe(413);
      expect(JSON.parse(body)).toEqual({ message: expect.stringContaining('more than 10 MiB') });
      expect(process.memoryUsage().rss - before).toBeLessThan(60 * 1024 * 1024);
    }
    expect(await send(url, '/api/authorize', { body: question })).toMatchObject({ status: 200 });
  });

  test('a packed body, bytes that are no text, and what is no HTTP', async () => {
    const { url } = await serving(folderOf(withPolicy), ['.']);
    expect(await send(url, '/api/authorize', { body: 'x', headers: { 'Content-Encoding': 'gzip' } })).toMatchObject({
      status: 415,
    });
    const head = 'POST /api/authorize HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer k\r\nConnection: close\r\n';
    expect(await sendRaw(url, 'no such thing\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 .*\{"message":/s);
    expect(await sendRaw(url, `${head}X: ${'x'.repeat(100_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 .*\{"message":/s);
    expect(await sendRaw(url, `${head}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 400 /,
    );
    const response = await fetch(`${url}/api/authorize`, {
      method: 'POST',
      headers: { Authorization: 'Bearer k' },
      body: new Uint8Array([0xff, 0xfe, 0x00]),
    });
    expect([response.status, await response.json()]).toEqual([400, { message: 'The body is no UTF-8.' }]);
    expect(await send(url, '/api/authorize', { body: question })).toMatchObject({ status: 200 });
  });

  test('clients that go away in the middle, or send nothing, keep nobody waiting', async () => {
    const { url } = await serving(folderOf(withPolicy), ['.']);
    const head =
      'POST /api/batch HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer k\r\nContent-Length: 1000\r\n\r\n';
    const silent = Array.from({ length: 20 }, () => connect(Number(new URL(url).port), '127.0.0.1'));
    for (const socket of silent) socket.write(head);
    await sendRaw(url, `${head}[{"inserts":`, 50);
    expect(await send(url, '/api/authorize', { body: question })).toMatchObject({ status: 200 });
    for (const socket of silent) socket.destroy();
    expect(await send(url, '/api/facts?predicate=has_role', { method: 'GET' })).toMatchObject({ body: [] });
  });

  test('clients that never finish are told so, and let go', async () => {
    const service = new CloudService({
      journal: { change: () => {}, clear: () => {}, policy: () => {} },
      clock: { now: () => 0, unixTime: () => 0 },
      timeout: 0,
    });
    const door = httpDoor(
      {
        service,
        token: undefined,
        failed: (thrown) => {
          throw thrown;
        },
      },
      { headers: 100, request: 100 },
    );
    await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void door.close());
    const url = `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
    const head = 'POST /api/batch HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer k\r\n';
    for (const text of [head, `${head}Content-Length: 10\r\n\r\n[`])
      expect(await sendRaw(url, text, 10_000)).toMatch(/^HTTP\/1\.1 408 .*\{"message":/s);
  });
});

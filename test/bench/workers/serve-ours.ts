import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { createPolicy } from '@polar-tools/policy';
import { CloudService, servedPolicy } from '@polar-tools/serve';
import { httpDoor } from '../../../packages/cli/src/serve/http-door.ts';
import { sharedPort } from '../../../packages/cli/src/serve/shared-port.ts';
import { makeGraph, policyText, questionsOf } from '../cloud/graph.ts';
import { ByHand } from '../cloud/hand.ts';
import { Ours } from '../cloud/ours.ts';
import { load } from '../serve/client.ts';
import { argument, reportParts } from '../worker.ts';

/**
 * `server FACTS`: polar serve over a graph, asked by a client in another process; `client PORT FACTS` is that one. `bare FACTS` is Node's HTTP server, which
 * reads the same requests and says yes: what a server costs that decides nothing.
 */
const [role, ...numbers] = process.argv.slice(2).join(' ').split(' ');
if (role === 'server') await measure(serving(Number(numbers[0])), Number(numbers[0]));
else if (role === 'bare') await measure(bare(), Number(numbers[0]), 'unchecked');
else if (role === 'client') await ask(Number(numbers[0]), Number(numbers[1]), numbers[2] !== 'unchecked');
else throw new Error(`There is no measure ${argument()}.`);

function serving(facts: number): Server {
  const graph = makeGraph(facts);
  const policy = createPolicy([{ uri: 'main.polar', text: policyText }], { dialect: 'cloud' });
  const service = new CloudService({
    facts: new Ours(graph).facts,
    policy: servedPolicy(policy, { filename: 'main.polar', src: policyText }),
    journal: { change: () => {}, clear: () => {}, policy: () => {} },
    clock: { now: () => performance.now(), unixTime: () => Math.floor(Date.now() / 1000) },
    timeout: 20_000,
  });
  const door = httpDoor({
    service,
    token: undefined,
    failed: (thrown) => {
      throw thrown;
    },
  });
  // As it ships: editors come by the same port.
  return sharedPort(door, (socket) => socket.destroy());
}

function bare(): Server {
  return createServer((request, response) => {
    request.on('data', () => {});
    request.on('end', () => {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': 16 });
      response.end('{"allowed":true}');
    });
  });
}

async function measure(server: Server, facts: number, ...rest: readonly string[]): Promise<void> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const client = spawn(process.execPath, [process.argv[1]!, 'client', String(port), String(facts), ...rest], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let before = process.cpuUsage();
  for await (const text of client.stdout.setEncoding('utf8')) {
    const told = JSON.parse(text) as { answered?: number; p99?: number };
    if (told.answered === undefined) before = process.cpuUsage();
    else {
      // What others do on the machine is no matter of the server's: its own time is counted.
      const { user, system } = process.cpuUsage(before);
      reportParts({ perSecond: (told.answered * 1e6) / (user + system), p99: told.p99! });
      process.exit(0);
    }
  }
  throw new Error('The client has ended without a number.');
}

/** Tells when it begins to count, then how many requests were answered, and how long 99 of 100 took at most. Answers are compared with those by hand. */
async function ask(port: number, facts: number, isChecked: boolean): Promise<void> {
  const graph = makeGraph(facts);
  const hand = new ByHand(graph);
  const questions = questionsOf(graph, 1000).map(([user, document]) => ({
    body: JSON.stringify({
      actor_type: 'User',
      actor_id: `u${user}`,
      action: 'read',
      resource_type: 'Document',
      resource_id: `d${document}`,
      context_facts: [],
    }),
    answer: isChecked ? `{"allowed":${hand.mayRead(user, document)}}` : undefined,
  }));
  const setting = { port, path: '/api/authorize', questions, connections: 16 };
  // A server that has run for a while is what is asked: Node compiles what it does often, and on a busy machine that takes longer than a moment.
  await load({ ...setting, milliseconds: 1_500, atLeast: 20_000 });
  process.stdout.write('{}\n');
  process.stdout.write(`${JSON.stringify(await load({ ...setting, milliseconds: 3_000 }))}\n`);
}

import { spawn } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { createPolicy } from '@polar-tools/policy';
import { CloudService, servedPolicy } from '@polar-tools/serve';
import { httpDoor } from '../../../packages/cli/src/serve/http-door.ts';
import { makeGraph, policyText, questionsOf } from '../cloud/graph.ts';
import { ByHand } from '../cloud/hand.ts';
import { Ours } from '../cloud/ours.ts';
import { load } from '../serve/client.ts';
import { argument, reportParts } from '../worker.ts';

/** `server FACTS`: polar serve over a graph, asked by a client in another process; `client PORT FACTS` is that one. */
const [role, ...numbers] = process.argv.slice(2).join(' ').split(' ');
if (role === 'server') await serve(Number(numbers[0]));
else if (role === 'client') await ask(Number(numbers[0]), Number(numbers[1]));
else throw new Error(`There is no measure ${argument()}.`);

async function serve(facts: number): Promise<void> {
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
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  const { port } = door.address() as AddressInfo;
  const client = spawn(process.execPath, [process.argv[1]!, 'client', String(port), String(facts)], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  client.on('exit', (status) => process.exit(status ?? 1));
}

/** Requests a second, and how long 99 of 100 take at most. Answers are compared with those by hand. */
async function ask(port: number, facts: number): Promise<void> {
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
    answer: `{"allowed":${hand.mayRead(user, document)}}`,
  }));
  const setting = { port, path: '/api/authorize', questions, connections: 16 };
  await load({ ...setting, milliseconds: 1_500 });
  const { perSecond, p99 } = await load({ ...setting, milliseconds: 3_000 });
  reportParts({ perSecond, p99 });
}

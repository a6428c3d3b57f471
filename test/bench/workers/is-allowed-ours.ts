import { compile, loadData, Machine, type PreparedQuery, prepare } from '@polar-tools/evaluator';
import { createPolicy } from '@polar-tools/policy';
import { quickstartData, quickstartPolicy, requests } from '../quickstart.ts';
import { report, timePerCall } from '../worker.ts';

/**
 * Microseconds of one decision of the quickstart, its objects in memory. As `isAllowed` does, one query takes the actor, the
 * action and the resource as values, and stops at the first answer.
 */
const { data, errors } = loadData(quickstartData());
if (errors.length > 0) throw new Error(errors[0]?.message);
const { host } = data;
const policy = createPolicy([{ uri: 'file:///main.polar', text: quickstartPolicy() }], { dialect: 'library' });
const prepared = prepare(compile(policy, host), 'allow(actor, action, resource)');
if (prepared.query === undefined) throw new Error(prepared.errors[0]?.message);
const query: PreparedQuery = prepared.query;

function named(name: string) {
  const object = host.named(name);
  if (object === undefined) throw new Error(`the data has no ${name}`);
  return object;
}

const asked = requests.map(({ user, action, repository, allowed }) => ({
  actor: named(user),
  action,
  resource: named(repository),
  allowed,
}));

let turn = 0;
report(
  await timePerCall(() => {
    const { actor, action, resource, allowed } = asked[turn++ % asked.length]!;
    const bindings = new Map([
      ['actor', actor],
      ['action', action],
      ['resource', resource],
    ]);
    const outcome = new Machine(query, { host, bindings }).run();
    if ((outcome.kind === 'answer') !== allowed) {
      throw new Error(`request ${(turn - 1) % asked.length} was answered with ${outcome.kind}`);
    }
  }),
);

import { fileURLToPath } from 'node:url';
import { compile, HostObject, type HostValue, Machine, prepare } from '@polar-tools/evaluator';
import { createPolicy } from '@polar-tools/policy';
import { startApplication } from '../../../packages/cli/src/application/start-application.ts';
import { pythonWithOso } from '../../conformance/python/reference-python.ts';
import { repositoryRoot } from '../places.ts';
import { quickstartPolicy, requests } from '../quickstart.ts';
import { argument, report, reportImpossible, timePerCall } from '../worker.ts';

/**
 * Microseconds of what crosses to an application in Python: `question`, one attribute of an object; `is-allowed`, one decision of the quickstart
 * over the application's own objects.
 */
const interpreter = pythonWithOso();
if (interpreter === undefined) reportImpossible('there is no Python with the package oso');
else {
  const path = (name: string): string => fileURLToPath(new URL(name, repositoryRoot));
  const host = await startApplication(
    { module: 'app/models.py', interpreter, folder: path('examples/quickstart'), patience: 10_000 },
    path('packages/host-python/python/polar_host'),
    2,
  );
  const policy = createPolicy([{ uri: 'file:///main.polar', text: quickstartPolicy() }], { dialect: 'library' });
  const program = compile(policy, host);

  const named = (text: string): HostValue => {
    const { query } = prepare(program, `x = ${text}`);
    const outcome = new Machine(query!, { host }).run();
    const term = outcome.kind === 'answer' ? outcome.answer.bindings.get('x') : undefined;
    if (typeof term === 'object' && term.a instanceof HostObject) return term.a;
    throw new Error(`the application has no ${text}`);
  };

  const object = named('users_db.("larry")') as HostObject;
  const asked = requests.map(({ user, action, repository, allowed }) => ({
    bindings: new Map<string, HostValue>([
      ['actor', named(`users_db.("${user}")`)],
      ['action', action],
      ['resource', named(`repos_db.("${repository}")`)],
    ]),
    allowed,
  }));
  const query = prepare(program, 'allow(actor, action, resource)').query!;

  let turn = 0;
  const once: Readonly<Record<string, () => void>> = {
    question: () => {
      if (host.answer({ kind: 'attribute', object, name: 'name' }) !== 'larry')
        throw new Error('larry has another name');
    },
    'is-allowed': () => {
      const { bindings, allowed } = asked[turn++ % asked.length]!;
      const outcome = new Machine(query, { host, bindings }).run();
      if ((outcome.kind === 'answer') !== allowed) throw new Error(`it was answered with ${outcome.kind}`);
    },
  };
  report(await timePerCall(once[argument()]!));
  host.close();
}

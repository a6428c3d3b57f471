import { CloudDebuggee, type CloudDebugSetup } from '@polar-tools/evaluator';
import type { Loaded } from '../loaded.ts';
import { cloudDialect } from './cloud.ts';
import { cloudHost } from './cloud-host.ts';

/** What is asked of a Cloud policy, with everything that a session needs to debug it. */
export function loadedCloud(
  setup: CloudDebugSetup,
  asked: Pick<Loaded, 'asked' | 'queryText' | 'isTest' | 'inline'>,
): Loaded {
  return {
    ...asked,
    policy: setup.program.policy,
    dialect: cloudDialect,
    begin: ({ clock, now }, { time, memory, solutions }) =>
      new CloudDebuggee(
        { ...setup, now: setup.now ?? now ?? 0 },
        {
          clock,
          ...(time !== undefined && { time }),
          ...(memory !== undefined && { facts: memory }),
          ...(solutions !== undefined && { answers: solutions }),
        },
      ),
    variables: setup.asked[0]?.query.variables ?? [],
    host: cloudHost,
    application: { answers: 'at once', host: cloudHost },
    started: undefined,
    hasData: false,
    names: [],
  };
}

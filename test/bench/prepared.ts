import { compile, type Host, loadData, type PreparedQuery, prepare } from '@polar-tools/evaluator';
import { createPolicy } from '@polar-tools/policy';
import { programs } from './policies.ts';
import { quickstartData, quickstartPolicy, requests } from './quickstart.ts';

/** The query `measure()` of a program. */
export function preparedMeasure(name: string): PreparedQuery {
  const text = programs[name as keyof typeof programs];
  const program = compile(createPolicy([{ uri: 'file:///main.polar', text }], { dialect: 'library' }));
  const { query, errors } = prepare(program, 'measure()');
  if (query === undefined) throw new Error(errors[0]?.message);
  return query;
}

/** A program, or `decisions`: two thousand rounds of the quickstart's, its objects in memory. */
export function preparedRun(name: string): { readonly query: PreparedQuery; readonly host: Host } {
  const { host } = loadData(JSON.stringify(dataOfConstants())).data;
  if (name !== 'decisions') return { query: preparedMeasure(name), host };
  const decisions = requests.map(({ user, action, repository, allowed }, index) =>
    allowed
      ? `decided(${index}) if allow(${user}, "${action}", ${repository}) and cut;`
      : `decided(${index}) if not allow(${user}, "${action}", ${repository});`,
  );
  const text = `${quickstartPolicy()}
    ${decisions.join('\n')}
    measure() if forall(_round in [${Array.from({ length: 2000 }, (_, index) => index).join(', ')}], forall(one in [${requests.map((_, index) => index).join(', ')}], decided(one)));
  `;
  const policy = createPolicy([{ uri: 'file:///main.polar', text }], { dialect: 'library' });
  const { query, errors } = prepare(compile(policy, host), 'measure()');
  if (query === undefined) throw new Error(errors[0]?.message);
  return { query, host };
}

/** The quickstart's data, with its objects for constants: these alone may stand in rules. */
function dataOfConstants(): object {
  const { classes, objects } = JSON.parse(quickstartData()) as Readonly<Record<string, object>>;
  return { classes, constants: objects };
}

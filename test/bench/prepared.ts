import { compile, type PreparedQuery, prepare } from '@polar-tools/evaluator';
import { createPolicy } from '@polar-tools/policy';
import { programs } from './policies.ts';

/** The query `measure()` of a program. */
export function preparedMeasure(name: string): PreparedQuery {
  const text = programs[name as keyof typeof programs];
  const program = compile(createPolicy([{ uri: 'file:///main.polar', text }], { dialect: 'library' }));
  const { query, errors } = prepare(program, 'measure()');
  if (query === undefined) throw new Error(errors[0]?.message);
  return query;
}

import {
  type AnswerValue,
  compileCloud,
  isTextInWords,
  prepareCloud,
  type QueryArgument,
  valueFault,
} from '@polar-tools/evaluator';
import { createPolicy } from '@polar-tools/policy';
import { Failure } from '../failure.ts';

/**
 * An argument of a question as people write it for Cloud: `User:bob`, `User{"bob"}`, `Repository:_`, `_`; without a type it is a String.
 *
 * @throws Failure for what is none of these
 */
export function argumentOf(text: string): AnswerValue {
  if (text === '_') return { type: undefined };
  if (isTextInWords(text)) return { type: 'String', id: text };
  const { query } = prepareCloud(compileCloud(createPolicy([])), `value(${text})`);
  const [value] = query?.asked?.arguments ?? [];
  if (
    query?.predicate === 'value' &&
    query.asked?.arguments.length === 1 &&
    value !== undefined &&
    query.variables.length === 0
  ) {
    const fault = valueFault(value);
    if (fault !== undefined) throw new Failure('wrong-use', fault);
    return value;
  }
  throw new Failure(
    'wrong-use',
    `"${text}" is no value. Write User:bob, Repository:_ for any of a type, or _ for anything.`,
  );
}

/** A type for an example. */
const EXAMPLE_TYPES = { actor: 'User', resource: 'Repository' };

/** The same, of a question of which the actor or the resource must be one object. */
export function objectOf(text: string, what: keyof typeof EXAMPLE_TYPES): AnswerValue {
  const value = argumentOf(text);
  if (value.type !== undefined && value.id !== undefined && text.includes(':') === false && !text.includes('{')) {
    throw new Failure(
      'wrong-use',
      `The ${what} "${text}" has no type. Write it with one: ${EXAMPLE_TYPES[what]}:${text}`,
    );
  }
  return value;
}

/** A query in words, as Cloud's own command takes it: `allow User:bob _ Repository:_`. */
export function callOf(words: readonly string[]): { predicate: string; arguments: QueryArgument[] } {
  const [predicate = '', ...rest] = words;
  return { predicate, arguments: rest.map(argumentOf) };
}

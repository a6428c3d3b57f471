import type { BlameReply, Replies } from '@polar-tools/evaluator';
import { faultMessage } from '@polar-tools/project';
import { Failure } from '../failure.ts';
import { namesOf, type Surroundings } from '../surroundings.ts';

/**
 * Reads replies from a file: an object with the `id` of each question and `"yes"`, `"no"`, `"unknown"`, or the number of a choice from 1.
 *
 * @throws Failure for a file that cannot be read, or holds something else
 */
export async function readAnswersFile(name: string, surroundings: Surroundings): Promise<Replies> {
  const read = await surroundings.files.read(namesOf(surroundings).uriOf(name));
  if ('fault' in read) throw new Failure('no-such-file', faultMessage(read.fault, name));
  const wrong = (message: string): Failure => new Failure('invalid-answers', `${name}: ${message}`);
  let value: unknown;
  try {
    value = JSON.parse(read.text);
  } catch (thrown) {
    throw wrong(`This is not JSON: ${(thrown as Error).message}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw wrong('An object is expected, with the id of each question and its answer.');
  const replies = new Map<string, BlameReply>();
  for (const [id, reply] of Object.entries(value)) {
    if (reply === 'yes' || reply === 'no' || reply === 'unknown') replies.set(id, reply);
    else if (Number.isInteger(reply) && (reply as number) >= 1) replies.set(id, (reply as number) - 1);
    else
      throw wrong(
        `The answer to ${JSON.stringify(id)} is ${JSON.stringify(reply)}: write "yes", "no", "unknown", or the number of a choice from 1.`,
      );
  }
  return replies;
}

import type { Expression } from '@polar-tools/language';
import { unwrap } from '../model/walk.ts';
import { type Check, cloudOnly } from './definition.ts';

/** What Oso Cloud takes at most (docs/language/queries.md): arguments of a fact, and bytes of UTF-8 of a value. */
const MOST_ARGUMENTS = 5;
const MOST_BYTES = 384;

/** Facts that the service refuses: a test of them would tell of what cannot be. Those of files are held to the same when they are read. */
export const factLimit: Check = {
  code: 'fact-limit',
  severity: 'warning',
  dialects: cloudOnly,
  summary: 'A fact of a test, or a declared one, that is beyond what Oso Cloud takes.',
  nodes: {
    Fact(fact, { report }) {
      if (fact.arguments.length > MOST_ARGUMENTS) report(fact.name, tooMany(fact.arguments.length));
      for (const value of fact.arguments) {
        const bytes = bytesOf(unwrap<Expression>(value));
        if (bytes > MOST_BYTES)
          report(value, `Oso Cloud takes values of at most ${MOST_BYTES} bytes, and this has ${bytes}. Shorten it.`);
      }
    },
    Declare(declared, { report }) {
      if (declared.types.length > MOST_ARGUMENTS) report(declared.name, tooMany(declared.types.length));
    },
  },
};

const tooMany = (count: number): string =>
  `Oso Cloud takes facts of at most ${MOST_ARGUMENTS} arguments, and this has ${count}. Put some of them into a value of their own.`;

/** Bytes of the text of a value: a string, or the id of an object. */
function bytesOf(value: Expression): number {
  const text = value.$type === 'ObjectLiteral' ? value.id : value;
  return text?.$type === 'StringLiteral' ? new TextEncoder().encode(text.value).length : 0;
}

import type { QueryArgument } from '@polar-tools/evaluator';
import { patternIn, type WireFact, wireFact } from '../wire/facts.ts';
import { type Fields, field } from '../wire/json.ts';
import { answersOf, calling, type Slices } from './ask.ts';
import { refuseUnknownPredicates } from './predicates.ts';
import { refuseUnknownTypes, type Setting, settingWith } from './question.ts';

/** `POST /query`, of earlier clients: what holds of one predicate, with wildcards in the question and, where rules leave it open, in the answers. */
export function* query(fields: Fields, setting: Setting): Slices<{ results: readonly WireFact[] }> {
  const { predicate, arguments: values } = patternIn(field(fields, 'fact'));
  refuseUnknownPredicates(setting, [predicate]);
  refuseUnknownTypes(setting, values);
  const asking = settingWith(fields, setting);
  const asked = values.map((value): QueryArgument => value);
  const answers = yield* answersOf(calling(asking.program, predicate, asked), asking);
  return { results: answers.map(({ fact }) => wireFact(fact!)) };
}

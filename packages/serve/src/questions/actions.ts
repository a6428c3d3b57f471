import { valueIn } from '../wire/facts.ts';
import { type Fields, field, fieldsOf } from '../wire/json.ts';
import { answersOf, calling, listed, type Slices } from './ask.ts';
import { refuseUnknownTypes, type Setting, settingWith } from './question.ts';

/** `POST /actions`: what an actor may do on a resource; `*` for anything. */
export function* actions(fields: Fields, setting: Setting): Slices<{ results: readonly string[] }> {
  const actor = valueIn(fields, 'actor');
  const resource = valueIn(fields, 'resource');
  refuseUnknownTypes(setting, [actor, resource]);
  const asking = settingWith(fields, setting);
  const asked = [actor, { variable: 'action' }, resource];
  const answers = yield* answersOf(calling(asking.program, 'allow', asked), asking);
  const results = answers.flatMap(({ bindings }) => bindings.get('action') ?? []).map(listed);
  return { results: [...new Set(results)] };
}

/** `POST /bulk_actions`, of earlier clients: the same of several questions; the first one's context facts count for all. */
export function* bulkActions(
  questions: readonly unknown[],
  setting: Setting,
): Slices<readonly { results: readonly string[] }[]> {
  const all = questions.map((each, at) => fieldsOf(each, `Question ${at + 1}`));
  const context = all.flatMap((each) => {
    const facts = field(each, 'context_facts');
    return Array.isArray(facts) ? (facts as readonly unknown[]) : [];
  });
  const results: { results: readonly string[] }[] = [];
  for (const each of all) results.push(yield* actions({ ...each, context_facts: context }, setting));
  return results;
}

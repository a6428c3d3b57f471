import { Refusal } from '../exchange.ts';
import { patternIn, valueIn, type WireValue } from '../wire/facts.ts';
import { type Fields, field, listOf, textField } from '../wire/json.ts';
import { answersOf, calling, type Slices } from './ask.ts';
import { refuseUnknownTypes, type Setting, settingWith } from './question.ts';

/** `POST /authorize`: may an actor do it? */
export function* authorize(fields: Fields, setting: Setting): Slices<{ allowed: boolean }> {
  const actor = valueIn(fields, 'actor');
  const action = textField(fields, 'action');
  const resource = valueIn(fields, 'resource');
  refuseUnknownTypes(setting, [actor, resource]);
  const asking = settingWith(fields, setting);
  const query = calling(asking.program, 'allow', [actor, { type: 'String', id: action }, resource]);
  return { allowed: (yield* answersOf(query, asking, 1)).length > 0 };
}

/** `POST /authorize_resources`, of earlier clients: those of some resources on which an actor may do it, in their order. */
export function* authorizeResources(fields: Fields, setting: Setting): Slices<{ results: readonly WireValue[] }> {
  const actor = valueIn(fields, 'actor');
  const action = textField(fields, 'action');
  const resources = listOf(field(fields, 'resources'), '"resources"').map((json) => {
    const [value] = patternIn({ predicate: 'resource', args: [json] }).arguments;
    if (value?.type === undefined || value.id === undefined)
      throw new Refusal(400, 'A resource has a type and an id, and no wildcards.');
    return value;
  });
  refuseUnknownTypes(setting, [actor, ...resources]);
  const asking = settingWith(fields, setting);
  const results: WireValue[] = [];
  for (const { type, id } of resources) {
    const query = calling(asking.program, 'allow', [actor, { type: 'String', id: action }, { type, id }]);
    if ((yield* answersOf(query, asking, 1)).length > 0) results.push({ type, id });
  }
  return { results };
}

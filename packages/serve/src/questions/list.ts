import { compareValues } from '@polar-tools/evaluator';
import { Refusal } from '../exchange.ts';
import { valueIn } from '../wire/facts.ts';
import { type Fields, field, textField } from '../wire/json.ts';
import { answersOf, calling, listed, type Slices } from './ask.ts';
import { refuseUnknownTypes, type Setting, settingWith } from './question.ts';

export interface ListResult {
  readonly results: readonly string[];
  /** Only where pages were asked for: earlier clients refuse fields that they do not know. */
  readonly next_page_token?: string | null;
}

/** `POST /list`: the ids of the resources of a type on which an actor may do it, `*` for all there may be; page by page where `page_size` says so. */
export function* list(fields: Fields, setting: Setting): Slices<ListResult> {
  const actor = valueIn(fields, 'actor');
  const action = textField(fields, 'action');
  const type = textField(fields, 'resource_type');
  const size = pageSizeIn(fields);
  const token = field(fields, 'page_token');
  const after = token === undefined ? undefined : afterIn(token);
  refuseUnknownTypes(setting, [actor, { type }]);
  const asking = settingWith(fields, setting);
  const asked = [actor, { type: 'String', id: action }, { variable: 'resource', type }];
  const answers = yield* answersOf(calling(asking.program, 'allow', asked), asking);
  const all = answers.flatMap(({ bindings }) => bindings.get('resource') ?? []);
  if (size === undefined) return { results: all.map(listed) };
  // A page goes on behind the last one's last resource, whatever was inserted or deleted meanwhile.
  const left = after === undefined ? all : all.filter((value) => compareValues(value, { type, id: after }) > 0);
  const page = left.slice(0, size);
  const last = page.at(-1);
  const isLast = page.length === left.length || last?.id === undefined;
  return { results: page.map(listed), next_page_token: isLast ? null : tokenOf(last.id) };
}

function pageSizeIn(fields: Fields): number | undefined {
  const size = field(fields, 'page_size');
  if (size === undefined) return undefined;
  if (typeof size !== 'number' || !Number.isInteger(size) || size < 1)
    throw new Refusal(400, '"page_size" should be a whole number of at least 1.');
  return size;
}

const tokenOf = (id: string): string => `after:${id}`;

function afterIn(token: unknown): string {
  if (typeof token === 'string' && token.startsWith('after:')) return token.slice('after:'.length);
  throw new Refusal(400, '"page_token" is none that this server gave: use the "next_page_token" of the page before.');
}

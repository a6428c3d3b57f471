import { LineIndex } from '@polar-tools/language';
import { shortName, uriOf } from '@polar-tools/project';
import type { Loaded } from './loaded.ts';
import type { Place, Places } from './runtime/places.ts';
import { happensAt } from './runtime/search.ts';
import type { IsWanted, StartAt, StartPlace } from './start-place.ts';

/**
 * The events that are wanted, the best first: the goals with their values, then the first goal with any.
 * @param folder the URI from which relative paths are taken
 */
export function wantedEvents(
  startAt: StartAt,
  { policy, dialect }: Pick<Loaded, 'policy' | 'dialect'>,
  places: Places,
  folder: string,
): readonly IsWanted[] {
  if (typeof startAt === 'number') return [(view) => view.event >= startAt];
  const found = startAt.map((asked) => ({ asked, at: placesAt(asked, policy, places, folder).map(happensAt) }));
  const exactly = found.map(
    ({ asked: { goal }, at }): IsWanted =>
      (view, run) =>
        at.some((happens) => happens(view)) && (goal === undefined || dialect.calls?.(run, goal) === true),
  );
  const [first] = found;
  return [...exactly, (view) => first?.at.some((happens) => happens(view)) === true];
}

function placesAt(
  { file, line, column }: StartPlace,
  policy: Loaded['policy'],
  places: Places,
  folder: string,
): readonly Place[] {
  const uris = [...places.keys()];
  const uri =
    uris.find((each) => each === uriOf(file, folder)) ?? uris.find((each) => shortName(each) === shortName(file));
  if (uri === undefined) return [];
  const text = policy.files.get(uri)?.text ?? '';
  const offset = new LineIndex(text).offsetAt({ line: line - 1, character: column - 1 });
  const all = places.get(uri) ?? [];
  const here = all.filter(({ start }) => start === offset);
  // What is denied lies within its `not`, which is the goal.
  if (here.length === 0) return all.filter(({ kind, start, end }) => kind === 'goal' && start < offset && offset < end);
  const goals = here.filter(({ kind }) => kind === 'goal');
  return goals.length > 0 ? goals : here;
}

import type { Place } from '@polar-tools/evaluator';
import { LineIndex } from '@polar-tools/language';
import type { LoadedPolicy } from '../../load-policy.ts';
import type { Where } from './told.ts';

/** How places of a policy are shown. */
export function whereIn({ policy, sources }: LoadedPolicy, query: string): Where {
  const indexes = new Map<string | undefined, LineIndex>();
  return (place: Place | undefined) => {
    if (place === undefined) return undefined;
    const { uri, start, end } = place;
    const text = uri === undefined ? query : policy.files.get(uri)?.text;
    if (text === undefined) return undefined;
    let index = indexes.get(uri);
    if (index === undefined) {
      index = new LineIndex(text);
      indexes.set(uri, index);
    }
    return {
      file: uri === undefined ? undefined : (sources.get(uri)?.shown ?? uri),
      range: { start: index.positionAt(start), end: index.positionAt(end) },
    };
  };
}

import { placesWithin } from '../../runtime/places.ts';
import { uriOf } from '../../source-names.ts';
import { type Arguments, Refusal } from '../arguments.ts';
import type { SessionContext } from '../context.ts';
import { resolveFilters, resolveFunctions, resolveSource } from '../resolve-breakpoints.ts';
import type { Handlers } from './handler.ts';

/** More than this in one request is no person's work. */
const MOST = 10_000;

export const breakpoints: Handlers = {
  setBreakpoints: async (context, args) => {
    const uri = sourceUri(context, args.object('source'));
    const wanted = few(args.objects('breakpoints'));
    const lines = args.raw('lines');
    const old = context.requested.sources.get(uri) ?? [];
    const requests = wanted.map((one) => {
      const column = one.optionalInteger('column');
      return {
        line: context.line(one.integer('line')),
        column: column === undefined ? undefined : context.column(column),
        condition: textOrNone(one, 'condition'),
        hitCondition: textOrNone(one, 'hitCondition'),
        logMessage: textOrNone(one, 'logMessage'),
      };
    });
    if (wanted.length === 0 && Array.isArray(lines)) {
      for (const line of lines.slice(0, MOST)) {
        if (typeof line !== 'number') throw new Refusal('"lines" must be a list of numbers.');
        const none = { column: undefined, condition: undefined, hitCondition: undefined, logMessage: undefined };
        requests.push({ line: context.line(line), ...none });
      }
    }
    // One that was there already keeps its number, and with it how often it was reached.
    const known = new Map(old.map((one) => [JSON.stringify({ ...one, id: 0 }), one.id]));
    context.requested.sources.set(
      uri,
      requests.map((one) => {
        const id = known.get(JSON.stringify({ ...one, id: 0 })) ?? known.get(JSON.stringify({ id: 0, ...one }));
        return { id: id ?? context.requested.nextId(), ...one };
      }),
    );
    await context.whileLoading(() => context.lookAtEdits(uri));
    return { breakpoints: resolveSource(context, uri) };
  },

  setFunctionBreakpoints: (context, args) => {
    context.requested.functions = few(args.objects('breakpoints')).map((one) => ({
      id: context.requested.nextId(),
      name: one.text('name'),
      condition: textOrNone(one, 'condition'),
      hitCondition: textOrNone(one, 'hitCondition'),
    }));
    return { breakpoints: resolveFunctions(context) };
  },

  setExceptionBreakpoints: (context, args) => {
    const plain = args.texts('filters').map((filter) => ({ filter, condition: undefined }));
    const detailed = few(args.objects('filterOptions')).map((one) => ({
      filter: one.text('filterId'),
      condition: textOrNone(one, 'condition'),
    }));
    context.requested.filters = [...plain, ...detailed];
    return { breakpoints: resolveFilters(context) };
  },

  breakpointLocations: (context, args) => {
    const { places, sources } = context.running();
    const uri = sourceUri(context, args.object('source'));
    const { text } = sources.textOf(uri === '' ? undefined : uri);
    const lines = context.linesOf(text);
    const line = context.line(args.integer('line'));
    const endLine = args.optionalInteger('endLine');
    const column = args.optionalInteger('column');
    const endColumn = args.optionalInteger('endColumn');
    const last = endLine === undefined ? line : context.line(endLine);
    const start = lines.offsetAt({ line, character: column === undefined ? 0 : context.column(column) });
    const end = lines.offsetAt({
      line: last,
      character: endColumn === undefined ? Number.MAX_SAFE_INTEGER : context.column(endColumn),
    });
    const found = line >= lines.lineCount ? [] : placesWithin(places.get(uri) ?? [], start, end);
    return { breakpoints: found.map((place) => context.range(text, place.start, place.end)) };
  },
};

/** The URI of a DAP source; the empty one for the query's own text. */
export function sourceUri(context: SessionContext, source: Arguments): string {
  const path = source.optionalText('path');
  if (path !== undefined && path !== '') return uriOf(path, context.host.folder);
  const reference = source.optionalInteger('sourceReference');
  if (reference === 1) return '';
  throw new Refusal('A breakpoint cannot stand in this text: it is in no file of the policy.');
}

function textOrNone(args: Arguments, name: string): string | undefined {
  const text = args.optionalText(name);
  return text === undefined || text.trim() === '' ? undefined : text;
}

function few(list: Arguments[]): Arguments[] {
  if (list.length > MOST) throw new Refusal(`At most ${MOST} breakpoints can be set at once.`);
  return list;
}

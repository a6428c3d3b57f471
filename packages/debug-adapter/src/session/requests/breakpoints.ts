import { bareQuery } from '@polar-tools/language';
import { type Arguments, Refusal } from '../arguments.ts';
import type { SessionContext } from '../context.ts';
import { resolveFilters, resolveFunctions, resolveSource } from '../resolve-breakpoints.ts';
import { QUERY_REFERENCE } from '../sources.ts';
import { tellFaults } from '../start-notes.ts';
import type { Handlers } from './handler.ts';

/** More than this in one request is no person's work. */
const MOST = 10_000;

export const breakpoints: Handlers = {
  setBreakpoints: async (context, args, serving) => {
    const uri = await sourceUri(context, args.object('source'));
    const wanted = few(args.objects('breakpoints'));
    const lines = args.raw('lines');
    const old = context.requested.sources.get(uri)?.breakpoints ?? [];
    const requests = wanted.map((one) => {
      const column = one.optionalInteger('column');
      return {
        line: context.line(one.integer('line')),
        column: column === undefined ? undefined : context.column(column),
        condition: conditionOf(one),
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
    const breakpoints = context.requested.numbered(old, requests);
    await context.whileLoading(() => context.lookAtEdits([uri]));
    context.requested.sources.set(uri, { text: context.textNow(uri), breakpoints });
    serving.afterwards(() => tellFaults(context));
    for (const thread of context.threads.all) resolveSource(thread, uri);
    return { breakpoints: resolveSource(context, uri) };
  },

  setFunctionBreakpoints: (context, args, serving) => {
    const wanted = few(args.objects('breakpoints')).map((one) => ({
      name: one.text('name'),
      condition: conditionOf(one),
      hitCondition: textOrNone(one, 'hitCondition'),
    }));
    context.requested.functions = context.requested.numbered(context.requested.functions, wanted);
    serving.afterwards(() => tellFaults(context));
    for (const thread of context.threads.all) resolveFunctions(thread);
    return { breakpoints: resolveFunctions(context) };
  },

  setExceptionBreakpoints: (context, args, serving) => {
    const plain = args.texts('filters').map((filter) => ({ filter, condition: undefined }));
    const detailed = few(args.objects('filterOptions')).map((one) => ({
      filter: one.text('filterId'),
      condition: textOrNone(one, 'condition'),
    }));
    context.requested.filters = [...plain, ...detailed];
    serving.afterwards(() => tellFaults(context));
    for (const thread of context.threads.all) resolveFilters(thread);
    return { breakpoints: resolveFilters(context) };
  },

  breakpointLocations: async (context, args) => {
    const { places } = context.running();
    const uri = await sourceUri(context, args.object('source'));
    const line = args.integer('line');
    const endLine = args.optionalInteger('endLine') ?? line;
    const column = args.optionalInteger('column') ?? 0;
    const endColumn = args.optionalInteger('endColumn') ?? Number.MAX_SAFE_INTEGER;
    // The client speaks of the file as it is now, and the places are those of the loaded one.
    const locations = (places.get(uri) ?? [])
      .map(({ start, end }) => context.shown(uri === '' ? undefined : uri, start, end))
      .filter(({ source }) => source.sourceReference === undefined || uri === '')
      .filter(
        (place) =>
          (place.line > line || (place.line === line && place.column >= column)) &&
          (place.line < endLine || (place.line === endLine && place.column <= endColumn)),
      );
    return { breakpoints: locations.map(({ source: _, ...where }) => where) };
  },
};

/** The URI of a DAP source; the empty one for the query's own text. */
export async function sourceUri(context: SessionContext, source: Arguments): Promise<string> {
  const path = source.optionalText('path');
  // Clients give the name of a text that is in no file as its path.
  const reference = source.optionalInteger('sourceReference') ?? 0;
  if (reference === QUERY_REFERENCE) return '';
  if (reference === 0 && path !== undefined && path !== '') return context.names.fileOf(path);
  throw new Refusal('A breakpoint cannot stand in this text: it is in no file of the policy.');
}

export function textOrNone(args: Arguments, name: string): string | undefined {
  const text = args.optionalText(name);
  return text === undefined || text.trim() === '' ? undefined : text;
}

/** A condition as it is asked. */
export function conditionOf(args: Arguments): string | undefined {
  const text = textOrNone(args, 'condition');
  return text === undefined ? undefined : bareQuery(text);
}

export function few(list: Arguments[]): Arguments[] {
  if (list.length > MOST) throw new Refusal(`At most ${MOST} breakpoints can be set at once.`);
  return list;
}

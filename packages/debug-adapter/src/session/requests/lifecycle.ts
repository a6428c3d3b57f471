import { LineIndex } from '@polar-tools/language';
import { nameOf, type ProblemPlace, shortName } from '@polar-tools/project';
import { placeIn } from '../../faults.ts';
import { checkLaunch, type Problems } from '../../launch.ts';
import { load } from '../../load.ts';
import { CANCELLED, Refusal } from '../arguments.ts';
import { CAPABILITIES } from '../capabilities.ts';
import { clientSettings } from '../client.ts';
import type { SessionContext } from '../context.ts';
import { resolveAll } from '../resolve-breakpoints.ts';
import { tellBeforeStart } from '../start-notes.ts';
import type { Handlers } from './handler.ts';

/** The beginning and the end of a session. */
export const lifecycle: Handlers = {
  initialize: (context, args) => {
    if (context.initialized) throw new Refusal('"initialize" comes once, at the beginning.');
    context.initialized = true;
    context.client = clientSettings(args);
    return CAPABILITIES;
  },

  launch: async (context, args, serving) => {
    if (!context.initialized) throw new Refusal('"initialize" comes first.');
    if (context.launchArguments !== undefined) throw new Refusal('A query is being debugged already. Use "restart".');
    await begin(context, args.all());
    // The client sets its breakpoints after this event; so they are put onto the policy's rules at once.
    serving.afterwards(() => {
      context.emit('initialized');
      startWhenReady(context);
    });
    return undefined;
  },

  // What is attached to is a debugger that runs already, on a port; the query is launched in it.
  attach: (context, args, serving) => lifecycle.launch!(context, args, serving),

  configurationDone: (context, _args, serving) => {
    context.configured = true;
    serving.afterwards(() => startWhenReady(context));
    return undefined;
  },

  restart: async (context, args, serving) => {
    if (context.launchArguments === undefined) throw new Refusal('Nothing has been launched yet.');
    await begin(context, args.optionalObject('arguments')?.all() ?? context.launchArguments);
    serving.afterwards(() => startWhenReady(context));
    return undefined;
  },

  terminate: (context, _args, serving) => {
    context.abandonBeginning();
    serving.afterwards(() => {
      if (context.debugged === undefined) context.terminate();
      else context.debugged.runtime.dispose();
    });
    return undefined;
  },

  disconnect: (context) => {
    context.abandonBeginning();
    context.terminated = true;
    context.debugged?.runtime.dispose();
    context.debugged?.loaded.started?.close();
    context.disconnected = true;
    return undefined;
  },

  cancel: (context, args) => {
    const request = args.optionalInteger('requestId');
    if (request !== undefined) context.inProgress.cancel(request);
    const progress = args.optionalText('progressId');
    if (progress !== undefined) context.progress.cancel(progress);
    return undefined;
  },
};

/** Reads what the launch arguments name. What is wrong is the response's message, and an editor shows it. */
function begin(context: SessionContext, raw: Readonly<Record<string, unknown>>): Promise<void> {
  const { signal } = context.beginning;
  if (!isAdmitted(context.token, raw.token)) {
    throw new Refusal(
      'This debugger asks for a token. Write the one that it was started with as "token" in the configuration.',
      true,
    );
  }
  return context.whileLoading(async () => {
    const checked = checkLaunch(raw);
    if ('problems' in checked) throw new Refusal(checked.problems.join('\n'), true);
    const loaded = await load(checked.value, context.host, (output, category) =>
      context.emit('output', { category, output }),
    );
    if (signal.aborted && 'value' in loaded) loaded.value.started?.close();
    if (signal.aborted) throw new Refusal(CANCELLED);
    if ('problems' in loaded) {
      tellPlaces(context, loaded);
      throw new Refusal(loaded.problems.join('\n'), true, linkTo(loaded.places?.[0]));
    }
    // Only now: when the new one cannot be started, the old one is still there to look at.
    context.debugged?.runtime.abandon();
    context.debugged?.loaded.started?.close();
    context.terminated = false;
    context.handles.clear();
    await context.meetFiles(loaded.value.policy.files.keys());
    context.debug(checked.value, loaded.value);
    context.launchArguments = raw;
    resolveAll(context);
  });
}

/** Editors cannot lead from a message to the places in it: from the lines of the console they can. */
function tellPlaces({ emit, client }: SessionContext, { problems, places = [] }: Problems): void {
  for (const place of places) {
    const at = `${placeIn(place.uri, place.text, place.start)}:`;
    // Of a fact only the line is known.
    const inLine = at.replace(/\d+:$/, ' ');
    const line = problems.find((one) => one.startsWith(at)) ?? problems.find((one) => one.startsWith(inLine));
    if (line === undefined) continue;
    const source = { name: shortName(place.uri), path: nameOf(place.uri, client.uris) };
    emit('output', { category: 'stderr', output: `${line}\n`, source, ...positionOf(place, client) });
  }
}

function positionOf({ text, start }: ProblemPlace, { linesStartAt, columnsStartAt }: SessionContext['client']) {
  const { line, character } = new LineIndex(text).positionAt(start);
  return { line: line + linesStartAt, column: character + columnsStartAt };
}

/** What a person is led to: the first place that is to be mended. */
function linkTo(place: ProblemPlace | undefined): Refusal['link'] {
  if (place === undefined) return undefined;
  const { line, character } = new LineIndex(place.text).positionAt(place.start);
  return { url: `${place.uri}#L${line + 1},${character + 1}`, urlLabel: `Open ${shortName(place.uri)}` };
}

/** Compares all of it, so that how long that takes tells nothing of how much is right. */
function isAdmitted(wanted: string | undefined, given: unknown): boolean {
  if (wanted === undefined) return true;
  if (typeof given !== 'string' || given.length !== wanted.length) return false;
  let differs = 0;
  for (let at = 0; at < wanted.length; at++) differs |= wanted.charCodeAt(at) ^ given.charCodeAt(at);
  return differs === 0;
}

function startWhenReady(context: SessionContext): void {
  const { debugged } = context;
  if (!context.configured || debugged?.runtime.state !== 'new') return;
  tellBeforeStart(context);
  debugged.runtime.start();
}

import { LineIndex } from '@polar-tools/language';
import { nameOf, type ProblemPlace, shortName } from '@polar-tools/project';
import { checkAttach, isForApplications } from '../../attach.ts';
import { placeIn } from '../../faults.ts';
import { checkLaunch, namesNothing, type Problems } from '../../launch.ts';
import { load } from '../../load.ts';
import { RunningTarget } from '../../running-target.ts';
import { admit } from '../admission.ts';
import { CANCELLED, Refusal } from '../arguments.ts';
import { CAPABILITIES } from '../capabilities.ts';
import { clientSettings } from '../client.ts';
import type { SessionContext } from '../context.ts';
import { resolveAll } from '../resolve-breakpoints.ts';
import { tellBeforeStart, tellFaults } from '../start-notes.ts';
import { attachTo } from './attaching.ts';
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

  // What runs already, on a port, is a debugger, in which the query is launched; or it asks questions by itself.
  attach: (context, args, serving) => {
    if (isForApplications(args.all())) return attachTo(context, runningTarget(context, args.all()), args, serving);
    return namesNothing(args.all()) && context.target !== undefined
      ? attachTo(context, context.target, args, serving)
      : lifecycle.launch!(context, args, serving);
  },

  configurationDone: (context, _args, serving) => {
    context.configured = true;
    serving.afterwards(() => {
      if (context.attached === undefined) return startWhenReady(context);
      tellFaults(context);
      context.attached.begin?.();
    });
    return undefined;
  },

  restart: async (context, args, serving) => {
    // What is attached to goes on by itself, by the policy that it has now.
    if (context.attached !== undefined) return undefined;
    if (context.launchArguments === undefined) throw new Refusal('Nothing has been launched yet.');
    await begin(context, args.optionalObject('arguments')?.all() ?? context.launchArguments);
    serving.afterwards(() => startWhenReady(context));
    return undefined;
  },

  terminate: (context, _args, serving) => {
    context.abandonBeginning();
    serving.afterwards(() => {
      const isAttached = context.attached !== undefined;
      context.leave();
      if (context.debugged === undefined || isAttached) context.terminate();
      else context.debugged.runtime.dispose();
    });
    return undefined;
  },

  disconnect: async (context) => {
    context.abandonBeginning();
    context.terminated = true;
    context.leave();
    context.debugged?.runtime.dispose();
    await context.kept;
    context.closeApplication();
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

/** The running applications that a configuration names. */
function runningTarget(context: SessionContext, raw: Readonly<Record<string, unknown>>): RunningTarget {
  const checked = checkAttach(raw);
  if ('problems' in checked) throw new Refusal(checked.problems.join('\n'), true);
  return new RunningTarget(checked.value, context.host);
}

/** Reads what the launch arguments name. What is wrong is the response's message, and an editor shows it. */
function begin(context: SessionContext, raw: Readonly<Record<string, unknown>>): Promise<void> {
  const { signal } = context.beginning;
  admit(context, raw);
  return context.whileLoading(async () => {
    const checked = checkLaunch(raw);
    if ('problems' in checked) throw new Refusal(checked.problems.join('\n'), true);
    if (namesNothing(raw)) throw new Refusal(NOTHING_NAMED, true);
    if (context.target !== undefined && checked.value.recordTo !== undefined) throw new Refusal(NOT_RECORDED, true);
    const loaded = await (context.target?.load(checked.value) ??
      load(checked.value, context.host, (output, category) => context.emit('output', { category, output })));
    if (signal.aborted && 'value' in loaded) loaded.value.started?.close();
    if (signal.aborted) throw new Refusal(CANCELLED);
    if ('problems' in loaded) {
      tellPlaces(context, loaded);
      throw new Refusal(loaded.problems.join('\n'), true, linkTo(loaded.places?.[0]));
    }
    // Only now: when the new one cannot be started, the old one is still there to look at.
    context.debugged?.runtime.abandon();
    context.closeApplication();
    context.terminated = false;
    context.handles.clear();
    await context.meetFiles(loaded.value.policy.files);
    context.debug(checked.value, loaded.value);
    context.launchArguments = raw;
    resolveAll(context);
  });
}

const NOT_RECORDED = 'What a server is asked is not recorded from here: take "recordTo" out.';

const NOTHING_NAMED =
  'There is a debugger on this port, which debugs what it is told to: the configuration has no "query". Add one, such as "query": "allow(larry, action, gmail)".';

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

function startWhenReady(context: SessionContext): void {
  const { debugged } = context;
  if (!context.configured || debugged?.runtime.state !== 'new') return;
  tellBeforeStart(context);
  debugged.runtime.start();
}

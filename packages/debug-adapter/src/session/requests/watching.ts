import type { Frame } from '@polar-tools/evaluator';
import { parsePredicateName } from '../../runtime/predicate-name.ts';
import { frameIndex } from '../frames.ts';
import { resolveVariables } from '../resolve-breakpoints.ts';
import { hasVariables } from '../scopes.ts';
import { tellFaults } from '../start-notes.ts';
import { THREAD } from '../thread.ts';
import { conditionOf, few, textOrNone } from './breakpoints.ts';
import type { Handlers } from './handler.ts';

/** Watching a variable of one rule in progress: it is bound, or loses its binding when the search goes back. */
export const watching: Handlers = {
  dataBreakpointInfo: (context, args) => {
    const name = args.text('name');
    const { runtime } = context.stopped();
    const reference = args.optionalInteger('variablesReference');
    const scope = reference === undefined ? undefined : context.handles.get(reference);
    if (reference !== undefined && (scope?.kind !== 'scope' || !hasVariables(scope.scope))) {
      return {
        dataId: null,
        description: 'Only a variable of a rule can be watched, in the scope Arguments or Variables.',
      };
    }
    const frame = runtime.frame(scope?.kind === 'scope' ? scope.frame : frameIndex(context, args));
    if (frame === undefined || !frame.variables.some((variable) => variable.name === name)) {
      return { dataId: null, description: `The rule has no variable "${name}".` };
    }
    return {
      dataId: [frame.id, ruleOf(frame), name, ...(context.isOnly ? [] : [context.thread])].join(' '),
      description: `${name} gets another value, or loses it`,
      accessTypes: ['write'],
      canPersist: false,
    };
  },

  setDataBreakpoints: (context, args, serving) => {
    const wanted = few(args.objects('breakpoints')).map((one) => {
      const [, frame, rule, variable, thread = THREAD] =
        /^(\d{1,15}) (\S+) (\S+)(?: (\d{1,15}))?$/.exec(one.text('dataId')) ?? [];
      return {
        // One that is none is refused by itself: the others are watched all the same.
        watched:
          frame && rule && variable
            ? {
                thread: Number(thread),
                frame: Number(frame),
                rule: rule === QUERY ? undefined : parsePredicateName(rule),
                variable,
              }
            : undefined,
        condition: conditionOf(one),
        hitCondition: textOrNone(one, 'hitCondition'),
      };
    });
    context.requested.variables = context.requested.numbered(context.requested.variables, wanted);
    serving.afterwards(() => tellFaults(context));
    const ofEach = [context, ...context.threads.all].map((one) => resolveVariables(one));
    const breakpoints = ofEach[0]!.map(
      (first, at) => ofEach.map((all) => all[at]!).find(({ verified }) => verified) ?? first,
    );
    return { breakpoints };
  },
};

/** What stands for the query, which has no rule: no rule's name has a slash without a number. */
const QUERY = '/';

const ruleOf = ({ predicate, arity }: Frame): string => (predicate === undefined ? QUERY : `${predicate}/${arity}`);

import { Refusal } from '../arguments.ts';
import { frameIndex } from '../frames.ts';
import { resolveVariables } from '../resolve-breakpoints.ts';
import { hasVariables } from '../scopes.ts';
import { few, textOrNone } from './breakpoints.ts';
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
      dataId: `${frame.id}:${name}`,
      description: `${name} is bound or unbound`,
      accessTypes: ['write'],
      canPersist: false,
    };
  },

  setDataBreakpoints: (context, args) => {
    context.requested.variables = few(args.objects('breakpoints')).map((one) => {
      const [, frame, variable] = /^(\d{1,15}):(.+)$/.exec(one.text('dataId')) ?? [];
      if (frame === undefined || variable === undefined) throw new Refusal('There is no such variable to watch.');
      return {
        id: context.requested.nextId(),
        frame: Number(frame),
        variable,
        condition: textOrNone(one, 'condition'),
        hitCondition: textOrNone(one, 'hitCondition'),
      };
    });
    return { breakpoints: resolveVariables(context) };
  },
};

import { Refusal } from '../arguments.ts';
import { frameIndex } from '../frames.ts';
import type { Handlers } from './handler.ts';

/** Watching a variable of one rule in progress: it is bound, or loses its binding when the search goes back. */
export const watching: Handlers = {
  dataBreakpointInfo: (context, args) => {
    const name = args.text('name');
    const { runtime } = context.stopped();
    const reference = args.optionalInteger('variablesReference');
    const scope = reference === undefined ? undefined : context.handles.get(reference);
    if (reference !== undefined && (scope?.kind !== 'scope' || scope.scope !== 'variables')) {
      return { dataId: null, description: 'Only a variable of a rule can be watched, in the scope Variables.' };
    }
    const frame = runtime.frames()[scope?.kind === 'scope' ? scope.frame : frameIndex(context, args)];
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
    const { runtime } = context.running();
    const set = args.objects('breakpoints').map((one) => {
      const [, frame, variable] = /^(\d{1,15}):(.+)$/.exec(one.text('dataId')) ?? [];
      if (frame === undefined || variable === undefined) throw new Refusal('There is no such variable to watch.');
      return { id: context.requested.nextId(), frame: Number(frame), variable };
    });
    runtime.watch(set);
    return { breakpoints: set.map(({ id }) => ({ id, verified: true })) };
  },
};

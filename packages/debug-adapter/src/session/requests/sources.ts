import { Refusal } from '../arguments.ts';
import type { Handlers } from './handler.ts';

/** The texts of a session: files, and those that are in none. */
export const sources: Handlers = {
  loadedSources: (context) => ({ sources: context.running().sources.all() }),

  source: (context, args) => {
    const reference =
      args.optionalObject('source')?.optionalInteger('sourceReference') ?? args.optionalInteger('sourceReference');
    const content = reference === undefined ? undefined : context.running().sources.content(reference);
    if (content === undefined) throw new Refusal('There is no such text. Files are read from their path.');
    return { content, mimeType: 'text/x-polar' };
  },
};

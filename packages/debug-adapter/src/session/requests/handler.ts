import type { Arguments } from '../arguments.ts';
import type { SessionContext } from '../context.ts';
import type { Serving } from '../in-progress.ts';

/**
 * Serves one request: gives the response's body, or throws a `Refusal`.
 * @param serving what the request itself can be asked and told
 */
export type Handler = (
  context: SessionContext,
  args: Arguments,
  serving: Serving,
) => object | undefined | Promise<object | undefined>;

/** The handlers of one group of requests, by command. */
export type Handlers = Readonly<Record<string, Handler>>;

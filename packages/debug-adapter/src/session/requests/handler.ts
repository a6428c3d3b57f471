import type { Arguments } from '../arguments.ts';
import type { SessionContext } from '../context.ts';

/**
 * Serves one request: gives the response's body, or throws a `Refusal`.
 * @param sequence the request's number, by which a client can cancel it
 */
export type Handler = (
  context: SessionContext,
  args: Arguments,
  sequence: number,
) => object | undefined | Promise<object | undefined>;

/** The handlers of one group of requests, by command. */
export type Handlers = Readonly<Record<string, Handler>>;

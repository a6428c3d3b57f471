import { Refusal } from './arguments.ts';
import type { SessionContext } from './context.ts';

/** @throws Refusal where a configuration does not have the token that is asked for */
export function admit(context: SessionContext, raw: Readonly<Record<string, unknown>>): void {
  if (!isAdmitted(context.token, raw.token))
    throw new Refusal(
      'This debugger asks for a token. Write the one that it was started with as "token" in the configuration.',
      true,
    );
  context.admitted = true;
}

/** Compares all of it, so that how long that takes tells nothing of how much is right. */
function isAdmitted(wanted: string | undefined, given: unknown): boolean {
  if (wanted === undefined) return true;
  if (typeof given !== 'string' || given.length !== wanted.length) return false;
  let differs = 0;
  for (let at = 0; at < wanted.length; at++) differs |= wanted.charCodeAt(at) ^ given.charCodeAt(at);
  return differs === 0;
}

import { styleText } from 'node:util';
import type { Output, Surroundings } from '../surroundings.ts';

type Style = Parameters<typeof styleText>[0];

/** Gives a text a colour, or leaves it as it is where colours are not wanted. */
export type Paint = (style: Style, text: string) => string;

/** Colours on a terminal only; `NO_COLOR` (no-color.org) takes them away, `FORCE_COLOR` brings them to a pipe. */
export function paintFor(output: Output, environment: Surroundings['environment']): Paint {
  return wantsColour(output, environment)
    ? (style, text) => styleText(style, text, { validateStream: false })
    : (_style, text) => text;
}

function wantsColour(output: Output, environment: Surroundings['environment']): boolean {
  if (environment.NO_COLOR) return false;
  const forced = environment.FORCE_COLOR;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return output.isTerminal && environment.TERM !== 'dumb';
}

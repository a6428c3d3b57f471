import type { Output, Surroundings } from '../surroundings.ts';

/**
 * What a terminal is told to begin and to end a style (ECMA-48, "Select Graphic Rendition"). Node's own `styleText` is not there before Node 20.12.
 */
const CODES = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  cyan: [36, 39],
} as const;

type Style = keyof typeof CODES;

/** Gives a text a colour, or leaves it as it is where colours are not wanted. */
export type Paint = (style: Style | readonly Style[], text: string) => string;

/** Colours on a terminal only; `NO_COLOR` (no-color.org) takes them away, `FORCE_COLOR` brings them to a pipe. */
export function paintFor(output: Output, environment: Surroundings['environment']): Paint {
  return wantsColour(output, environment) ? styled : (_style, text) => text;
}

function styled(style: Style | readonly Style[], text: string): string {
  const codes = [style].flat().map((name) => CODES[name as Style]);
  const begin = codes.map(([on]) => `\u001b[${on}m`).join('');
  const end = codes.map(([, off]) => `\u001b[${off}m`).reverse();
  return begin + text + end.join('');
}

function wantsColour(output: Output, environment: Surroundings['environment']): boolean {
  if (environment.NO_COLOR) return false;
  const forced = environment.FORCE_COLOR;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return output.isTerminal && environment.TERM !== 'dumb';
}

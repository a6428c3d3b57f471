import { bareQuery } from '@polar-tools/language';

/** A log point's message: texts, and expressions that stand in braces. */
export type LogMessage = readonly ({ readonly text: string } | { readonly expression: string })[];

/**
 * Reads a log point's message. `{actor.name}` is an expression, which may hold braces and strings of its own; `\{` is a
 * brace. A brace that is never closed is text.
 */
export function parseLogMessage(message: string): LogMessage {
  const parts: ({ text: string } | { expression: string })[] = [];
  let text = '';
  for (let at = 0; at < message.length; at++) {
    const character = message[at]!;
    if (character === '\\' && (message[at + 1] === '{' || message[at + 1] === '}')) {
      text += message[++at]!;
      continue;
    }
    const end = character === '{' ? closingBrace(message, at) : undefined;
    const expression = end === undefined ? '' : bareQuery(message.slice(at + 1, end));
    if (end === undefined || expression === '') {
      text += character;
      continue;
    }
    if (text !== '') parts.push({ text });
    text = '';
    parts.push({ expression });
    at = end;
  }
  if (text !== '') parts.push({ text });
  return parts;
}

/** The brace that closes the one at `open`, past inner braces and past strings. */
function closingBrace(message: string, open: number): number | undefined {
  let depth = 0;
  let quoted = false;
  for (let at = open; at < message.length; at++) {
    const character = message[at]!;
    if (quoted) {
      if (character === '\\') at++;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return at;
  }
  return undefined;
}

import { printable } from '@polar-tools/language';
import type { ServeRequest, ServeResponse } from '@polar-tools/serve';

const LONGEST = 300;

/** One request with its answer on a line: `POST /api/authorize 200 {"allowed":true}`. */
export function logLine(
  { method, path }: Pick<ServeRequest, 'method' | 'path'>,
  { status, body }: ServeResponse,
): string {
  const text = JSON.stringify(body);
  return printable(`${method} ${path} ${status} ${text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`}`);
}

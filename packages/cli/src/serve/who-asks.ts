import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Refusal } from '@polar-tools/serve';

/** Names of this machine for itself, as a `Host` header has them before the port. */
const LOOPBACK = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i;

/**
 * Why a request is not heard at all; undefined for one that is. A web page that a person has open can send requests to this machine, also under
 * a name of its own that leads here (DNS rebinding): its browser says `Origin`, or another `Host`, and cannot send the key unless this server
 * allows it, which it never does.
 *
 * @param token the only API key that is taken; undefined: any
 */
export function refusalOfHeaders(headers: IncomingHttpHeaders, token: string | undefined): Refusal | undefined {
  if (headers.host === undefined || !LOOPBACK.test(headers.host))
    return new Refusal(
      403,
      `This server is asked as 127.0.0.1 or localhost, and not as ${headers.host === undefined ? 'nothing: the Host header is missing' : `"${headers.host}"`}.`,
    );
  if (headers.origin !== undefined)
    return new Refusal(
      403,
      'Web pages may not ask this server: it is for programs on this machine. Ask from your backend.',
    );
  const [, key] = /^Bearer +(.*\S)/i.exec(headers.authorization ?? '') ?? [];
  const login = { 'WWW-Authenticate': 'Bearer' };
  if (key === undefined)
    return new Refusal(
      401,
      `The API key is missing: send "Authorization: Bearer KEY", as the client libraries do. ${token === undefined ? 'Any key will do.' : ''}`.trim(),
      login,
    );
  if (token !== undefined && !isSame(key, token))
    return new Refusal(401, 'This is not the API key that polar serve was started with (--token).', login);
  return undefined;
}

function isSame(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

import { createReadStream } from 'node:fs';
import { isHandedOver, refuseSpecial } from '@polar-tools/server/node-files';

/** The bytes of a file, piece by piece; what has none, or no end, rejects as a file that cannot be opened does. */
export async function* streamFile(path: string): AsyncGenerator<Uint8Array> {
  if (!isHandedOver(path)) await refuseSpecial(path);
  yield* createReadStream(path);
}

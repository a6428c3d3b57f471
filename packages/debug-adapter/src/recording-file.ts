import { looksRecorded } from '@polar-tools/evaluator';
import { faultMessage, folderUri, isBelow, uriOf } from '@polar-tools/project';
import type { DebugHost } from './host.ts';
import type { Checked } from './launch.ts';
import type { Recorded } from './loaded.ts';

/**
 * The file that a session is to be recorded in, as `recordTo` names it. A relative name leads nowhere out of the session's folder, and a recording takes the place of
 * nothing but an older one: both are told before anything runs.
 */
export async function recordingFile(
  name: string,
  { files, folder, writeFile }: DebugHost,
): Promise<Checked<Recorded['file']>> {
  if (writeFile === undefined)
    return { problems: ['No recording can be written here. Take "recordTo" out of the launch configuration.'] };
  const uri = uriOf(name, folder);
  const isRelative = uriOf(name, 'file:///elsewhere') !== uri;
  if (isRelative && !isBelow(uri, folderUri(folder)))
    return {
      problems: [`"recordTo" leads out of the folder: "${name}". Name a file in it, or one by its whole path.`],
    };
  const read = await files.read(uri);
  if ('text' in read)
    return read.text.trim() === '' || looksRecorded(read.text)
      ? { value: { uri, name } }
      : {
          problems: [`"${name}" is another file, and no recording: it is left as it is. Name a new one in "recordTo".`],
        };
  if (read.fault.kind === 'missing') return { value: { uri, name } };
  return { problems: [`${faultMessage(read.fault, name)} Name another file in "recordTo".`] };
}

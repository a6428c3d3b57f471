import { asText, type Files } from '@polar-tools/project';
import type { Connection } from 'vscode-languageserver';
import { READ_FILE, READ_FOLDER, type ReadFileResult, type ReadFolderResult } from './protocol.ts';

/** Reads files by asking the client: the browser has no disk, and a virtual workspace is known to the editor alone. */
export function filesOfClient(connection: Connection): Files {
  return {
    read: async (uri) => {
      try {
        const answer = await connection.sendRequest<ReadFileResult>(READ_FILE, { uri });
        if (typeof answer?.text !== 'string') return { fault: { kind: 'missing' } };
        return answer.fault === undefined ? asText(answer.text) : { fault: { ...answer.fault, text: answer.text } };
      } catch {
        return { fault: { kind: 'missing' } }; // A client that does not answer has no such file.
      }
    },
    list: async (uri) => {
      try {
        const entries = await connection.sendRequest<ReadFolderResult>(READ_FOLDER, { uri });
        return entries ?? undefined;
      } catch {
        return undefined;
      }
    },
  };
}

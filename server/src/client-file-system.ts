import type { Connection } from 'vscode-languageserver';
import type { FileSystem } from './file-system.ts';
import { READ_FILE, READ_FOLDER, type ReadFileResult, type ReadFolderResult } from './protocol.ts';

/** Reads files by asking the client: the browser has no disk, and a virtual workspace is known to the editor alone. */
export function clientFileSystem(connection: Connection): FileSystem {
  return {
    readText: async (uri) => {
      try {
        return (await connection.sendRequest<ReadFileResult>(READ_FILE, { uri }))?.text;
      } catch {
        return undefined; // A client that does not answer has no such file.
      }
    },
    list: async (uri) => {
      try {
        return await connection.sendRequest<ReadFolderResult>(READ_FOLDER, { uri });
      } catch {
        return [];
      }
    },
  };
}

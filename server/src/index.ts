/** The language server. `startServer` speaks on a connection; the entries for Node and for a web worker make one. */
export type { FileSystem, FolderEntry } from './file-system.ts';
export { nodeFileSystem } from './node-file-system.ts';
export { type Surroundings, startServer } from './server.ts';

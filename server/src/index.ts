/** The language server. `startServer` speaks on a connection; the entries for Node and for a web worker make one. */
export { nodeFiles } from './node-files.ts';
export { type Surroundings, startServer } from './server.ts';

/** The application where it is written in Python: see README.md. */
export type { Channel } from './channel.ts';
export type { StartFailure } from './greeting.ts';
export { PythonHost } from './python-host.ts';

/** The application where it is written in Python: see README.md. */
export type { Channel, LiveChannel } from './channel.ts';
export type { StartFailure } from './greeting.ts';
export { LivePythonHost } from './live-python-host.ts';
export { PythonHost } from './python-host.ts';

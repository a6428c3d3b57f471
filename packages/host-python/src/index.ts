/** An application of another process: see README.md. */

export { ApplicationHost } from './application-host.ts';
export type { AttachedGreeting, Begun, FromApplication, Own, ToApplication } from './attached/messages.ts';
export type { Channel, LiveChannel } from './channel.ts';
export { type Greeting, readBeginning, type StartFailure } from './greeting.ts';
export { LiveApplicationHost } from './live-application-host.ts';
export { read, type Wire, type WireObject, write } from './wire.ts';

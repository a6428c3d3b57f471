/**
 * The debugger: a session of the Debug Adapter Protocol over a policy and a query. Messages in, messages out; everything that
 * touches the world is passed in, so the same session runs in the extension host, in a browser and behind `polar dap`.
 */

export { APPLICATION_FIELD, checkConfiguration, isForApplications } from './attach.ts';
export { cloudQuestion } from './dialect/cloud-question.ts';
export { createDecoder, type Decoded, type Decoder, encodeMessage } from './framing.ts';
export type { DebugHost, Print, StartedApplication, WantedApplication } from './host.ts';
export {
  ATTACH_FIELDS,
  checkLaunch,
  LAUNCH_FIELDS,
  type Launch,
  type LaunchLimits,
  LIMIT_FIELDS,
  namesNothing,
  type QueryPosition,
} from './launch.ts';
export type { Loaded } from './loaded.ts';
export { outcomeOf, type QueryOutcome } from './outcome.ts';
export type { RunningApplication, WantedApplications } from './running-application.ts';
export { readServerNote, type ServerNote, serverNoteName, serverNotesFolder } from './server-note.ts';
export { createSession, type Session, type SessionOptions } from './session/session.ts';
export { type StreamOptions, serveStream } from './stream.ts';
export type { AttachedDebugger, Attachment, DebugTarget } from './target.ts';

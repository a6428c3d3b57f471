import type { Arguments } from './arguments.ts';

/** How the other side counts and what it understands, from its `initialize` request. */
export interface ClientSettings {
  readonly linesStartAt: 0 | 1;
  readonly columnsStartAt: 0 | 1;
  /** It names files by URI and not by path. */
  readonly uris: boolean;
  readonly progress: boolean;
  readonly invalidated: boolean;
  readonly variablePaging: boolean;
  /** It selects what a frame covers, so that a key pressed by mistake replaces it, and its names push out the places beside them. */
  readonly selectsFrames: boolean;
}

/** The protocol's defaults, for a client that says nothing. */
export const DEFAULT_CLIENT: ClientSettings = {
  linesStartAt: 1,
  columnsStartAt: 1,
  uris: false,
  progress: false,
  invalidated: false,
  variablePaging: false,
  selectsFrames: false,
};

export function clientSettings(args: Arguments): ClientSettings {
  return {
    linesStartAt: args.raw('linesStartAt1') === false ? 0 : 1,
    columnsStartAt: args.raw('columnsStartAt1') === false ? 0 : 1,
    uris: args.raw('pathFormat') === 'uri',
    progress: args.flag('supportsProgressReporting'),
    invalidated: args.flag('supportsInvalidatedEvent'),
    variablePaging: args.flag('supportsVariablePaging'),
    selectsFrames: args.raw('clientID') === 'vscode',
  };
}

import manifest from '../package.json' with { type: 'json' };

/** The version of the command, which is that of the whole product. */
export const version: string = manifest.version;

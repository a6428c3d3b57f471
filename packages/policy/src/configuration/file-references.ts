/**
 * What a configuration may name: files from its own folder on. It may come from a stranger's repository, and is read before anybody was
 * asked: an absolute path, a share or a URI would be read from wherever the stranger likes (and a share be sent the user's credentials).
 */

/** Why the name of a file is refused, in a sentence; undefined where it is not. `what` is the setting. */
export function faultOfFile(what: string, name: string): string | undefined {
  if (!isAbsolute(name)) return undefined;
  return `${what} names a file from this folder on, and "${name}" names one elsewhere. Write a relative path.`;
}

/** The same of a pattern of the policy's files, which lie in the configuration's folder or below it. */
export function faultOfPattern(what: string, pattern: string): string | undefined {
  if (isAbsolute(pattern))
    return `${what} takes files from this folder on. Write a relative pattern in place of "${pattern}".`;
  if (/(?:^|[\\/{,])\.\.(?:$|[\\/},])/.test(pattern)) {
    return `${what} takes files in this folder and below it, and "${pattern}" leads out of it. Put polar.config.json into the folder that holds them all.`;
  }
  if (pattern.startsWith('!')) {
    return `${what} names what belongs to the policy, and nothing can be left out by "!". Name the files that belong to it.`;
  }
  return undefined;
}

/** An absolute path of any platform, a share, or a URI: a stranger's platform is not the reader's. */
const isAbsolute = (name: string): boolean => /^[\\/]|^[a-z][a-z0-9+.-]*:/i.test(name);

import { readdir, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { homedir } from 'node:os';
import { isAbsolute, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AttachedApplication, type Refused } from '../attached/attached-application.ts';
import { StreamChannel } from './stream-channel.ts';

/** Which applications are meant. */
export interface Wanted {
  /** The name of its program; undefined for any that runs in the session's folder, or above or below it. */
  readonly name: string | undefined;
  /** Where it listens, where a configuration says so. */
  readonly at: { readonly port: number; readonly token: string } | undefined;
  /** The URI of the session's folder. */
  readonly folder: string;
}

/** Who is told of applications as they come. */
export interface Finder {
  came(application: AttachedApplication): void;
  noted(text: string): void;
}

/** What an application says of itself in its file. */
interface Found {
  readonly pid: number;
  readonly port: number;
  readonly token: string;
  readonly name: string;
  readonly folder: string;
}

/** Applications listen on this machine alone. */
const LOOPBACK = '127.0.0.1';

/** Milliseconds between two looks at which applications there are, and until one is tried again that has another editor. */
const EVERY = 300;
const AGAIN = 3_000;

/** Where running applications say that they listen: a folder of this user's (`python/polar_debug/listener.py` writes it). */
export const folderOfApplications = (environment: Readonly<Record<string, string | undefined>>): string =>
  environment.POLAR_APPLICATIONS || join(homedir(), '.polar', 'applications');

/** Attaches to the applications that are meant, those that run and those that come, until it is closed. */
export function findApplications(wanted: Wanted, finder: Finder, records: string): { close(): void } {
  const state = { isClosed: false };
  if (wanted.at === undefined) void lookAround(wanted, finder, records, state);
  else void attachTo({ ...wanted.at, name: `port ${wanted.at.port}` }, finder, state);
  return {
    close: () => {
      state.isClosed = true;
    },
  };
}

async function lookAround(
  { name, folder }: Wanted,
  finder: Finder,
  records: string,
  state: { readonly isClosed: boolean },
): Promise<void> {
  const here = fileURLToPath(folder);
  /** When each is tried again; never, where that is infinite. */
  const known = new Map<string, number>();
  const told = new Set<string>();
  while (!state.isClosed) {
    const files = (await readdir(records).catch(() => [])).filter((file) => file.endsWith('.json'));
    for (const file of known.keys()) if (!files.includes(file)) known.delete(file);
    for (const file of files) {
      if (state.isClosed || performance.now() < (known.get(file) ?? 0)) continue;
      const found = await read(join(records, file));
      const isMeant = found !== undefined && (name === undefined ? isRelated(found.folder, here) : found.name === name);
      known.set(file, isMeant ? performance.now() + AGAIN : Number.POSITIVE_INFINITY);
      if (!isMeant) continue;
      if (!isAlive(found.pid)) await rm(join(records, file), { force: true });
      else if ((await attachTo(found, finder, state, told.has(file))) !== 'busy')
        known.set(file, Number.POSITIVE_INFINITY);
      told.add(file);
    }
    await new Promise((resolve) => setTimeout(resolve, EVERY));
  }
}

async function attachTo(
  { port, token, name }: Pick<Found, 'port' | 'token' | 'name'>,
  finder: Finder,
  state: { readonly isClosed: boolean },
  isTold = false,
): Promise<Refused | undefined> {
  const socket = connect(port, LOOPBACK);
  socket.setNoDelay(true);
  const channel = new StreamChannel(socket, socket, () => socket.destroy());
  const application = await AttachedApplication.greet(channel, token);
  if (typeof application === 'string') {
    if (!isTold) finder.noted(WHY[application](name));
    return application;
  }
  if (state.isClosed) application.leave();
  else finder.came(application);
  return undefined;
}

const WHY: Readonly<Record<Refused, (name: string) => string>> = {
  'wrong-token': (name) =>
    `${name} does not take this token. Write the one that it was started with (POLAR_DEBUG_TOKEN) as "token".`,
  busy: (name) =>
    `Another editor is attached to ${name}: one at a time. It is attached to here once the other one has left.`,
  'no-application': (name) =>
    `No application answers as ${name}. Start it with polar_debug.attach(oso), and look at its port.`,
};

async function read(path: string): Promise<Found | undefined> {
  try {
    const said = JSON.parse(await readFile(path, 'utf8')) as Partial<Found> & { readonly version?: number };
    return said.version === 1 && typeof said.pid === 'number' ? (said as Found) : undefined;
  } catch {
    return undefined;
  }
}

const isRelated = (one: string, other: string): boolean => isWithin(one, other) || isWithin(other, one);

function isWithin(inner: string, outer: string): boolean {
  const way = relative(outer, inner);
  return way === '' || (!way.startsWith('..') && !isAbsolute(way));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

import { type Checked, checkLaunch, isRecord, type Launch } from './launch.ts';
import type { WantedApplications } from './running-application.ts';

/** What an `attach` configuration for running applications says. */
export interface Attach {
  readonly launch: Launch;
  readonly wanted: Omit<WantedApplications, 'folder'>;
}

/** The field that makes an `attach` configuration one for running applications, in words for a person. */
export const APPLICATION_FIELD =
  '"*" for every application that runs in this folder, the name of a program such as "server.py", or {"port": …, "token": …}';

/** Fields that say what to ask, or whom: a running application says so itself. */
const ITS_OWN = [
  'query',
  'test',
  'data',
  'host',
  'python',
  'facts',
  'now',
  'port',
  'decision',
  'stopOnEntry',
  'recording',
  'recordTo',
];

/** Whether a configuration is for running applications, and not for one query. */
export const isForApplications = (raw: Readonly<Record<string, unknown>>): boolean => raw.application !== undefined;

/** Checks what is wanted of running applications. */
export function checkAttach(raw: Readonly<Record<string, unknown>>): Checked<Attach> {
  const { application, ...rest } = raw;
  const problems: string[] = [];
  const wanted = wantedOf(application);
  if (wanted === undefined)
    problems.push(`"application" must be ${APPLICATION_FIELD}; it is ${JSON.stringify(application)}.`);
  for (const field of ITS_OWN)
    if (rest[field] !== undefined)
      problems.push(
        `A configuration with "application" has no "${field}": the application says what is asked. Take it out.`,
      );
  const known = Object.fromEntries(Object.entries(rest).filter(([field]) => !ITS_OWN.includes(field)));
  const checked = checkLaunch({ ...known, request: 'launch', query: 'true' });
  if ('problems' in checked) problems.push(...checked.problems);
  if (problems.length > 0 || wanted === undefined || 'problems' in checked) return { problems };
  return { value: { launch: checked.value, wanted } };
}

/** Checks a configuration of either kind. */
export const checkConfiguration = (raw: Readonly<Record<string, unknown>>): Checked<object> =>
  isForApplications(raw) ? checkAttach(raw) : checkLaunch(raw);

function wantedOf(application: unknown): Attach['wanted'] | undefined {
  if (application === '*') return { name: undefined, at: undefined };
  if (typeof application === 'string' && application.trim() !== '') return { name: application, at: undefined };
  if (!isRecord(application)) return undefined;
  const { port, token } = application;
  if (typeof port !== 'number' || !Number.isInteger(port) || port < 1 || port > 65_535) return undefined;
  return typeof token === 'string' ? { name: undefined, at: { port, token } } : undefined;
}

import { onTestFinished } from 'vitest';
import { run } from '../../src/run.ts';
import { surroundingsIn } from '../command.ts';

/** A server that runs in this process. */
export interface Serving {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** What it has told so far. */
  told(): string;
  /** Until it has told this. */
  tells(text: string | RegExp): Promise<void>;
  /** What Ctrl-C does; gives the exit status. */
  end(): Promise<number>;
}

/**
 * Starts `polar serve` in a folder, on a port that is free; it ends with the test.
 *
 * @param notes the folder of notes for editors; none where it is empty
 */
export async function serving(folder: string, options: readonly string[] = [], notes = ''): Promise<Serving> {
  const { surroundings, ran } = surroundingsIn(folder, { environment: { POLAR_SERVERS: notes } });
  let interrupt = (): void => {};
  const status = run(['serve', '--port', '0', ...options], {
    ...surroundings,
    onInterrupt: (listener) => {
      interrupt = listener;
      return () => {};
    },
  });
  const told = (): string => ran().errors;
  let isOver = false;
  const ended = status.finally(() => {
    isOver = true;
  });
  const tells = async (text: string | RegExp): Promise<void> => {
    const end = Date.now() + 20_000;
    for (;;) {
      if (typeof text === 'string' ? told().includes(text) : text.test(told())) return;
      if (isOver || Date.now() > end) throw new Error(`polar serve has not told ${text}:\n${told()}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const end = async (): Promise<number> => {
    interrupt();
    return ended;
  };
  onTestFinished(async () => {
    if (!isOver) await end();
  });
  await tells('Listening on ');
  return { url: /Listening on (\S+)/.exec(told())![1]!, told, tells, end };
}

/** A small policy that has all that the clients ask about. */
export const organization = `actor User {}

resource Organization {
  roles = ["admin", "member"];
  permissions = ["read", "invite"];

  "member" if "admin";
  "read" if "member";
  "invite" if "admin";
}

resource Repository {
  roles = ["reader", "owner"];
  permissions = ["read", "delete"];
  relations = { organization: Organization };

  "reader" if "member" on "organization";
  "reader" if "owner";
  "read" if "reader";
  "delete" if "owner";
}

has_permission(_: User, "read", repository: Repository) if
  is_public(repository);

has_permission(user: User, "delete", repository: Repository) if
  has_quota(user, quota) and
  quota > 10 and
  has_role(user, "reader", repository);
`;

/** The folder's files with this policy and no facts. */
export const withPolicy = {
  'main.polar': organization,
  'polar.config.json': '{"dialect": "cloud"}',
};

/** Sends a request as a client does; what is given replaces its headers. */
export async function send(
  url: string,
  path: string,
  { method = 'POST', body, headers = {} }: { method?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<{ status: number; body: unknown; headers: Headers }> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { Authorization: 'Bearer key', 'Content-Type': 'application/json', ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text), headers: response.headers };
}

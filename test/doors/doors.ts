import { nativeNames, shortName } from '@polar-tools/project';
import { nodeFiles } from '@polar-tools/server/node-files';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { polar } from '../../packages/cli/test/command.ts';
import { POLICY_OF, type PolicyInformation } from '../../server/src/protocol.ts';
import { inMemory, TestClient } from '../../server/test/test-client.ts';
import { InProcessClient } from '../debug/in-process-client.ts';

/** Everything that loads policies, asked about one folder on the disk: which files are the policy, in the order of loading. */
export interface Door {
  readonly name: string;
  readonly files: (folder: string, file: string) => Promise<readonly string[]>;
}

const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const fromUris = (folder: string, uris: readonly string[]): string[] => {
  const names = nativeNames(folder, 'posix');
  return uris.map((uri) => names.shown(uri));
};

async function server(folder: string, file: string, workspace: string | undefined): Promise<string[]> {
  const names = nativeNames(folder, 'posix');
  const client = new TestClient({}, inMemory(nodeFiles()));
  try {
    const uri = names.uriOf(file);
    const read = await nodeFiles().read(uri);
    const root = workspace === undefined ? undefined : names.uriOf(workspace);
    await client.initialize({ workspaceFolders: root === undefined ? null : [{ uri: root, name: shortName(root) }] });
    await client.open(uri, 'text' in read ? read.text : '');
    const information = await client.request<PolicyInformation>(POLICY_OF, { textDocument: { uri } });
    return fromUris(folder, information.files);
  } finally {
    client.dispose();
  }
}

async function debug(folder: string, policies: string | undefined, from: string): Promise<string[]> {
  const names = nativeNames(folder, 'posix');
  const host = { files: nodeFiles(), folder: names.uriOf(from), breathe, now: () => 0 };
  const client = new InProcessClient(host);
  await client.request('initialize', { adapterID: 'polar', pathFormat: 'uri' });
  const named = policies === undefined ? {} : { policies };
  const launched = await client.request('launch', { ...named, query: 'file(x)', stopOnEntry: true });
  if (!launched.success) throw new Error(launched.message);
  await client.request('configurationDone');
  await client.next('stopped');
  const { body } = (await client.request('loadedSources')) as DebugProtocol.LoadedSourcesResponse;
  const uris = body.sources.flatMap(({ path }) => (path === undefined ? [] : [path]));
  client.session.dispose();
  return fromUris(folder, uris);
}

async function query(folder: string, policy: string): Promise<string[]> {
  const { output, errors, status } = await polar(folder, ['query', '--policy', policy, 'file(x)']);
  if (status === 2) throw new Error(errors);
  return output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line.replace('x = ', '')) as string);
}

async function check(folder: string, paths: readonly string[]): Promise<string[]> {
  const { output, errors, status } = await polar(folder, ['check', '--format', 'json', ...paths]);
  if (status === 2) throw new Error(JSON.stringify(JSON.parse(output)) + errors);
  const { files } = JSON.parse(output) as { files: { file: string }[] };
  // The configuration is told of as a file, too, where something is wrong with what it names.
  return files.map(({ file }) => file).filter((file) => !file.endsWith('polar.config.json'));
}

/** Doors that are asked with the root of the policy, and with a file of it. */
export const DOORS: readonly Door[] = [
  { name: 'the server, with the folder open', files: (folder, file) => server(folder, file, '.') },
  { name: 'the server, with a file alone', files: (folder, file) => server(folder, file, undefined) },
  { name: 'the debugger, given the folder', files: (folder) => debug(folder, '.', '.') },
  { name: 'the debugger, given nothing', files: (folder) => debug(folder, undefined, '.') },
  { name: 'polar query', files: (folder) => query(folder, '.') },
  { name: 'polar check', files: (folder) => check(folder, ['.']) },
];

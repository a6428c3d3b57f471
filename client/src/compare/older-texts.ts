import * as vscode from 'vscode';

/** A file as it was; null: it was not there. */
export interface OlderText {
  readonly uri: vscode.Uri;
  readonly text: string | null;
}

/** The texts of a policy's files as they were, and of its configuration where that was another one. */
export interface Older {
  readonly texts: readonly OlderText[];
  /** Null: it was not there. */
  readonly configuration?: string | null;
}

/** What of VS Code's git extension is used: its API, version 1. */
interface Git {
  getRepository(uri: vscode.Uri): Repository | null;
  openRepository?(root: vscode.Uri): Promise<Repository | null>;
}
interface Repository {
  readonly rootUri: vscode.Uri;
  readonly state: { readonly HEAD: { readonly commit?: string } | undefined };
  /** Reads the state again. */
  status(): Promise<void>;
  show(ref: string, path: string): Promise<string>;
  diffWithHEAD(): Promise<readonly { readonly originalUri: vscode.Uri; readonly uri: vscode.Uri }[]>;
}

/**
 * The files of a policy as the last commit has them; or why that is not known, for a person.
 *
 * @param configuration the policy's `polar.config.json`, which may not be there
 */
export async function committedTexts(
  file: vscode.Uri,
  files: readonly vscode.Uri[],
  configuration: vscode.Uri,
): Promise<Older | string> {
  const extension = vscode.extensions.getExtension<{ getAPI(version: 1): Git }>('vscode.git');
  if (extension === undefined)
    return 'VS Code’s git extension is not there, and it knows the last commit. Compare with the saved files instead.';
  let git: Git;
  try {
    git = (extension.isActive ? extension.exports : await extension.activate()).getAPI(1);
  } catch {
    return 'git is switched off in VS Code (git.enabled), or cannot be found. Compare with the saved files instead.';
  }
  const folder = vscode.workspace.getWorkspaceFolder(file)?.uri;
  // A repository that was not looked at yet.
  const repository =
    git.getRepository(file) ?? (folder === undefined ? null : ((await git.openRepository?.(folder)) ?? null));
  if (repository === null) return 'The policy lies in no git repository, so there is no commit to compare with.';
  // Its first commit may be younger than what was read of it.
  if (repository.state.HEAD?.commit === undefined) await repository.status();
  if (repository.state.HEAD?.commit === undefined) return 'The git repository has no commit yet to compare with.';
  const texts = new Map<string, OlderText>();
  const configured = await textAtHead(repository, configuration);
  const isAnother = configured !== (await savedText(configuration));
  // Another configuration may have had files that this one has not.
  for (const uri of isAnother ? [...files, ...(await policyFilesBelow(configuration))] : files)
    if (!texts.has(uri.toString())) texts.set(uri.toString(), { uri, text: await textAtHead(repository, uri) });
  // Files that were deleted, or are called otherwise now.
  for (const { originalUri: uri } of await repository.diffWithHEAD().catch(() => []))
    if (uri.path.endsWith('.polar') && !texts.has(uri.toString()) && isBeside(uri, files))
      texts.set(uri.toString(), { uri, text: await textAtHead(repository, uri) });
  return { texts: [...texts.values()], ...(isAnother && { configuration: configured }) };
}

async function textAtHead(repository: Repository, uri: vscode.Uri): Promise<string | null> {
  const root = repository.rootUri.path.replace(/\/?$/, '/');
  try {
    return await repository.show('HEAD', uri.path.startsWith(root) ? uri.path.slice(root.length) : uri.fsPath);
  } catch {
    return null;
  }
}

/** A file in a folder of the policy's. */
const isBeside = (uri: vscode.Uri, files: readonly vscode.Uri[]): boolean =>
  files.some(({ path }) => uri.path.startsWith(path.slice(0, path.lastIndexOf('/') + 1)));

/** The files of a policy as they are saved; or why there is nothing to compare, for a person. */
export async function savedTexts(_file: vscode.Uri, files: readonly vscode.Uri[]): Promise<Older | string> {
  const changed = vscode.workspace.textDocuments.filter(
    ({ uri, isDirty }) => isDirty && files.some((file) => file.toString() === uri.toString()),
  );
  if (changed.length === 0) return 'Every file of the policy is saved: what stands in the editor is what is saved.';
  // The configuration that counts is the saved one.
  return { texts: await Promise.all(changed.map(async ({ uri }) => ({ uri, text: await savedText(uri) }))) };
}

async function savedText(uri: vscode.Uri): Promise<string | null> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return null;
  }
}

/** Files that are looked at for an older policy. */
const MOST_FILES = 500;

/** The policy files in the folder of a configuration and below it, but for those of folders that have one of their own. */
async function policyFilesBelow(configuration: vscode.Uri): Promise<readonly vscode.Uri[]> {
  const folder = vscode.Uri.joinPath(configuration, '..');
  const find = (name: string): Thenable<vscode.Uri[]> =>
    vscode.workspace.findFiles(new vscode.RelativePattern(folder, `**/${name}`), '**/node_modules/**', MOST_FILES);
  const [files, others] = [await find('*.polar'), await find('polar.config.json')];
  const apart = others
    .map(({ path }) => path.slice(0, path.lastIndexOf('/') + 1))
    .filter((other) => other.startsWith(`${folder.path}/`) && other !== `${folder.path}/`);
  return files.filter(({ path }) => !apart.some((other) => path.startsWith(other)));
}

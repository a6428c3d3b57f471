import { Uri, workspace } from 'vscode';

/** The folder of a workspace in which recordings are kept; what is in it is nobody's source. */
const FOLDER = '.polar';

/** Keeps a recording beside the policy, and says where; undefined where no folder is open, or it cannot be written. */
export async function keepRecording(name: string, text: string): Promise<string | undefined> {
  const open = workspace.workspaceFolders?.[0]?.uri;
  if (open === undefined) return undefined;
  const folder = Uri.joinPath(open, FOLDER);
  const file = `${name}-${new Date().toISOString().replaceAll(/[:.]/g, '-')}.json`;
  const encoder = new TextEncoder();
  try {
    await workspace.fs.writeFile(Uri.joinPath(folder, '.gitignore'), encoder.encode('*\n'));
    await workspace.fs.writeFile(Uri.joinPath(folder, file), encoder.encode(`${text}\n`));
    return `${FOLDER}/${file}`;
  } catch {
    return undefined;
  }
}

import { readServerNote, type ServerNote } from '@polar-tools/debug-adapter';
import * as vscode from 'vscode';

/** Milliseconds that a server on this machine may take to say that it is there. */
const PATIENCE = 1_000;

/** The development servers of this person that run now, those of the workspace first, then the latest. */
export async function runningServers(notes: vscode.Uri | undefined): Promise<readonly ServerNote[]> {
  const found = await notesIn(notes);
  const answers = await Promise.all(found.map(isThere));
  const there = found.filter((_, at) => answers[at]);
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
  const isOurs = ({ folder }: ServerNote): boolean =>
    folders.some((each) => folder === each || folder.startsWith(`${each}/`) || folder.startsWith(`${each}\\`));
  return there.sort((a, b) => Number(isOurs(b)) - Number(isOurs(a)) || b.started - a.started);
}

/** What servers have left for editors, whether they still run or not. */
async function notesIn(folder: vscode.Uri | undefined): Promise<readonly ServerNote[]> {
  if (folder === undefined) return [];
  const { fs } = vscode.workspace;
  const entries = await Promise.resolve(fs.readDirectory(folder)).catch(() => []);
  const texts = await Promise.all(
    entries
      .filter(([name]) => /^\d{1,5}\.json$/.test(name))
      .map(([name]) =>
        Promise.resolve(fs.readFile(vscode.Uri.joinPath(folder, name))).then(
          (bytes) => new TextDecoder().decode(bytes),
          () => '',
        ),
      ),
  );
  return texts.flatMap((text) => readServerNote(text) ?? []);
}

async function isThere({ port }: ServerNote): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/api/healthcheck`, { signal: AbortSignal.timeout(PATIENCE) });
    return answer.ok && (await answer.text()).includes('polar serve');
  } catch {
    return false;
  }
}

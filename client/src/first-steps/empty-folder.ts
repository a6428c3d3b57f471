import * as vscode from 'vscode';

/** The view that offers a beginning, below the explorer; the manifest shows it where this context is set. */
const VIEW = 'polar.begin';
const IS_EMPTY = 'polar.isFolderEmpty';
/** What is remembered of a folder: that the view was unfolded in it. */
const WAS_SHOWN = 'polar.beginWasShown';

/**
 * Offers to begin a policy as long as nothing is in the folder that is open. In a folder with anything in it nobody is asked. Views below the
 * explorer are folded at first: this one is unfolded the first time that a folder is open.
 */
export async function offerInEmptyFolder(memory: vscode.Memento): Promise<vscode.Disposable> {
  const [folder, ...others] = vscode.workspace.workspaceFolders ?? [];
  if (folder === undefined || others.length > 0 || !(await isEmpty(folder.uri))) return vscode.Disposable.from();
  const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, '*'), false, true, true);
  const view = vscode.window.registerTreeDataProvider(VIEW, { getChildren: () => [], getTreeItem: (none) => none });
  const offered = vscode.Disposable.from(watcher, view);
  const show = (isShown: boolean) => vscode.commands.executeCommand('setContext', IS_EMPTY, isShown);
  watcher.onDidCreate(({ path }) => {
    if (isHidden(path)) return;
    offered.dispose();
    void show(false);
  });
  await show(true);
  if (!memory.get(WAS_SHOWN, false)) {
    await memory.update(WAS_SHOWN, true);
    await vscode.commands.executeCommand(`${VIEW}.focus`, { preserveFocus: true });
  }
  return offered;
}

/** Where a repository was just made, `.git` and the like do not count. */
async function isEmpty(folder: vscode.Uri): Promise<boolean> {
  try {
    return (await vscode.workspace.fs.readDirectory(folder)).every(([name]) => isHidden(name));
  } catch {
    return false; // It cannot be read, and so is none to begin in.
  }
}

const isHidden = (path: string): boolean => path.split('/').at(-1)?.startsWith('.') === true;

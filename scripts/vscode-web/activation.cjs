// Runs in VS Code's extension host: opens the example as a person would, and reports whether the extension became active by itself.
const { writeFileSync } = require('node:fs');
const { join } = require('node:path');
const vscode = require('vscode');

const id = 'polar-tools.polar-tools';
const patience = 60_000;

const until = async (read) => {
  for (const end = Date.now() + patience; Date.now() < end; ) {
    const value = await read();
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return undefined;
};

const look = async () => {
  const extension = vscode.extensions.getExtension(id);
  if (extension === undefined) return { active: false, reason: 'it is not installed' };
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, 'main.polar'));
  await vscode.window.showTextDocument(document);
  const report = { extension: id, version: extension.packageJSON.version, editor: vscode.version };
  if (document.languageId !== 'polar') return { ...report, active: false, reason: 'main.polar is not known as Polar' };
  if (!(await until(() => extension.isActive))) return { ...report, active: false, reason: 'it did not start' };
  // Active is more than loaded: its language server answers.
  const symbols = await until(async () => {
    const found = await vscode.commands.executeCommand('vscode.executeDocumentSymbolProvider', document.uri);
    return found?.length ? found : undefined;
  });
  return symbols === undefined
    ? { ...report, active: false, reason: 'its language server does not answer' }
    : { ...report, active: true };
};

exports.run = async () => {
  const report = await look().catch((error) => ({ active: false, reason: String(error?.message ?? error) }));
  writeFileSync(join(process.env.POLAR_REPORT, 'activation.json'), JSON.stringify(report));
};

import type { QueryTarget } from '@polar-tools/server/protocol';
import * as vscode from 'vscode';
import { DEBUG_TYPE } from '../debug/configuration.ts';
import { policyOf } from '../debug/policy-of-editor.ts';
import { openExample } from './example.ts';

/** Of the example: what its data allows, and what it does not. */
const ALLOWED = 'allow(anne, "push", react)';
const DENIED = 'allow(anne, "delete", react)';
/** The goal at which the roles that anne has are not the one that is asked for. */
const GOAL = 'role_name = role.name';
/** A file of its own, as its queries name objects of the data: where the application loads them, nothing has these names. */
const TESTS = 'tests.polar';
const ABOUT =
  '# Tests over the objects of data.json. The application does not know these names: it loads main.polar alone.\n';
const TEST = `\n# Maintainers push, and do not delete.\n?= ${ALLOWED};\n?= not ${DENIED};\n`;

/** The walkthrough, and the buttons of its steps. Each opens the example first, so that they can be taken in any order. */
export function registerFirstSteps(context: vscode.ExtensionContext): vscode.Disposable {
  const run = async (query: string): Promise<void> => {
    const { uri } = await openExample(context);
    const target: QueryTarget = { uri: uri.toString(), query, ask: false };
    await vscode.commands.executeCommand('polar.runQuery', target);
    await vscode.commands.executeCommand('workbench.debug.action.focusRepl');
  };
  const steps: Readonly<Record<string, () => Promise<unknown>>> = {
    'polar.openWalkthrough': async () =>
      vscode.commands.executeCommand('workbench.action.openWalkthrough', `${context.extension.id}#first-steps`, false),
    'polar.openExample': () => openExample(context),
    'polar.example.allowed': () => run(ALLOWED),
    'polar.example.denied': () => run(DENIED),
    'polar.example.why': () => run(DENIED),
    'polar.example.stepBack': async () => debugDenied(await openExample(context)),
    'polar.example.test': async () => writeTest(await openExample(context)),
  };
  return vscode.Disposable.from(
    ...Object.entries(steps).map(([name, step]) => vscode.commands.registerCommand(name, step)),
  );
}

/** Debugs the denied query to the goal that lets it fail. */
async function debugDenied(document: vscode.TextDocument): Promise<void> {
  const { uri } = document;
  const at = document.getText().indexOf(GOAL);
  if (at >= 0) {
    const place = document.positionAt(at);
    const isSet = vscode.debug.breakpoints.some(
      (each) =>
        each instanceof vscode.SourceBreakpoint &&
        each.location.uri.toString() === uri.toString() &&
        each.location.range.start.line === place.line,
    );
    if (!isSet)
      vscode.debug.addBreakpoints([
        new vscode.SourceBreakpoint(new vscode.Location(uri, new vscode.Range(place, place))),
      ]);
  }
  const policies = await policyOf(uri);
  await vscode.debug.startDebugging(undefined, {
    ...{ type: DEBUG_TYPE, request: 'launch', name: DENIED, policies, query: DENIED },
    ...(at < 0 && { stopOnEntry: true }),
  });
}

/** Writes a test into the example's file of tests, unless it has it, and runs all that it has. */
async function writeTest(example: vscode.TextDocument): Promise<void> {
  const uri = vscode.Uri.joinPath(example.uri, '..', TESTS);
  const document = await testsAt(uri);
  const text = document.getText();
  if (!text.includes(TEST.trim())) {
    const edit = new vscode.WorkspaceEdit();
    const end = document.positionAt(text.length);
    edit.replace(uri, new vscode.Range(end, end), TEST);
    await vscode.workspace.applyEdit(edit);
    await document.save();
  }
  const editor = await vscode.window.showTextDocument(document, { preview: false });
  const end = document.positionAt(document.getText().length);
  editor.revealRange(new vscode.Range(end, end));
  await vscode.commands.executeCommand('workbench.view.testing.focus');
  await vscode.commands.executeCommand('polar.runTest', uri.toString());
}

async function testsAt(uri: vscode.Uri): Promise<vscode.TextDocument> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(ABOUT));
    return vscode.workspace.openTextDocument(uri);
  }
}

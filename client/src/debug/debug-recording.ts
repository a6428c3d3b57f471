import { nameOf, shortName } from '@polar-tools/project';
import * as vscode from 'vscode';
import { DEBUG_TYPE } from './configuration.ts';

/**
 * Starts a session for a recording: the file that is given, as by the explorer's menu, else one that is chosen. It stops at its first goal, as whoever opens a recording wants
 * to go through it. True once it has begun.
 */
export async function debugRecording(given: unknown): Promise<boolean> {
  const file = isUri(given) ? given : await chosenFile();
  if (file === undefined) return false;
  const configuration = {
    type: DEBUG_TYPE,
    request: 'launch',
    name: shortName(file.toString()),
    recording: nameOf(file.toString()),
    stopOnEntry: true,
  };
  return vscode.debug.startDebugging(vscode.workspace.getWorkspaceFolder(file), configuration);
}

/** What the explorer's menu gives. */
const isUri = (value: unknown): value is vscode.Uri =>
  typeof value === 'object' && value !== null && 'scheme' in value && 'fsPath' in value;

async function chosenFile(): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const chosen = await vscode.window.showOpenDialog({
    title: 'Debug a Recording',
    openLabel: 'Debug',
    filters: { Recordings: ['json'] },
    ...(folder !== undefined && { defaultUri: folder }),
  });
  return chosen?.[0];
}

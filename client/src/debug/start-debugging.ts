import { nameOf } from '@polar-tools/project';
import * as vscode from 'vscode';
import { DEBUG_TYPE } from './configuration.ts';
import { policyOf } from './policy-of-editor.ts';

/** Starts a session for a test of a Cloud policy. True once it has begun. */
export async function debugTest(file: vscode.Uri, test: string): Promise<boolean> {
  return start(file, `test "${test}"`, { test });
}

/**
 * Starts a session for the inline query on a line of a file. True once it has begun.
 * @param line from 1
 */
export async function debugInlineQuery(file: vscode.Uri, line: number): Promise<boolean> {
  return start(file, 'inline query', { query: { file: nameOf(file.toString()), line } });
}

async function start(file: vscode.Uri, name: string, asked: object): Promise<boolean> {
  const configuration = { type: DEBUG_TYPE, request: 'launch', name, policies: await policyOf(file), ...asked };
  return vscode.debug.startDebugging(vscode.workspace.getWorkspaceFolder(file), configuration);
}

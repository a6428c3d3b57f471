import { readQuery } from '@polar-tools/project';
import * as vscode from 'vscode';
import type { QueryBox } from './asked-queries.ts';

/** Asks for a query where no document says which policy is asked. */
export const plainBox: QueryBox = ({ suggestion, earlier }) =>
  vscode.window.showInputBox({
    title: 'Polar query',
    prompt: 'What should be asked? Unbound names are answered: allow(larry, action, gmail)',
    placeHolder: 'allow(larry, "read", gmail)',
    value: earlier()[0] ?? suggestion,
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? undefined : readQuery(text).problems[0]?.message),
  });

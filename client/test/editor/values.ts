import { URI, Utils } from 'vscode-uri';

/** The values of `vscode` that the extension makes or is given: what they are made of, and nothing that the editor does with them. */
export const Uri = {
  parse: (text: string): URI => URI.parse(text),
  file: (path: string): URI => URI.file(path),
  from: (parts: Parameters<typeof URI.from>[0]): URI => URI.from(parts),
  joinPath: (uri: URI, ...parts: string[]): URI => Utils.joinPath(uri, ...parts),
};

export class Position {
  readonly line: number;
  readonly character: number;

  constructor(line: number, character: number) {
    this.line = line;
    this.character = character;
  }
}

export class Range {
  readonly start: Position;
  readonly end: Position;

  constructor(...ends: [Position, Position] | [number, number, number, number]) {
    if (ends.length === 2) [this.start, this.end] = ends;
    else {
      this.start = new Position(ends[0], ends[1]);
      this.end = new Position(ends[2], ends[3]);
    }
  }

  toString(): string {
    return `${this.start.line}:${this.start.character}-${this.end.line}:${this.end.character}`;
  }
}

/** A class whose objects keep what they were made of, by the names of the parameters. */
const kept = <Names extends string>(...names: Names[]) =>
  class {
    constructor(...values: unknown[]) {
      names.forEach((name, at) => {
        (this as Record<string, unknown>)[name] = values[at];
      });
    }
  } as new (
    ...values: unknown[]
  ) => Record<Names, unknown> & Record<string, unknown>;

export class Selection extends kept('anchor', 'active') {}
export class RelativePattern extends kept('base', 'pattern') {}
export class SourceBreakpoint extends kept('location') {}
export class Location extends kept('uri', 'range') {}
export class Diagnostic extends kept('range', 'message', 'severity') {}
export class CodeAction extends kept('title', 'kind') {}
export class CompletionItem extends kept('label', 'kind') {}
export class TreeItem extends kept('label', 'collapsibleState') {}
export class InlineValueVariableLookup extends kept('range', 'variableName', 'caseSensitiveLookup') {}
export class DebugAdapterServer extends kept('port', 'host') {}
export class DebugAdapterInlineImplementation extends kept('implementation') {}
export class TabInputText extends kept('uri') {}
export class TabInputWebview extends kept('viewType') {}
export class TestRunRequest extends kept('include', 'exclude', 'profile', 'continuous', 'preserveFocus') {}
export class TestCoverageCount extends kept('covered', 'total') {}
export class StatementCoverage extends kept('executed', 'location') {}
export class DeclarationCoverage extends kept('name', 'executed', 'location') {}
export class FileCoverage extends kept('uri', 'statementCoverage', 'branchCoverage', 'declarationCoverage') {}

export class TestMessage extends kept('message') {
  static diff(message: unknown, expectedOutput: string, actualOutput: string): TestMessage {
    return Object.assign(new TestMessage(message), { expectedOutput, actualOutput });
  }
}

export class MarkdownString {
  value = '';
  /** As it is shown: without what would be read as Markdown. */
  appendText(text: string): void {
    this.value += text.replaceAll(/[*_`<>[\]]/g, '\\$&');
  }
  appendMarkdown(text: string): void {
    this.value += text;
  }
  appendCodeblock(text: string, language: string): void {
    this.value += `\n\`\`\`${language}\n${text}\n\`\`\`\n`;
  }
}

export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

export class WorkspaceEdit {
  readonly created: URI[] = [];
  readonly #edits = new Map<string, TextEdit[]>();

  createFile(uri: URI): void {
    this.created.push(uri);
  }
  /** Whether a preview is shown first. */
  hasPreview = false;
  /** What wants to be confirmed is shown in a preview, unticked, and left out where it is applied as it is. */
  replace(uri: URI, range: Range, newText: string, metadata?: { readonly needsConfirmation?: boolean }): void {
    if (metadata?.needsConfirmation) {
      this.hasPreview = true;
      return;
    }
    const edits = this.#edits.get(uri.toString()) ?? [];
    edits.push({ range, newText });
    this.#edits.set(uri.toString(), edits);
  }
  entries(): [URI, TextEdit[]][] {
    return [...this.#edits].map(([uri, edits]) => [URI.parse(uri), edits]);
  }
}

export const CodeActionKind = { QuickFix: 'quickfix' };
export const CompletionItemKind = { Variable: 'variable' };
export const ConfigurationTarget = { Global: 'global', Workspace: 'workspace' };
export const DebugConfigurationProviderTriggerKind = { Initial: 1, Dynamic: 2 };
export const DiagnosticSeverity = { Error: 0, Warning: 1 };
export const FileType = { Unknown: 0, File: 1, Directory: 2, SymbolicLink: 64 };
export const ProgressLocation = { Window: 'window', Notification: 'notification' };
export const StatusBarAlignment = { Left: 1, Right: 2 };
export const TestRunProfileKind = { Run: 'run', Debug: 'debug', Coverage: 'coverage' };
export const TreeItemCollapsibleState = { None: 0, Collapsed: 1 };
export const ViewColumn = { Active: -1, Beside: -2, One: 1 };

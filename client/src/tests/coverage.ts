import { printable } from '@polar-tools/language';
import type { Covered, CoveredRule } from '@polar-tools/server/protocol';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';

/** A file's coverage with what the editor asks for when it shows the file. */
export class PolicyFileCoverage extends vscode.FileCoverage {
  readonly details: readonly vscode.FileCoverageDetail[];

  constructor(
    uri: vscode.Uri,
    goals: vscode.TestCoverageCount,
    rules: vscode.TestCoverageCount,
    details: readonly vscode.FileCoverageDetail[],
  ) {
    super(uri, goals, undefined, rules);
    this.details = details;
  }
}

/** Gathers what the tests of several files reach of their policies, and tells the editor: goals as statements, rules as declarations. */
export class PolicyCoverage {
  readonly #client: BaseLanguageClient;
  /** By file and place: a rule may be reached by the tests of one file and not by those of another. */
  readonly #rules = new Map<string, CoveredRule>();

  /** Files whose tests could not be measured, with why. */
  readonly #unmeasured = new Map<string, string>();

  constructor(client: BaseLanguageClient) {
    this.#client = client;
  }

  leaveOut(file: string, why: string): void {
    this.#unmeasured.set(file, why);
  }

  add(rules: readonly CoveredRule[]): void {
    for (const rule of rules) {
      const { start, end } = rule.range;
      const key = `${rule.uri} ${start.line}:${start.character}-${end.line}:${end.character}`;
      const known = this.#rules.get(key);
      const goals = rule.goals.map((goal, at) => either(goal, known?.goals[at]));
      this.#rules.set(key, { ...rule, ...either(rule, known), goals });
    }
  }

  tell(run: vscode.TestRun): void {
    const messages = [...this.#unmeasured].map(([file, why]) => `No coverage from ${file}: ${why}`);
    for (const message of messages) run.appendOutput(`${printable(message)}\r\n`);
    const [first, ...others] = messages;
    const more = others.length === 0 ? '' : ` There are ${others.length} more such files; see the run's output.`;
    if (first !== undefined) void vscode.window.showWarningMessage(first + more);
    const byFile = new Map<string, CoveredRule[]>();
    for (const rule of this.#rules.values()) byFile.set(rule.uri, [...(byFile.get(rule.uri) ?? []), rule]);
    for (const [uri, rules] of byFile) {
      const goals = rules.flatMap((rule) => rule.goals);
      const details = rules.flatMap((rule): vscode.FileCoverageDetail[] => [
        new vscode.DeclarationCoverage(rule.name, rule.reached, this.#range(rule)),
        ...rule.goals.map((goal) => new vscode.StatementCoverage(goal.held, this.#range(goal))),
      ]);
      run.addCoverage(
        new PolicyFileCoverage(
          this.#client.protocol2CodeConverter.asUri(uri),
          new vscode.TestCoverageCount(goals.filter(({ held }) => held).length, goals.length),
          new vscode.TestCoverageCount(rules.filter(({ reached }) => reached).length, rules.length),
          details,
        ),
      );
    }
  }

  #range({ range }: Covered): vscode.Range {
    return this.#client.protocol2CodeConverter.asRange(range);
  }
}

function either(one: Covered, other: Covered | undefined): Covered {
  const { range, reached, held } = one;
  return { range, reached: reached || other?.reached === true, held: held || other?.held === true };
}

import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import {
  at,
  definitions,
  diagnostics,
  hover,
  open,
  symbols,
  textIn,
  type,
  until,
  workspaceUri,
  write,
} from './editor.ts';

const QUICKSTART = 'quickstart/main.polar';

describe(`Polar in ${vscode.env.appName} ${vscode.version}`, () => {
  it('starts by itself when a Polar file is opened, and knows the language', async () => {
    const document = await open(QUICKSTART);
    assert.equal(document.languageId, 'polar');
    await until(
      'the extension to be active',
      () => vscode.extensions.getExtension('polar-tools.polar-tools')?.isActive,
    );
  });

  it('has nothing to say against the quickstart', async () => {
    const document = await open(QUICKSTART);
    await symbols(document);
    assert.deepEqual(
      diagnostics(document).map(({ message }) => message),
      [],
    );
  });
});

describe('Diagnostics', () => {
  it('come as one types, with plain words and the exact range, and go when the fault is mended', async () => {
    const document = await write('scratch/typing.polar', 'allow(actor, "read", resource) if\n  actor = resource;\n');
    await symbols(document);
    assert.deepEqual(diagnostics(document), []);
    await type(document, 'allow(actor, "read", resource) if\n  actor = undefined_rule(resource) and;\n');
    const [fault] = await until('a diagnostic', () => diagnostics(document).length > 0 && diagnostics(document));
    assert.equal(fault?.source, 'polar');
    assert.equal(fault.range.start.line, 1);
    assert.equal(fault.severity, vscode.DiagnosticSeverity.Error);
    await type(document, 'allow(actor, "read", resource) if\n  actor = resource;\n');
    await until('the diagnostics to go', () => diagnostics(document).length === 0);
  });

  it('name a term that a shorthand uses but its block does not declare, in the words of the engine', async () => {
    const document = await write(
      'scratch/undeclared.polar',
      'actor User {}\n\nresource Repo {\n  roles = ["reader"];\n  permissions = ["read"];\n  "raed" if "reader";\n}\n\nhas_role(_: User, _name: String, _: Repo);\nallow(a, b, c) if has_permission(a, b, c);\n',
    );
    const [fault] = await until('a diagnostic', () => {
      const found = diagnostics(document).filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error);
      return found.length > 0 && found;
    });
    assert.match(fault?.message ?? '', /Undeclared term "raed" referenced in rule in (')?Repo(')? resource block/i);
    assert.equal(textIn(document, fault?.range as vscode.Range), '"raed"');
  });

  it('leave the rest of a broken file working: symbols, hover and definition', async () => {
    const document = await write(
      'broken/main.polar',
      'first(x) if second(x);\n\nbroken(x if = ;\n\nsecond(x) if x = 1;\n\nresource R { roles = ["a" }\n\nthird(x) if second(x);\n',
    );
    await until('a diagnostic', () => diagnostics(document).length > 0);
    const names = (await symbols(document)).join('\n');
    for (const name of ['first', 'second', 'third']) assert.match(names, new RegExp(name));
    assert.match(await hover(document, at(document, 'second(x);', 2, 1)), /second\(x\) if/);
    assert.deepEqual(await definitions(document, at(document, 'second(x);', 2, 1)), ['broken/main.polar:5 second']);
  });

  it('survive 10,000 brackets: the server reports them and goes on', async () => {
    const document = await write('scratch/deep.polar', `deep(x) if x = ${'('.repeat(10_000)}1${')'.repeat(10_000)};\n`);
    await until('a diagnostic', () => diagnostics(document).length > 0);
    const quickstart = await open(QUICKSTART);
    assert.match(await hover(quickstart, at(quickstart, 'has_permission(actor, action', 1, 2)), /has_permission/);
  });
});

describe('Navigation', () => {
  let quickstart: vscode.TextDocument;
  before(async () => {
    quickstart = await open(QUICKSTART);
  });

  it("goes from a call to all clauses of its rule, a shorthand's too", async () => {
    const found = await definitions(quickstart, at(quickstart, 'has_permission(actor, action', 1, 2));
    assert.deepEqual(
      found.map((each) => each.replace(/ .*/s, '')),
      [10, 11, 12, 24].map((line) => `quickstart/main.polar:${line}`),
    );
  });

  it('goes to clauses in the other files of the policy, those that are not open too', async () => {
    const document = await open('two-files/allow.polar');
    const found = await definitions(document, at(document, 'is_member(', 1, 2));
    assert.deepEqual(found, [
      'two-files/allow.polar:4 is_member',
      'two-files/members.polar:1 is_member',
      'two-files/members.polar:3 is_member',
    ]);
  });

  it('shows the clauses of a call on hover', async () => {
    const text = await hover(quickstart, at(quickstart, 'has_permission(actor, action', 1, 2));
    assert.match(text, /has_permission\(_actor: User, "read", repository: Repository\) if/);
  });

  it('shows the longhand of a shorthand on hover', async () => {
    const text = await hover(quickstart, at(quickstart, '"read" if "contributor"', 1, 2));
    assert.match(
      text,
      /has_permission\(actor: Actor, "read", repository: Repository\) if\s+has_role\(actor, "contributor", repository\);/,
    );
  });

  it('lists blocks and rules as symbols, with what they hold', async () => {
    const found = await symbols(quickstart);
    for (const name of ['User', 'Repository', 'has_role', 'has_permission', 'allow'])
      assert.ok(
        found.some((each) => each.includes(name)),
        `${name} among\n${found.join('\n')}`,
      );
    assert.ok(
      found.some((each) => each.startsWith('  ') && each.includes('"maintainer"')),
      found.join('\n'),
    );
  });

  it('says of a broken polar.config.json what is wrong, where it is', async () => {
    const document = await vscode.workspace.openTextDocument(workspaceUri('bad-configuration/polar.config.json'));
    await open('bad-configuration/main.polar');
    const [fault] = await until(
      'a diagnostic in the configuration',
      () => diagnostics(document).length > 0 && diagnostics(document),
    );
    assert.match(fault?.message ?? '', /dialect/);
  });

  const told = (document: vscode.TextDocument): string[] =>
    diagnostics(document).map(({ source, message, range }) => `${source} ${range.start.line + 1}: ${message}`);

  it('in a configuration are listed once, in the words that say what to do, and go when it is mended', async () => {
    const text =
      '{\n  "dialect": "prolog",\n  "inclde": ["*.polar"],\n  "classes": { "User": { "fields": 3 } },\n  // why not\n}\n';
    await write('twice/main.polar', 'allow(_, _, _);\n');
    const document = await write('twice/polar.config.json', text);
    await until('three findings', () => diagnostics(document).length >= 3);
    // Whoever else checks the file has the time to do so.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    assert.deepEqual(told(document), [
      'polar 2: "dialect" must be "library", "cloud" or "auto".',
      'polar 3: "inclde" is not a setting. Did you mean "include"?',
      'polar 4: "fields" must be a list of strings, as in ["name", "roles"].',
    ]);
    const proposals = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      at(document, '"prolog"', 1, 1),
    );
    const labels = proposals.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    assert.deepEqual(
      ['"cloud"', '"library"'].filter((label) => !labels.includes(label)),
      [],
    );
    assert.match(await hover(document, at(document, '"dialect"', 1, 2)), /The dialect of Polar/);
    await vscode.workspace.fs.writeFile(document.uri, new TextEncoder().encode('{}'));
    await until('the findings to go', () => diagnostics(document).length === 0);
  });

  it('of JSON in a configuration are those of the editor while it is open, and those of the server else', async () => {
    await write('unclosed/main.polar', 'allow(_, _, _);\n');
    const uri = workspaceUri('unclosed/polar.config.json');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode('{ "dialect": "cloud" '));
    const all = () => vscode.languages.getDiagnostics(uri).map(({ source }) => source);
    await until('the finding of the server', () => all().join() === 'polar');
    await vscode.window.showTextDocument(uri);
    await until('the finding of the editor', () => all().join() === 'jsonc');
  });

  it('in the data file of a configuration are listed, once', async () => {
    await write('data/main.polar', 'allow(_, _, _);\n');
    await write('data/polar.config.json', '{ "data": "polar-data.json" }');
    const document = await write(
      'data/polar-data.json',
      '{\n  "clases": {},\n  "objects": {\n    "ann": { "$class": "Usr" } } }\n',
    );
    await until('two findings', () => diagnostics(document).length >= 2);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const places = diagnostics(document).map(({ source, range }) => `${source ?? 'schema'} ${range.start.line + 1}`);
    assert.deepEqual(places.sort(), ['polar 4', 'schema 2']);
  });
});

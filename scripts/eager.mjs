/**
 * Lets a bundle compile at once what every check of a policy runs.
 *
 * An engine compiles a function when it is first called, after it has looked over the whole file without compiling. What is certain to
 * run is so read twice, and piece by piece: a third of the time that a first check takes. A function expression in parentheses is
 * compiled together with the module that holds it, since it is likely to be called there. Which functions to write so is not guessed:
 * the examples are checked and a policy with every construct is read, and those that ran are taken.
 */
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { Refusal, root, runNode } from './project.mjs';

const sources = /[\\/]packages[\\/](?:language|policy|evaluator)[\\/]src[\\/].*\.ts$/;

/** Where the functions begin that run when the examples are checked, or tested, too, by file. */
const functionsOf = async (what) => {
  const { status, output } = await runNode([join(root, 'scripts', 'profile-check.mjs'), what], { show: false });
  if (status !== 0) throw new Refusal(`The examples could not be checked:\n${output}`);
  const ran = JSON.parse(output.slice(output.indexOf('{')));
  return new Map(Object.entries(ran).map(([file, starts]) => [file, new Set(starts)]));
};

/**
 * The same program with the functions that begin at these offsets as expressions in parentheses. Declarations of functions go to the
 * front of their module, since they are there from the start. Private methods become others, under names that nothing else has. Constructors, accessors
 * and what is asynchronous stay as they are.
 *
 * @param {string} text TypeScript
 * @param {ReadonlySet<number>} ran
 */
export const eager = (text, ran) => {
  const file = ts.createSourceFile('module.ts', text, ts.ScriptTarget.ESNext, true);
  /** In place of what stands from one offset to another. */
  const edits = [];
  const replace = (from, to, by) => edits.push({ from, to, by });
  const functions = [];
  /** By class: the private names of methods that are private no more. */
  const opened = new Map();
  const visit = (node) => {
    if (isPlain(node) && ran.has(startOf(node))) {
      if (ts.isFunctionDeclaration(node) && ts.isSourceFile(node.parent)) functions.push(node);
      else if (ts.isMethodDeclaration(node)) method(node);
      else if (ts.isArrowFunction(node)) arrow(node);
    }
    ts.forEachChild(node, visit);
  };
  const method = ({ name, parent, body }) => {
    if (!ts.isClassLike(parent)) {
      replace(name.getEnd(), name.getEnd(), ': (function');
      replace(body.getEnd(), body.getEnd(), ')');
    } else if (!uses(body, ts.SyntaxKind.SuperKeyword)) {
      const written = ts.isPrivateIdentifier(name) ? openName(parent, name) : name.text;
      if (written === undefined) return;
      if (ts.isPrivateIdentifier(name)) opened.set(parent, (opened.get(parent) ?? new Set()).add(name.text));
      const star = name.parent.asteriskToken === undefined ? '' : '*';
      replace(methodStart(name.parent), name.getEnd(), `static { this.prototype.${written} = (function${star}`);
      replace(body.getEnd(), body.getEnd(), ') }');
    }
  };
  const callsOfOpened = (node) => {
    if (ts.isPropertyAccessExpression(node) && ts.isPrivateIdentifier(node.name)) {
      const owner = ownerOf(node, node.name.text);
      if (owner !== undefined && opened.get(owner)?.has(node.name.text) === true)
        replace(node.name.getStart(), node.name.getEnd(), openName(owner, node.name));
    }
    ts.forEachChild(node, callsOfOpened);
  };
  const arrow = (node) => {
    const { body, equalsGreaterThanToken: sign } = node;
    const own = [ts.SyntaxKind.ThisKeyword, ts.SyntaxKind.SuperKeyword];
    if (text[node.getStart()] !== '(') return;
    if (own.some((kind) => uses(body, kind))) {
      // Newer engines know such functions by their parentheses, too.
      replace(node.getStart(), node.getStart(), '(');
      replace(node.getEnd(), node.getEnd(), ')');
      return;
    }
    const block = ts.isBlock(body);
    replace(node.getStart(), node.getStart(), '(function ');
    replace(sign.getStart(), sign.getEnd(), block ? '' : '{ return (');
    replace(node.getEnd(), node.getEnd(), block ? ')' : '); })');
  };
  visit(file);
  callsOfOpened(file);
  // Of functions that end at one place, the inner one came later, and ends first.
  edits.reverse().sort((a, b) => a.from - b.from || a.to - b.to);
  const written = (from, to) => {
    let out = '';
    let at = from;
    for (const edit of edits) {
      if (edit.from < from || edit.to > to) continue;
      out += text.slice(at, edit.from) + edit.by;
      at = edit.to;
    }
    return out + text.slice(at, to);
  };
  let at = file.statements.findLast((node) => ts.isImportDeclaration(node))?.getEnd() ?? 0;
  const front = [text.slice(0, at)];
  const rest = [];
  for (const node of functions) {
    front.push(`${exportOf(node)}var ${node.name.text} = (${written(startOf(node), node.getEnd())});`);
    rest.push(written(at, node.getStart()));
    at = node.getEnd();
  }
  return [...front, ...rest, written(at, text.length)].join('\n');
};

const has = (node, kind) => node.modifiers?.some((modifier) => modifier.kind === kind) === true;
const exportOf = (node) => (has(node, ts.SyntaxKind.ExportKeyword) ? 'export ' : '');

const isPlain = (node) =>
  node.body !== undefined &&
  (node.asteriskToken === undefined || !ts.isMethodDeclaration(node) || ts.isClassLike(node.parent)) &&
  !has(node, ts.SyntaxKind.AsyncKeyword) &&
  !has(node, ts.SyntaxKind.StaticKeyword) &&
  (ts.isArrowFunction(node) ||
    ts.isFunctionDeclaration(node) ||
    (ts.isMethodDeclaration(node) && (ts.isIdentifier(node.name) || ts.isPrivateIdentifier(node.name))));

/** Where the engine says that a function begins: modifiers are not of it. */
const startOf = (node) => {
  if (ts.isMethodDeclaration(node)) return (node.asteriskToken ?? node.name).getStart();
  return (node.getChildren().find(({ kind }) => kind === ts.SyntaxKind.FunctionKeyword) ?? node).getStart();
};
const methodStart = (node) => node.modifiers?.[0]?.getStart() ?? node.asteriskToken?.getStart() ?? node.name.getStart();

/** What a private name is called where it is private no more; undefined in a class without a name. No class has one with the name of another that it extends. */
const openName = ({ name: owner }, { text }) => owner && `$$${owner.text}_${text.slice(1)}`;

/** The class that a private name belongs to where it stands. */
const ownerOf = (node, name) => {
  for (let outer = node.parent; outer !== undefined; outer = outer.parent)
    if (ts.isClassLike(outer) && outer.members.some((member) => member.name?.text === name)) return outer;
  return undefined;
};

const uses = (node, kind) =>
  node.kind === kind ||
  (!ts.isFunctionExpression(node) && !ts.isClassLike(node) && ts.forEachChild(node, (child) => uses(child, kind))) ===
    true;

/** By what is run. */
const known = new Map();

/**
 * A plugin of esbuild for the bundles that check policies.
 *
 * @param {'checks' | 'tests'} what `tests`: it runs tests and queries, too
 */
export const eagerFunctions = (what = 'checks') => ({
  name: 'eager-functions',
  setup({ onLoad }) {
    onLoad({ filter: sources }, async ({ path }) => {
      if (!known.has(what)) known.set(what, functionsOf(what));
      const starts = (await known.get(what)).get(relative(root, path).replaceAll('\\', '/'));
      if (starts === undefined) return undefined;
      return { contents: eager(readFileSync(path, 'utf8'), starts), loader: 'ts' };
    });
  },
});

/**
 * A bundle in which modules written for `require` are function expressions in parentheses, too. For esbuild each is an arrow function that it gives to a
 * function of its own, `var library = wrapped((exports) => { … })`; those of a library that everything imports run as soon as the bundle does.
 *
 * @param {string} text JavaScript, as esbuild wrote it
 */
export const eagerModules = (text) => {
  const file = ts.createSourceFile('bundle.js', text, ts.ScriptTarget.ESNext);
  const declared = file.statements.flatMap((each) =>
    ts.isVariableStatement(each) ? each.declarationList.declarations : [],
  );
  const of = ({ initializer }) => (initializer === undefined ? '' : text.slice(initializer.pos, initializer.end));
  const wrapped = declared.find(
    (each) => /\{\s*exports: ?\{\}\s*\}/.test(of(each)) && !ts.isCallExpression(each.initializer),
  )?.name.text;
  let out = '';
  let at = 0;
  for (const { initializer: call } of declared) {
    if (call === undefined || !ts.isCallExpression(call) || call.expression.text !== wrapped) continue;
    const [module] = call.arguments;
    if (!ts.isArrowFunction(module)) continue;
    const parameters = module.parameters.map(({ name }) => name.text).join(',');
    out += `${text.slice(at, module.pos)}(function(${parameters})${text.slice(module.body.pos, module.end)})`;
    at = module.end;
  }
  return out + text.slice(at);
};

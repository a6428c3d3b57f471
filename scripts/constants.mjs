/**
 * Lets a bundle have constants.
 *
 * esbuild writes what stands at the top of a module with `var`, constant or not. The engine's optimizing compiler takes the value of a constant for known;
 * a variable it reads each time, and compares what it finds with what it has seen. A machine that runs a query does so at every step: with constants it takes
 * a sixth less time.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import ts from 'typescript';

/** What CommonJS gives a module. A bundle that also runs elsewhere declares them itself. */
const given = new Set(['module', 'exports', 'require']);

/**
 * The same bundle with `const` for each variable at its top that has its value from the start and is given no other.
 *
 * @param {string} text JavaScript, as esbuild wrote it
 */
export const withConstants = (text) => {
  const file = ts.createSourceFile('bundle.js', text, ts.ScriptTarget.ESNext);
  const changed = changedNames(file);
  let out = '';
  let at = 0;
  for (const statement of file.statements) {
    if (!ts.isVariableStatement(statement) || (statement.declarationList.flags & ts.NodeFlags.BlockScoped) !== 0)
      continue;
    const { declarations } = statement.declarationList;
    out += text.slice(at, statement.getStart(file));
    let kind;
    for (const each of declarations) {
      const { name, initializer } = each;
      const isConstant =
        initializer !== undefined && ts.isIdentifier(name) && !changed.has(name.text) && !given.has(name.text);
      const next = isConstant ? 'const' : 'var';
      out += kind === next ? ',' : `${kind === undefined ? '' : ';'}${next} `;
      out += text.slice(each.getStart(file), each.end);
      kind = next;
    }
    at = declarations.end;
  }
  return out + text.slice(at);
};

/** Every name that something is assigned to anywhere, or that is declared twice at the top: a name that stands for several things counts for all of them. */
const changedNames = (file) => {
  const names = new Set();
  const { FirstAssignment, LastAssignment } = ts.SyntaxKind;
  const targets = (node) => {
    if (ts.isIdentifier(node)) names.add(node.text);
    else if (!ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node))
      ts.forEachChild(node, targets);
  };
  const visit = (node) => {
    if (ts.isBinaryExpression(node)) {
      const { kind } = node.operatorToken;
      if (kind >= FirstAssignment && kind <= LastAssignment) targets(node.left);
    } else if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
      if (node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken)
        targets(node.operand);
    } else if (
      (ts.isForInStatement(node) || ts.isForOfStatement(node)) &&
      !ts.isVariableDeclarationList(node.initializer)
    )
      targets(node.initializer);
    ts.forEachChild(node, visit);
  };
  visit(file);
  const declared = new Set();
  const declare = (name) => (declared.has(name) ? names.add(name) : declared.add(name));
  for (const statement of file.statements) {
    if (ts.isVariableStatement(statement))
      for (const { name } of statement.declarationList.declarations) if (ts.isIdentifier(name)) declare(name.text);
    if ((ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name !== undefined)
      declare(statement.name.text);
  }
  return names;
};

/** A plugin of esbuild that gives what it has written constants. The last one, where others change what was written, too. */
export const constants = {
  name: 'constants',
  setup({ initialOptions, onEnd }) {
    initialOptions.metafile = true;
    onEnd(({ errors, metafile }) => {
      if (errors.length > 0 || initialOptions.write === false) return;
      for (const output of Object.keys(metafile.outputs)) {
        const path = resolve(initialOptions.absWorkingDir ?? '', output);
        if (/\.[cm]?js$/.test(path)) writeFileSync(path, withConstants(readFileSync(path, 'utf8')));
      }
    });
  },
};

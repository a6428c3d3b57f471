import type { SyntaxNode } from '@lezer/common';
import type { SourceImport } from '../model.ts';
import { onOneLine, type Syntax, written } from './syntax.ts';

/** `import Org, { User as U } from './models'`, `export * from './user'`; an export of what the file has itself is none. */
export function importsOf(syntax: Syntax, node: SyntaxNode): readonly SourceImport[] {
  const string = node.getChild('String');
  const text = onOneLine(written(syntax, node));
  const module = string === null ? '' : written(syntax, string).slice(1, -1);
  if (node.name === 'ExportDeclaration' && string === null) return ownDefault(text);
  if (string === null) return [];
  const head = text
    .replace(/\bfrom .*$/, '')
    .replace(/^(?:import|export) (?:type )?/, '')
    .trim();
  const found: SourceImport[] = [];
  const [, listed] = /\{([^}]*)\}/.exec(head) ?? [];
  for (const each of (listed ?? '').split(',')) {
    const [, original, name] = /^\s*(?:type )?([\w$]+)(?: as ([\w$]+))?\s*$/u.exec(each) ?? [];
    if (original !== undefined) found.push({ name: name ?? original, module, original });
  }
  const rest = head.replace(/\{[^}]*\}/, '');
  const [, space] = /\* as ([\w$]+)/.exec(rest) ?? [];
  if (space !== undefined) found.push({ name: space, module, original: undefined });
  else if (rest.includes('*')) found.push({ name: '*', module, original: undefined });
  const [, plain] = /^([\w$]+)\s*,?/.exec(rest) ?? [];
  if (plain !== undefined) found.push({ name: plain, module, original: 'default' });
  return found;
}

/** `export default User`, `export { User as Person }`: names that others may ask this file for. */
function ownDefault(text: string): readonly SourceImport[] {
  const [, name] = /^export default ([\p{L}_$][\w$]*);?$/u.exec(text) ?? [];
  const [, className] = /^export default (?:abstract )?class ([\p{L}_$][\w$]*)/u.exec(text) ?? [];
  const given = name ?? className;
  if (given !== undefined) return [{ name: 'default', module: '', original: given }];
  const [, listed] = /^export (?:type )?\{([^}]*)\}/.exec(text) ?? [];
  return (listed ?? '').split(',').flatMap((each) => {
    const [, original, as] = /^\s*(?:type )?([\w$]+) as ([\w$]+)\s*$/u.exec(each) ?? [];
    return original === undefined || as === undefined ? [] : [{ name: as, module: '', original }];
  });
}

/** `const { User } = require('./models')`, `const models = require('./models')` */
export function requiresOf(syntax: Syntax, node: SyntaxNode): readonly SourceImport[] {
  const text = onOneLine(written(syntax, node));
  const [, target, module] = /^(?:const|let|var) (.+?) ?= ?require\( ?['"]([^'"]+)['"] ?\)(\.\w+)?;?$/.exec(text) ?? [];
  if (target === undefined || module === undefined) return [];
  const [, listed] = /^\{(.*)\}$/.exec(target) ?? [];
  if (listed === undefined) return /^[\w$]+$/.test(target) ? [{ name: target, module, original: undefined }] : [];
  return listed.split(',').flatMap((each) => {
    const [, original, name] = /^\s*([\w$]+)(?:\s*:\s*([\w$]+))?\s*$/.exec(each) ?? [];
    return original === undefined ? [] : [{ name: name ?? original, module, original }];
  });
}

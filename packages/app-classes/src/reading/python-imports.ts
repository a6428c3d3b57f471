import type { SyntaxNode } from '@lezer/common';
import type { SourceImport } from '../model.ts';
import { onOneLine, type Syntax, written } from './syntax.ts';

/** `from .org import Org as O, User`, `import app.models as m`, `from .models import *` */
export function importsOf(syntax: Syntax, node: SyntaxNode): readonly SourceImport[] {
  const text = onOneLine(
    written(syntax, node)
      .replace(/#[^\n]*/g, '')
      .replace(/\\\n/g, ' '),
  );
  const [, module, names] = /^from\s*(\.*\s*[\w.]*) import (.*)$/u.exec(text) ?? [];
  if (module !== undefined && names !== undefined) {
    const from = module.replaceAll(' ', '');
    return listed(names.replace(/[()]/g, '')).map(({ original, name }) => ({
      name,
      module: from,
      original: original === '*' ? undefined : original,
    }));
  }
  const [, modules] = /^import (.*)$/u.exec(text) ?? [];
  return listed(modules ?? '').map(({ original, name }) => ({ name, module: original, original: undefined }));
}

const listed = (names: string): readonly { original: string; name: string }[] =>
  names.split(',').flatMap((each) => {
    const [, original, name] = /^\s*([\w.]+|\*)(?: as (\w+))?\s*$/u.exec(each) ?? [];
    return original === undefined ? [] : [{ original, name: name ?? original }];
  });

import type { SyntaxNode } from '@lezer/common';
import type { ReverseMember, SourceClass, SourceMember } from '../model.ts';
import { Members } from './members.ts';
import { functionMember } from './python-functions.ts';
import { relationOf, reverseOf } from './python-relations.ts';
import { documentation, hiddenName, statementsIn, typeText } from './python-syntax.ts';
import { typeOfValue } from './python-types.ts';
import {
  children,
  commentAbove,
  commentBehind,
  commentOf,
  parts,
  type Syntax,
  spanOf,
  stringIn,
  walk,
  written,
} from './syntax.ts';

/** A class with what its body says, and what its methods assign to their object. */
export function readClass(syntax: Syntax, node: SyntaxNode): SourceClass | undefined {
  const name = node.getChild('VariableName');
  const body = node.getChild('Body');
  if (name === null || body === null) return undefined;
  const header = basesOf(syntax, node);
  const isEnum = header.bases.some((base) => /(^|\.)(Int|Str)?(Enum|Flag)$/.test(base));
  const members = new Members();
  const reverse: ReverseMember[] = [];
  const statements = [...statementsIn(body)];
  for (const [at, statement] of statements.entries()) {
    const { definition, decorators } = undecorated(syntax, statement);
    if (definition.name === 'FunctionDefinition') {
      const member = functionMember(syntax, definition, decorators);
      if (member !== undefined) members.add(member);
    } else if (statement.name === 'AssignStatement') {
      for (const field of fieldsOf(syntax, statement, statements[at + 1])) {
        const isValue = isEnum && statement.getChild('TypeDef') === null;
        members.add(isValue ? { ...field, type: written(syntax, name), ofClass: true } : field);
      }
      const added = reverseOf(syntax, statement, written(syntax, name));
      if (added !== undefined) reverse.push(added);
    }
  }
  for (const statement of statements) {
    const { definition, decorators } = undecorated(syntax, statement);
    if (definition.name === 'FunctionDefinition')
      for (const field of assignedIn(syntax, definition, decorators)) members.add(field);
  }
  return {
    name: written(syntax, name),
    span: spanOf(name),
    bases: header.bases,
    members: members.all(),
    reverse,
    comment: documentation(syntax, body),
    open: header.open || isDecoratedByOthers(syntax, node) || answersAnything(syntax, body),
  };
}

/** The classes that are extended. A metaclass may add whatever it likes. */
function basesOf(syntax: Syntax, node: SyntaxNode): { readonly bases: readonly string[]; readonly open: boolean } {
  const list = node.getChild('ArgList');
  const bases: string[] = [];
  let open = false;
  for (const part of list === null ? [] : parts(list)) {
    if (part[1]?.name === 'AssignOp') {
      if (written(syntax, part[0]!) === 'metaclass') open ||= !/ABCMeta$/.test(written(syntax, part[2] ?? part[0]!));
      continue;
    }
    // `Generic[T]` extends `Generic`.
    const isNamed = part.length === 1 && /^(Variable|Member)/.test(part[0]!.name);
    const base = isNamed ? /^[\p{L}_][\p{L}\p{N}_.]*/u.exec(written(syntax, part[0]!))?.[0] : undefined;
    if (base === undefined) open = true;
    else bases.push(base);
  }
  return { bases, open };
}

interface Undecorated {
  readonly definition: SyntaxNode;
  /** Their names, as they are written. */
  readonly decorators: readonly string[];
}

function undecorated(syntax: Syntax, node: SyntaxNode): Undecorated {
  if (node.name !== 'DecoratedStatement') return { definition: node, decorators: [] };
  const decorators = node.getChildren('Decorator').map((decorator) => nameOfDecorator(syntax, decorator));
  return { definition: node.lastChild ?? node, decorators };
}

const nameOfDecorator = (syntax: Syntax, node: SyntaxNode): string =>
  /^@\s*([\p{L}\p{N}_.]*)/u.exec(written(syntax, node))?.[1] ?? '';

/** Decorators that give a class nothing that a policy reads by name. */
const HARMLESS = /(^|\.)(dataclass|total_ordering|final|runtime_checkable|unique|s|define|frozen|mutable|attrs)$/;

function isDecoratedByOthers(syntax: Syntax, node: SyntaxNode): boolean {
  const { parent } = node;
  if (parent?.name !== 'DecoratedStatement') return false;
  return undecorated(syntax, parent).decorators.some((name) => !HARMLESS.test(name));
}

/** Whether an object may have more than is written: `__getattr__`, `setattr(self, …)`, `self.__dict__`. */
function answersAnything(syntax: Syntax, body: SyntaxNode): boolean {
  return /\b(?:__getattr__|__getattribute__|__dict__|setattr|vars|exec|locals)\b/.test(written(syntax, body));
}

const COMMENT = /^#:?/;

/** `name: str`, `roles = relationship("Role")`, `RED, GREEN = 1, 2`, `__slots__ = ("name",)` */
function fieldsOf(syntax: Syntax, statement: SyntaxNode, next: SyntaxNode | undefined): readonly SourceMember[] {
  const target = statement.firstChild;
  if (target === null) return [];
  if (written(syntax, target) === '__slots__') return slots(syntax, statement);
  const typeNode = statement.getChild('TypeDef');
  const sides = sidesOf(statement);
  const behind = next?.name === 'ExpressionStatement' ? stringIn(syntax, next.firstChild ?? undefined) : undefined;
  const comment =
    (behind === undefined ? undefined : commentOf(behind)) ??
    commentBehind(syntax, statement.to, COMMENT) ??
    commentAbove(syntax, statement.from, COMMENT);
  const targets = typeNode === null ? sides.targets : [target];
  return targets
    .filter(({ name }) => name === 'VariableName')
    .flatMap((each) => {
      const name = written(syntax, each);
      if (/^(?:__\w+__|model_config|objects)$/.test(name)) return [];
      const annotated = typeNode === null ? undefined : typeText(syntax, typeNode);
      if (annotated !== undefined && /^(?:typing\.)?ClassVar\b/.test(annotated) && sides.value === undefined) return [];
      const relation = relationOf(syntax, sides.value);
      const type = relation?.type ?? annotated ?? typeOfValue(syntax, targets.length === 1 ? sides.value : undefined);
      const field: SourceMember = {
        name,
        kind: 'field',
        span: spanOf(each),
        ...(type !== undefined && { type: annotated !== undefined && relation === undefined ? annotated : type }),
        ...(comment !== undefined && { comment }),
        ...hiddenName(name),
      };
      // Beside the object itself, its key.
      const key: SourceMember = { name: `${name}_id`, kind: 'field', span: spanOf(each), type: 'int' };
      return relation?.hasKey === true ? [field, key] : [field];
    });
}

/** The targets of an assignment, and its value where there is one: `a = b = 1`. */
function sidesOf(statement: SyntaxNode): {
  readonly targets: readonly SyntaxNode[];
  readonly value: SyntaxNode | undefined;
} {
  const nodes = children(statement).filter(({ name }) => name !== 'TypeDef' && name !== ',');
  const last = nodes.findLastIndex(({ name }) => name === 'AssignOp');
  if (last === -1) return { targets: nodes, value: undefined };
  return { targets: nodes.slice(0, last).filter(({ name }) => name !== 'AssignOp'), value: nodes[last + 1] };
}

function slots(syntax: Syntax, statement: SyntaxNode): readonly SourceMember[] {
  const found: SourceMember[] = [];
  walk(statement, (node) => {
    const name = stringIn(syntax, node);
    if (name !== undefined && /^[\p{L}_]\w*$/u.test(name))
      found.push({ name, kind: 'field', span: { start: node.from + 1, end: node.to - 1 }, ...hiddenName(name) });
    return true;
  });
  return found;
}

/** What a method assigns to its object: `self.name: str = name`. */
function* assignedIn(syntax: Syntax, definition: SyntaxNode, decorators: readonly string[]): Generator<SourceMember> {
  if (decorators.some((name) => /(^|\.)(staticmethod|classmethod)$/.test(name))) return;
  const list = definition.getChild('ParamList');
  const body = definition.getChild('Body');
  const self = list?.getChild('VariableName');
  if (list == null || body === null || self == null) return;
  const types = new Map<string, string>();
  for (const part of parts(list)) {
    const type = part[1]?.name === 'TypeDef' ? typeText(syntax, part[1]) : undefined;
    const value = part.find(({ name }) => name === 'AssignOp');
    const given = type ?? typeOfValue(syntax, value?.nextSibling ?? undefined);
    if (part[0]?.name === 'VariableName' && given !== undefined) types.set(written(syntax, part[0]), given);
  }
  const found: SourceMember[] = [];
  walk(body, (node) => {
    if (node.name !== 'AssignStatement') return true;
    const typeNode = node.getChild('TypeDef');
    const { targets, value } = sidesOf(node);
    for (const target of targets) {
      const name = fieldOf(syntax, target, written(syntax, self));
      if (name === undefined) continue;
      const given = value?.name === 'VariableName' ? types.get(written(syntax, value)) : typeOfValue(syntax, value);
      const type =
        (typeNode === null ? undefined : typeText(syntax, typeNode)) ?? (targets.length === 1 ? given : undefined);
      const comment = commentBehind(syntax, node.to, COMMENT) ?? commentAbove(syntax, node.from, COMMENT);
      found.push({
        name: written(syntax, name),
        kind: 'field',
        span: spanOf(name),
        ...(type !== undefined && { type }),
        ...(comment !== undefined && { comment }),
        ...hiddenName(written(syntax, name)),
      });
    }
    return true;
  });
  yield* found;
}

/** The name in `self.name`; undefined for anything else. */
function fieldOf(syntax: Syntax, target: SyntaxNode, self: string): SyntaxNode | undefined {
  if (target.name !== 'MemberExpression') return undefined;
  const [object, dot, name] = children(target);
  const isOwn = object?.name === 'VariableName' && written(syntax, object) === self && dot?.name === '.';
  return isOwn && name?.name === 'PropertyName' ? name : undefined;
}

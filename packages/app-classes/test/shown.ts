import type { Source, SourceClass, SourceMember } from '../src/model.ts';

/** What was read, as lines that a person compares: one a class, one a member. */
export function shown({ classes, imports, registrations }: Source): string {
  return [
    ...imports.map(
      ({ name, module, original }) =>
        `import ${name} = ${original ?? '(module)'} of ${module === '' ? 'itself' : module}`,
    ),
    ...classes.flatMap(shownClass),
    ...registrations.map(({ className, name }) => `registers ${className} as ${name}`),
  ].join('\n');
}

function shownClass({ name, bases, members, reverse, comment, open }: SourceClass): readonly string[] {
  return [
    `class ${name}(${bases.join(', ')})${open ? ' open' : ''}${said(comment)}`,
    ...members.map((member) => `  ${shownMember(member)}`),
    ...reverse.map(({ of, member }) => `  gives ${of} ${shownMember(member)}`),
  ];
}

const shownMember = ({ name, kind, type, parameters, comment, hidden, ofClass }: SourceMember): string =>
  [
    ...(ofClass === true ? ['static'] : []),
    ...(hidden === true ? ['hidden'] : []),
    `${kind} ${name}${parameters === undefined ? '' : `(${parameters.join(', ')})`}${type === undefined ? '' : `: ${type}`}${said(comment)}`,
  ].join(' ');

const said = (comment: string | undefined): string =>
  comment === undefined ? '' : ` # ${comment.replaceAll('\n', ' / ')}`;

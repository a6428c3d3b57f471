import type { Name, Shorthand } from '@polar-tools/language';
import { builtInClasses, cloudValueTypes, isBuiltInClass, unions } from '../dialect/built-in-classes.ts';
import { hasBrokenBlock } from '../model/broken-blocks.ts';
import { walk } from '../model/walk.ts';
import { isSlip, nearestOf } from '../names/suggestions.ts';
import { type Check, cloudOnly, type StatementContext } from './definition.ts';

/** A type that no block declares: nothing is of it. In a policy without blocks nothing is known of its types. */
export const undeclaredType: Check = {
  code: 'undeclared-type',
  severity: 'warning',
  dialects: cloudOnly,
  summary: 'A type without a block.',
  nodes: {
    InstancePattern: ({ name }, context) => checkType(name, context),
    ObjectLiteral({ name }, context) {
      if (unions.has(name.text))
        context.report(
          name,
          `${name.text} stands for other types, and nothing is of it alone. Name the type of this object.`,
        );
      else checkType(name, context);
    },
    Declare({ types }, context) {
      for (const type of types) checkType(type, context);
    },
    DeclaredRelation(relation, context) {
      // One that a shorthand follows is an error already.
      if (!isFollowed(relation, context)) checkType(relation.type ?? relation.name, context);
    },
  },
};

function checkType(name: Name, { policy, report }: StatementContext): void {
  const { text } = name;
  const { blocks } = policy;
  if (blocks.size === 0 || text === '' || blocks.has(text) || cloudValueTypes.has(text) || unions.has(text)) return;
  const known = [...blocks.keys()].filter((type) => type !== 'global');
  // What is being typed may be the one.
  if (hasBrokenBlock(policy)) return;
  const meant = nearestOf(text, [...known, ...cloudValueTypes, ...unions]);
  const builtIn = isBuiltInClass(text) ? builtInClasses.find((one) => one.name === text) : undefined;
  const advice =
    builtIn !== undefined
      ? 'Oso Cloud has strings, integers and booleans.'
      : meant === undefined
        ? `Declare it: resource ${text} {}`
        : `Did you mean ${meant}?`;
  report(name, `There is no block of the type ${text}. ${advice}`, {
    ...(meant !== undefined &&
      builtIn === undefined && {
        fixes: [
          {
            title: `Change to ${meant}`,
            preferred: isSlip(text, meant),
            edits: [{ node: name, at: 'instead', newText: meant }],
          },
        ],
      }),
  });
}

function isFollowed({ name }: { readonly name: Name }, { policy, model }: StatementContext): boolean {
  const type = model.block?.name.text;
  const parts = type === undefined ? [] : (policy.blocks.get(type)?.parts ?? []);
  return parts.some(({ block }) =>
    block.members.some((member) => member.$type === 'Shorthand' && follows(member, name.text)),
  );
}

function follows(shorthand: Shorthand, relation: string): boolean {
  let found = false;
  walk(shorthand.body, (node) => {
    if (node.$type !== 'ShorthandReference') return;
    if (node.relation?.$type === 'StringLiteral' && node.relation.value === relation) found = true;
  });
  return found;
}

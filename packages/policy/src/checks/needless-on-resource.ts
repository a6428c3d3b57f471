import { print } from '@polar-tools/language';
import { isOnThisResource } from '../blocks/followed-relation.ts';
import { type Check, cloudOnly } from './definition.ts';

/** `"delete" if "creator" on resource;` says no more than `"delete" if "creator";`. */
export const needlessOnResource: Check = {
  code: 'needless-on-resource',
  severity: 'hint',
  dialects: cloudOnly,
  summary: 'A shorthand that names its own resource.',
  nodes: {
    ShorthandReference(reference, { report }) {
      if (!isOnThisResource(reference)) return;
      const { term, relation } = reference;
      report(
        relation!,
        `This is ${print(term)} of this very resource, with or without "on resource". A name in quotes after on is a relation.`,
        {
          unnecessary: true,
          fixes: [
            {
              title: 'Remove on resource',
              preferred: true,
              edits: [{ node: reference, at: 'instead', newText: print(term) }],
            },
          ],
        },
      );
    },
  },
};

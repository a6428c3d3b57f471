import { attributes } from './attributes.ts';
import { folders } from './folders.ts';
import { groups } from './groups.ts';
import { organizations } from './organizations.ts';
import { roles } from './roles.ts';
import { sharing } from './sharing.ts';
import type { Template } from './template.ts';

/** The policies that one can begin with, the plainest first. */
export const templates: readonly Template[] = [roles, organizations, sharing, folders, groups, attributes];

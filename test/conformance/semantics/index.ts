import { search } from './3.1-search.ts';
import { rules } from './3.2-rules.ts';
import { unification } from './3.3-unification.ts';
import { arithmetic } from './3.4-arithmetic.ts';
import { membership } from './3.5-in.ts';
import { negation } from './3.6-negation.ts';
import { cut } from './3.7-cut.ts';
import { lookups } from './3.8-lookups.ts';
import { conditions } from './3.9-conditions.ts';
import { constraints } from './3.10-constraints.ts';
import { missingRules } from './3.12-missing-rules.ts';
import { builtInClasses } from './3.13-built-in-classes.ts';
import { blocks } from './blocks.ts';
import { classesAsValues } from './classes-as-values.ts';
import { alternatives } from './or.ts';
import type { Semantics } from './point.ts';
import { print } from './print.ts';
import { recursion } from './recursion.ts';
import { restsAlone } from './rests.ts';
import { unboundArguments } from './unbound-arguments.ts';

/** What the language does, in the order of its documents (docs/language/rules.md, conditions.md, queries.md); what has no number of its own comes last. */
export const semantics: readonly Semantics[] = [
  ...search,
  ...rules,
  ...unification,
  ...arithmetic,
  ...membership,
  ...negation,
  ...cut,
  ...lookups,
  ...conditions,
  ...constraints,
  ...missingRules,
  ...builtInClasses,
  ...classesAsValues,
  ...alternatives,
  ...recursion,
  ...restsAlone,
  ...unboundArguments,
  ...blocks,
  ...print,
];

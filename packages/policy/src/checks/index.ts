import { ambiguousPrecedence } from './ambiguous-precedence.ts';
import type { Check } from './check.ts';
import { duplicateResourceBlockDeclaration } from './duplicate-resource-block-declaration.ts';
import { fileLoading } from './file-loading.ts';
import { invalidRule } from './invalid-rule.ts';
import { invalidRuleType } from './invalid-rule-type.ts';
import { missingAllowRule } from './missing-allow-rule.ts';
import { missingHasPermissionRule } from './missing-has-permission-rule.ts';
import { missingRequiredRule } from './missing-required-rule.ts';
import { resourceBlock } from './resource-block.ts';
import { singletonVariable } from './singleton-variable.ts';
import { undefinedRuleCall } from './undefined-rule-call.ts';
import { unknownSpecializer } from './unknown-specializer.ts';
import { unregisteredClass } from './unregistered-class.ts';
import { cloudConstruct, libraryConstruct } from './wrong-dialect.ts';

/** Every check. Each has a page `docs/checks/<code>.md` and fixtures in `packages/policy/test/checks/<code>/`. */
export const checks: readonly Check[] = [
  // Of the reference engine.
  singletonVariable,
  undefinedRuleCall,
  unregisteredClass,
  invalidRule,
  invalidRuleType,
  missingRequiredRule,
  duplicateResourceBlockDeclaration,
  fileLoading,
  resourceBlock,
  ambiguousPrecedence,
  missingAllowRule,
  missingHasPermissionRule,
  unknownSpecializer,
  // Of the dialects.
  cloudConstruct,
  libraryConstruct,
];

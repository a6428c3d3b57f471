import { ambiguousPrecedence } from './ambiguous-precedence.ts';
import { argumentOrder } from './argument-order.ts';
import { assertionVariable } from './assertion-variable.ts';
import { assumedDialect } from './assumed-dialect.ts';
import { cloudForm } from './cloud-form.ts';
import { constantCondition } from './constant-condition.ts';
import { cyclicImplication } from './cyclic-implication.ts';
import type { Check } from './definition.ts';
import { duplicateFixture } from './duplicate-fixture.ts';
import { duplicateResourceBlockDeclaration } from './duplicate-resource-block-declaration.ts';
import { duplicateRule } from './duplicate-rule.ts';
import { duplicateTest } from './duplicate-test.ts';
import { duplicateType } from './duplicate-type.ts';
import { endlessRecursion } from './endless-recursion.ts';
import { factLimit } from './fact-limit.ts';
import { factSignatureMismatch } from './fact-signature-mismatch.ts';
import { factValue } from './fact-value.ts';
import { fileLoading } from './file-loading.ts';
import { impossibleAssertion } from './impossible-assertion.ts';
import { invalidRule } from './invalid-rule.ts';
import { invalidRuleType } from './invalid-rule-type.ts';
import { missingAllowRule } from './missing-allow-rule.ts';
import { missingHasPermissionRule } from './missing-has-permission-rule.ts';
import { missingRequiredRule } from './missing-required-rule.ts';
import { multipleGlobalBlocks } from './multiple-global-blocks.ts';
import { needlessOnResource } from './needless-on-resource.ts';
import { negatedGroup } from './negated-group.ts';
import { openAllow } from './open-allow.ts';
import { quotedClass } from './quoted-class.ts';
import { relationOrder } from './relation-order.ts';
import { relationWithoutRule } from './relation-without-rule.ts';
import { resourceBlock } from './resource-block.ts';
import { shadowedRule } from './shadowed-rule.ts';
import { singletonVariable } from './singleton-variable.ts';
import { testWithoutAssertion } from './test-without-assertion.ts';
import { typeAsVariable } from './type-as-variable.ts';
import { typeMismatch } from './type-mismatch.ts';
import { unassignedRole } from './unassigned-role.ts';
import { unboundInComparison } from './unbound-in-comparison.ts';
import { unboundInNot } from './unbound-in-not.ts';
import { undeclaredTerm } from './undeclared-term.ts';
import { undeclaredType } from './undeclared-type.ts';
import { queryForUndefinedRule, undefinedRuleCall } from './undefined-rule-call.ts';
import { ungrantedPermission } from './ungranted-permission.ts';
import { unknownField } from './unknown-field.ts';
import { unknownFixture } from './unknown-fixture.ts';
import { unknownPredicate } from './unknown-predicate.ts';
import { unknownSpecializer } from './unknown-specializer.ts';
import { unknownSupertype } from './unknown-supertype.ts';
import { unmatchedCall } from './unmatched-call.ts';
import { unquotedName } from './unquoted-name.ts';
import { unquotedRelation } from './unquoted-relation.ts';
import { unregisteredClass } from './unregistered-class.ts';
import { unstratifiedNegation } from './unstratified-negation.ts';
import { unusedRole } from './unused-role.ts';
import { unusedRule } from './unused-rule.ts';
import { unusedSuppression } from './unused-suppression.ts';
import { useBeforeDeclaration } from './use-before-declaration.ts';
import { wrongArity } from './wrong-arity.ts';
import { cloudConstruct, libraryConstruct } from './wrong-dialect.ts';

/** What the grammar leaves to the dialect. */
export const dialectSyntax: readonly Check[] = [unquotedName];

/** Every check. Each has a page `docs/checks/<code>.md` and fixtures in `packages/policy/test/checks/<code>/`. */
export const checks: readonly Check[] = [
  // Of the reference engine.
  singletonVariable,
  undefinedRuleCall,
  queryForUndefinedRule,
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
  unknownField,
  // Of the dialects.
  cloudConstruct,
  libraryConstruct,
  assumedDialect,
  // Beyond the engine.
  duplicateRule,
  shadowedRule,
  unusedRule,
  unusedRole,
  ungrantedPermission,
  unassignedRole,
  relationWithoutRule,
  cyclicImplication,
  endlessRecursion,
  openAllow,
  wrongArity,
  typeMismatch,
  undeclaredTerm,
  relationOrder,
  constantCondition,
  testWithoutAssertion,
  unusedSuppression,
  // Of Cloud.
  unstratifiedNegation,
  unboundInNot,
  factSignatureMismatch,
  multipleGlobalBlocks,
  useBeforeDeclaration,
  unquotedRelation,
  needlessOnResource,
  unknownFixture,
  unknownSupertype,
  assertionVariable,
  undeclaredType,
  typeAsVariable,
  duplicateType,
  unknownPredicate,
  factValue,
  negatedGroup,
  impossibleAssertion,
  duplicateTest,
  duplicateFixture,
  factLimit,
  argumentOrder,
  cloudForm,
  unboundInComparison,
  quotedClass,
  unmatchedCall,
];

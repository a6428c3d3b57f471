// Generated from polar.langium by build/generate.ts. Do not edit.
import type * as ast from '../tree/ast.ts';
import type { StatementSource } from '../tree/source.ts';
import {
  CONDITION, describeType, EITHER, INNER, own, ownAll, ownAllConditions, ownAllKeys, ownAllValues, ownCondition, ownValue, type TreeNode, UNCERTAIN, VALUE,
} from '../tree/tree-node.ts';

/** A number for each type, to choose by: `$kind` of a node. */
export const Kind = {
  And: 0,
  Assertion: 1,
  Binary: 2,
  Block: 3,
  BlockDeclaration: 4,
  BooleanLiteral: 5,
  Call: 6,
  CurrentTime: 7,
  Cut: 8,
  Declare: 9,
  DeclaredNames: 10,
  DeclaredRelation: 11,
  DeclaredRelations: 12,
  Dictionary: 13,
  DictionaryPattern: 14,
  Fact: 15,
  Field: 16,
  Fixture: 17,
  FixtureUse: 18,
  Flag: 19,
  FloatLiteral: 20,
  Forall: 21,
  InlineQuery: 22,
  InstancePattern: 23,
  IntegerLiteral: 24,
  List: 25,
  ListPattern: 26,
  Lookup: 27,
  Matches: 28,
  MethodCall: 29,
  Name: 30,
  New: 31,
  Not: 32,
  ObjectLiteral: 33,
  Or: 34,
  Parameter: 35,
  Parentheses: 36,
  Print: 37,
  Rule: 38,
  RuleType: 39,
  Setup: 40,
  Shorthand: 41,
  ShorthandAnd: 42,
  ShorthandOr: 43,
  ShorthandReference: 44,
  StringLiteral: 45,
  Test: 46,
  Variable: 47,
} as const;

export class And implements ast.And, TreeNode {
  declare readonly $type: 'And';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;
  declare readonly operands: ast.And['operands'];
  constructor(start: number, end: number, operands_: ast.And['operands']) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;
    this.operands = operands_;
    ownAllConditions(operands_, this);
  }
}
describeType(And.prototype, 'And', 0, CONDITION);


export class Assertion implements ast.Assertion, TreeNode {
  declare readonly $type: 'Assertion';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;
  declare readonly negated: ast.Assertion['negated'];
  declare readonly name: ast.Assertion['name'];
  declare readonly parameters: ast.Assertion['parameters'];
  declare readonly iff: ast.Assertion['iff'];
  constructor(start: number, end: number, negated_: ast.Assertion['negated'], name_: ast.Assertion['name'], parameters_: ast.Assertion['parameters'], iff_: ast.Assertion['iff']) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;
    this.negated = negated_;
    this.name = name_;
    this.parameters = parameters_;
    this.iff = iff_;
    own(name_, this);
    ownAll(parameters_, this);
    if (iff_ !== undefined) own(iff_, this);
  }
}
describeType(Assertion.prototype, 'Assertion', 1, VALUE);


export class Binary implements ast.Binary, TreeNode {
  declare readonly $type: 'Binary';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;
  declare readonly left: ast.Binary['left'];
  declare readonly operator: ast.Binary['operator'];
  declare readonly right: ast.Binary['right'];
  declare readonly $operator: number;
  constructor(start: number, end: number, left_: ast.Binary['left'], operator_: ast.Binary['operator'], right_: ast.Binary['right'], operatorStart: number) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;
    this.left = left_;
    this.operator = operator_;
    this.right = right_;
    ownValue(left_, this);
    ownValue(right_, this);
    this.$operator = operatorStart;
  }
}
describeType(Binary.prototype, 'Binary', 2, UNCERTAIN);


export class Block implements ast.Block, TreeNode {
  declare readonly $type: 'Block';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;
  declare readonly keyword: ast.Block['keyword'];
  declare readonly name: ast.Block['name'];
  declare readonly supertypes: ast.Block['supertypes'];
  declare readonly members: ast.Block['members'];
  declare $source: StatementSource | undefined;
  constructor(start: number, end: number, keyword_: ast.Block['keyword'], name_: ast.Block['name'], supertypes_: ast.Block['supertypes'], members_: ast.Block['members']) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;
    this.keyword = keyword_;
    this.name = name_;
    this.supertypes = supertypes_;
    this.members = members_;
    if (keyword_ !== undefined) own(keyword_, this);
    own(name_, this);
    ownAll(supertypes_, this);
    ownAll(members_, this);
    this.$source = undefined;
  }
}
describeType(Block.prototype, 'Block', 3, VALUE);


export class BlockDeclaration implements ast.BlockDeclaration, TreeNode {
  declare readonly $type: 'BlockDeclaration';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;
  declare readonly name: ast.BlockDeclaration['name'];
  declare readonly value: ast.BlockDeclaration['value'];
  constructor(start: number, end: number, name_: ast.BlockDeclaration['name'], value_: ast.BlockDeclaration['value']) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;
    this.name = name_;
    this.value = value_;
    own(name_, this);
    own(value_, this);
  }
}
describeType(BlockDeclaration.prototype, 'BlockDeclaration', 4, VALUE);


export class BooleanLiteral implements ast.BooleanLiteral, TreeNode {
  declare readonly $type: 'BooleanLiteral';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;
  declare readonly value: ast.BooleanLiteral['value'];
  constructor(start: number, end: number, value_: ast.BooleanLiteral['value']) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;
    this.value = value_;
  }
}
describeType(BooleanLiteral.prototype, 'BooleanLiteral', 5, EITHER);


export class Call implements ast.Call, TreeNode {
  declare readonly $type: 'Call';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;
  declare readonly name: ast.Call['name'];
  declare readonly arguments: ast.Call['arguments'];
  declare readonly keywords: ast.Call['keywords'];
  constructor(start: number, end: number, name_: ast.Call['name'], arguments_: ast.Call['arguments'], keywords_: ast.Call['keywords']) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;
    this.name = name_;
    this.arguments = arguments_;
    this.keywords = keywords_;
    own(name_, this);
    ownAllValues(arguments_, this);
    ownAllKeys(keywords_, this);
  }
}
describeType(Call.prototype, 'Call', 6, CONDITION);


export class CurrentTime implements ast.CurrentTime, TreeNode {
  declare readonly $type: 'CurrentTime';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;

  constructor(start: number, end: number) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;

  }
}
describeType(CurrentTime.prototype, 'CurrentTime', 7, VALUE);


export class Cut implements ast.Cut, TreeNode {
  declare readonly $type: 'Cut';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;

  constructor(start: number, end: number) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;

  }
}
describeType(Cut.prototype, 'Cut', 8, CONDITION);


export class Declare implements ast.Declare, TreeNode {
  declare readonly $type: 'Declare';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;
  declare readonly name: ast.Declare['name'];
  declare readonly types: ast.Declare['types'];
  declare $source: StatementSource | undefined;
  constructor(start: number, end: number, name_: ast.Declare['name'], types_: ast.Declare['types']) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;
    this.name = name_;
    this.types = types_;
    own(name_, this);
    ownAll(types_, this);
    this.$source = undefined;
  }
}
describeType(Declare.prototype, 'Declare', 9, VALUE);


export class DeclaredNames implements ast.DeclaredNames, TreeNode {
  declare readonly $type: 'DeclaredNames';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;
  declare readonly names: ast.DeclaredNames['names'];
  constructor(start: number, end: number, names_: ast.DeclaredNames['names']) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;
    this.names = names_;
    ownAll(names_, this);
  }
}
describeType(DeclaredNames.prototype, 'DeclaredNames', 10, VALUE);


export class DeclaredRelation implements ast.DeclaredRelation, TreeNode {
  declare readonly $type: 'DeclaredRelation';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;
  declare readonly name: ast.DeclaredRelation['name'];
  declare readonly type: ast.DeclaredRelation['type'];
  constructor(start: number, end: number, name_: ast.DeclaredRelation['name'], type_: ast.DeclaredRelation['type']) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;
    this.name = name_;
    this.type = type_;
    own(name_, this);
    if (type_ !== undefined) own(type_, this);
  }
}
describeType(DeclaredRelation.prototype, 'DeclaredRelation', 11, VALUE);


export class DeclaredRelations implements ast.DeclaredRelations, TreeNode {
  declare readonly $type: 'DeclaredRelations';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;
  declare readonly relations: ast.DeclaredRelations['relations'];
  constructor(start: number, end: number, relations_: ast.DeclaredRelations['relations']) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;
    this.relations = relations_;
    ownAllKeys(relations_, this);
  }
}
describeType(DeclaredRelations.prototype, 'DeclaredRelations', 12, VALUE);


export class Dictionary implements ast.Dictionary, TreeNode {
  declare readonly $type: 'Dictionary';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;
  declare readonly fields: ast.Dictionary['fields'];
  constructor(start: number, end: number, fields_: ast.Dictionary['fields']) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;
    this.fields = fields_;
    ownAllKeys(fields_, this);
  }
}
describeType(Dictionary.prototype, 'Dictionary', 13, VALUE);


export class DictionaryPattern implements ast.DictionaryPattern, TreeNode {
  declare readonly $type: 'DictionaryPattern';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;
  declare readonly fields: ast.DictionaryPattern['fields'];
  constructor(start: number, end: number, fields_: ast.DictionaryPattern['fields']) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;
    this.fields = fields_;
    ownAllKeys(fields_, this);
  }
}
describeType(DictionaryPattern.prototype, 'DictionaryPattern', 14, VALUE);


export class Fact implements ast.Fact, TreeNode {
  declare readonly $type: 'Fact';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;
  declare readonly name: ast.Fact['name'];
  declare readonly arguments: ast.Fact['arguments'];
  constructor(start: number, end: number, name_: ast.Fact['name'], arguments_: ast.Fact['arguments']) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;
    this.name = name_;
    this.arguments = arguments_;
    own(name_, this);
    ownAllValues(arguments_, this);
  }
}
describeType(Fact.prototype, 'Fact', 15, VALUE);


export class Field implements ast.Field, TreeNode {
  declare readonly $type: 'Field';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;
  declare readonly key: ast.Field['key'];
  declare readonly value: ast.Field['value'];
  constructor(start: number, end: number, key_: ast.Field['key'], value_: ast.Field['value']) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;
    this.key = key_;
    this.value = value_;
    own(key_, this);
    if (value_ !== undefined) ownValue(value_, this);
  }
}
describeType(Field.prototype, 'Field', 16, VALUE);


export class Fixture implements ast.Fixture, TreeNode {
  declare readonly $type: 'Fixture';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;
  declare readonly name: ast.Fixture['name'];
  declare readonly facts: ast.Fixture['facts'];
  declare $source: StatementSource | undefined;
  constructor(start: number, end: number, name_: ast.Fixture['name'], facts_: ast.Fixture['facts']) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;
    this.name = name_;
    this.facts = facts_;
    own(name_, this);
    ownAll(facts_, this);
    this.$source = undefined;
  }
}
describeType(Fixture.prototype, 'Fixture', 17, VALUE);


export class FixtureUse implements ast.FixtureUse, TreeNode {
  declare readonly $type: 'FixtureUse';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;
  declare readonly name: ast.FixtureUse['name'];
  constructor(start: number, end: number, name_: ast.FixtureUse['name']) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;
    this.name = name_;
    own(name_, this);
  }
}
describeType(FixtureUse.prototype, 'FixtureUse', 18, VALUE);


export class Flag implements ast.Flag, TreeNode {
  declare readonly $type: 'Flag';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;
  declare readonly name: ast.Flag['name'];
  constructor(start: number, end: number, name_: ast.Flag['name']) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;
    this.name = name_;
  }
}
describeType(Flag.prototype, 'Flag', 19, VALUE);


export class FloatLiteral implements ast.FloatLiteral, TreeNode {
  declare readonly $type: 'FloatLiteral';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;
  declare readonly value: ast.FloatLiteral['value'];
  constructor(start: number, end: number, value_: ast.FloatLiteral['value']) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;
    this.value = value_;
  }
}
describeType(FloatLiteral.prototype, 'FloatLiteral', 20, VALUE);


export class Forall implements ast.Forall, TreeNode {
  declare readonly $type: 'Forall';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;
  declare readonly condition: ast.Forall['condition'];
  declare readonly action: ast.Forall['action'];
  constructor(start: number, end: number, condition_: ast.Forall['condition'], action_: ast.Forall['action']) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;
    this.condition = condition_;
    this.action = action_;
    ownCondition(condition_, this);
    ownCondition(action_, this);
  }
}
describeType(Forall.prototype, 'Forall', 21, CONDITION);


export class InlineQuery implements ast.InlineQuery, TreeNode {
  declare readonly $type: 'InlineQuery';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;
  declare readonly query: ast.InlineQuery['query'];
  declare $source: StatementSource | undefined;
  constructor(start: number, end: number, query_: ast.InlineQuery['query']) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;
    this.query = query_;
    own(query_, this);
    this.$source = undefined;
  }
}
describeType(InlineQuery.prototype, 'InlineQuery', 22, VALUE);


export class InstancePattern implements ast.InstancePattern, TreeNode {
  declare readonly $type: 'InstancePattern';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;
  declare readonly name: ast.InstancePattern['name'];
  declare readonly fields: ast.InstancePattern['fields'];
  constructor(start: number, end: number, name_: ast.InstancePattern['name'], fields_: ast.InstancePattern['fields']) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;
    this.name = name_;
    this.fields = fields_;
    own(name_, this);
    if (fields_ !== undefined) ownAllKeys(fields_, this);
  }
}
describeType(InstancePattern.prototype, 'InstancePattern', 23, VALUE);


export class IntegerLiteral implements ast.IntegerLiteral, TreeNode {
  declare readonly $type: 'IntegerLiteral';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;
  declare readonly value: ast.IntegerLiteral['value'];
  constructor(start: number, end: number, value_: ast.IntegerLiteral['value']) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;
    this.value = value_;
  }
}
describeType(IntegerLiteral.prototype, 'IntegerLiteral', 24, VALUE);


export class List implements ast.List, TreeNode {
  declare readonly $type: 'List';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;
  declare readonly rest: ast.List['rest'];
  declare readonly elements: ast.List['elements'];
  constructor(start: number, end: number, rest_: ast.List['rest'], elements_: ast.List['elements']) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;
    this.rest = rest_;
    this.elements = elements_;
    if (rest_ !== undefined) own(rest_, this);
    ownAllValues(elements_, this);
  }
}
describeType(List.prototype, 'List', 25, VALUE);


export class ListPattern implements ast.ListPattern, TreeNode {
  declare readonly $type: 'ListPattern';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;
  declare readonly rest: ast.ListPattern['rest'];
  declare readonly elements: ast.ListPattern['elements'];
  constructor(start: number, end: number, rest_: ast.ListPattern['rest'], elements_: ast.ListPattern['elements']) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;
    this.rest = rest_;
    this.elements = elements_;
    if (rest_ !== undefined) own(rest_, this);
    ownAllValues(elements_, this);
  }
}
describeType(ListPattern.prototype, 'ListPattern', 26, VALUE);


export class Lookup implements ast.Lookup, TreeNode {
  declare readonly $type: 'Lookup';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;
  declare readonly object: ast.Lookup['object'];
  declare readonly name: ast.Lookup['name'];
  declare readonly key: ast.Lookup['key'];
  constructor(start: number, end: number, object_: ast.Lookup['object'], name_: ast.Lookup['name'], key_: ast.Lookup['key']) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;
    this.object = object_;
    this.name = name_;
    this.key = key_;
    ownValue(object_, this);
    if (name_ !== undefined) own(name_, this);
    if (key_ !== undefined) own(key_, this);
  }
}
describeType(Lookup.prototype, 'Lookup', 27, EITHER);


export class Matches implements ast.Matches, TreeNode {
  declare readonly $type: 'Matches';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;
  declare readonly left: ast.Matches['left'];
  declare readonly exact: ast.Matches['exact'];
  declare readonly pattern: ast.Matches['pattern'];
  declare readonly $operator: number;
  constructor(start: number, end: number, left_: ast.Matches['left'], exact_: ast.Matches['exact'], pattern_: ast.Matches['pattern'], operatorStart: number) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;
    this.left = left_;
    this.exact = exact_;
    this.pattern = pattern_;
    ownValue(left_, this);
    own(pattern_, this);
    this.$operator = operatorStart;
  }
}
describeType(Matches.prototype, 'Matches', 28, CONDITION);


export class MethodCall implements ast.MethodCall, TreeNode {
  declare readonly $type: 'MethodCall';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;
  declare readonly object: ast.MethodCall['object'];
  declare readonly name: ast.MethodCall['name'];
  declare readonly arguments: ast.MethodCall['arguments'];
  declare readonly keywords: ast.MethodCall['keywords'];
  constructor(start: number, end: number, object_: ast.MethodCall['object'], name_: ast.MethodCall['name'], arguments_: ast.MethodCall['arguments'], keywords_: ast.MethodCall['keywords']) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;
    this.object = object_;
    this.name = name_;
    this.arguments = arguments_;
    this.keywords = keywords_;
    ownValue(object_, this);
    own(name_, this);
    ownAllValues(arguments_, this);
    ownAllKeys(keywords_, this);
  }
}
describeType(MethodCall.prototype, 'MethodCall', 29, EITHER);


export class Name implements ast.Name, TreeNode {
  declare readonly $type: 'Name';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;
  declare readonly text: ast.Name['text'];
  constructor(start: number, end: number, text_: ast.Name['text']) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;
    this.text = text_;
  }
}
describeType(Name.prototype, 'Name', 30, VALUE);


export class New implements ast.New, TreeNode {
  declare readonly $type: 'New';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;
  declare readonly name: ast.New['name'];
  declare readonly arguments: ast.New['arguments'];
  declare readonly keywords: ast.New['keywords'];
  constructor(start: number, end: number, name_: ast.New['name'], arguments_: ast.New['arguments'], keywords_: ast.New['keywords']) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;
    this.name = name_;
    this.arguments = arguments_;
    this.keywords = keywords_;
    own(name_, this);
    ownAllValues(arguments_, this);
    ownAllKeys(keywords_, this);
  }
}
describeType(New.prototype, 'New', 31, VALUE);


export class Not implements ast.Not, TreeNode {
  declare readonly $type: 'Not';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;
  declare readonly operand: ast.Not['operand'];
  constructor(start: number, end: number, operand_: ast.Not['operand']) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;
    this.operand = operand_;
    ownCondition(operand_, this);
  }
}
describeType(Not.prototype, 'Not', 32, CONDITION);


export class ObjectLiteral implements ast.ObjectLiteral, TreeNode {
  declare readonly $type: 'ObjectLiteral';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;
  declare readonly name: ast.ObjectLiteral['name'];
  declare readonly id: ast.ObjectLiteral['id'];
  constructor(start: number, end: number, name_: ast.ObjectLiteral['name'], id_: ast.ObjectLiteral['id']) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;
    this.name = name_;
    this.id = id_;
    own(name_, this);
    own(id_, this);
  }
}
describeType(ObjectLiteral.prototype, 'ObjectLiteral', 33, VALUE);


export class Or implements ast.Or, TreeNode {
  declare readonly $type: 'Or';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;
  declare readonly operands: ast.Or['operands'];
  constructor(start: number, end: number, operands_: ast.Or['operands']) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;
    this.operands = operands_;
    ownAllConditions(operands_, this);
  }
}
describeType(Or.prototype, 'Or', 34, CONDITION);


export class Parameter implements ast.Parameter, TreeNode {
  declare readonly $type: 'Parameter';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;
  declare readonly value: ast.Parameter['value'];
  declare readonly specializer: ast.Parameter['specializer'];
  constructor(start: number, end: number, value_: ast.Parameter['value'], specializer_: ast.Parameter['specializer']) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;
    this.value = value_;
    this.specializer = specializer_;
    ownValue(value_, this);
    if (specializer_ !== undefined) own(specializer_, this);
  }
}
describeType(Parameter.prototype, 'Parameter', 35, VALUE);


export class Parentheses implements ast.Parentheses, TreeNode {
  declare readonly $type: 'Parentheses';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;
  declare readonly inner: ast.Parentheses['inner'];
  constructor(start: number, end: number, inner_: ast.Parentheses['inner']) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;
    this.inner = inner_;
    own(inner_, this);
  }
}
describeType(Parentheses.prototype, 'Parentheses', 36, INNER);


export class Print implements ast.Print, TreeNode {
  declare readonly $type: 'Print';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;
  declare readonly operator: ast.Print['operator'];
  declare readonly arguments: ast.Print['arguments'];
  constructor(start: number, end: number, operator_: ast.Print['operator'], arguments_: ast.Print['arguments']) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;
    this.operator = operator_;
    this.arguments = arguments_;
    ownAllValues(arguments_, this);
  }
}
describeType(Print.prototype, 'Print', 37, CONDITION);


export class Rule implements ast.Rule, TreeNode {
  declare readonly $type: 'Rule';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;
  declare readonly flags: ast.Rule['flags'];
  declare readonly name: ast.Rule['name'];
  declare readonly parameters: ast.Rule['parameters'];
  declare readonly body: ast.Rule['body'];
  declare $source: StatementSource | undefined;
  constructor(start: number, end: number, flags_: ast.Rule['flags'], name_: ast.Rule['name'], parameters_: ast.Rule['parameters'], body_: ast.Rule['body']) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;
    this.flags = flags_;
    this.name = name_;
    this.parameters = parameters_;
    this.body = body_;
    ownAll(flags_, this);
    own(name_, this);
    ownAll(parameters_, this);
    if (body_ !== undefined) own(body_, this);
    this.$source = undefined;
  }
}
describeType(Rule.prototype, 'Rule', 38, VALUE);


export class RuleType implements ast.RuleType, TreeNode {
  declare readonly $type: 'RuleType';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;
  declare readonly name: ast.RuleType['name'];
  declare readonly parameters: ast.RuleType['parameters'];
  declare $source: StatementSource | undefined;
  constructor(start: number, end: number, name_: ast.RuleType['name'], parameters_: ast.RuleType['parameters']) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;
    this.name = name_;
    this.parameters = parameters_;
    own(name_, this);
    ownAll(parameters_, this);
    this.$source = undefined;
  }
}
describeType(RuleType.prototype, 'RuleType', 39, VALUE);


export class Setup implements ast.Setup, TreeNode {
  declare readonly $type: 'Setup';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;
  declare readonly items: ast.Setup['items'];
  constructor(start: number, end: number, items_: ast.Setup['items']) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;
    this.items = items_;
    ownAll(items_, this);
  }
}
describeType(Setup.prototype, 'Setup', 40, VALUE);


export class Shorthand implements ast.Shorthand, TreeNode {
  declare readonly $type: 'Shorthand';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;
  declare readonly flags: ast.Shorthand['flags'];
  declare readonly head: ast.Shorthand['head'];
  declare readonly body: ast.Shorthand['body'];
  constructor(start: number, end: number, flags_: ast.Shorthand['flags'], head_: ast.Shorthand['head'], body_: ast.Shorthand['body']) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;
    this.flags = flags_;
    this.head = head_;
    this.body = body_;
    ownAll(flags_, this);
    own(head_, this);
    own(body_, this);
  }
}
describeType(Shorthand.prototype, 'Shorthand', 41, VALUE);


export class ShorthandAnd implements ast.ShorthandAnd, TreeNode {
  declare readonly $type: 'ShorthandAnd';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;
  declare readonly operands: ast.ShorthandAnd['operands'];
  constructor(start: number, end: number, operands_: ast.ShorthandAnd['operands']) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;
    this.operands = operands_;
    ownAll(operands_, this);
  }
}
describeType(ShorthandAnd.prototype, 'ShorthandAnd', 42, VALUE);


export class ShorthandOr implements ast.ShorthandOr, TreeNode {
  declare readonly $type: 'ShorthandOr';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;
  declare readonly operands: ast.ShorthandOr['operands'];
  constructor(start: number, end: number, operands_: ast.ShorthandOr['operands']) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;
    this.operands = operands_;
    ownAll(operands_, this);
  }
}
describeType(ShorthandOr.prototype, 'ShorthandOr', 43, VALUE);


export class ShorthandReference implements ast.ShorthandReference, TreeNode {
  declare readonly $type: 'ShorthandReference';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;
  declare readonly global: ast.ShorthandReference['global'];
  declare readonly term: ast.ShorthandReference['term'];
  declare readonly keyword: ast.ShorthandReference['keyword'];
  declare readonly relation: ast.ShorthandReference['relation'];
  constructor(start: number, end: number, global_: ast.ShorthandReference['global'], term_: ast.ShorthandReference['term'], keyword_: ast.ShorthandReference['keyword'], relation_: ast.ShorthandReference['relation']) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;
    this.global = global_;
    this.term = term_;
    this.keyword = keyword_;
    this.relation = relation_;
    own(term_, this);
    if (keyword_ !== undefined) own(keyword_, this);
    if (relation_ !== undefined) own(relation_, this);
  }
}
describeType(ShorthandReference.prototype, 'ShorthandReference', 44, VALUE);


export class StringLiteral implements ast.StringLiteral, TreeNode {
  declare readonly $type: 'StringLiteral';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;
  declare readonly value: ast.StringLiteral['value'];
  constructor(start: number, end: number, value_: ast.StringLiteral['value']) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;
    this.value = value_;
  }
}
describeType(StringLiteral.prototype, 'StringLiteral', 45, VALUE);


export class Test implements ast.Test, TreeNode {
  declare readonly $type: 'Test';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;
  declare readonly title: ast.Test['title'];
  declare readonly setup: ast.Test['setup'];
  declare readonly assertions: ast.Test['assertions'];
  declare $source: StatementSource | undefined;
  constructor(start: number, end: number, title_: ast.Test['title'], setup_: ast.Test['setup'], assertions_: ast.Test['assertions']) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;
    this.title = title_;
    this.setup = setup_;
    this.assertions = assertions_;
    own(title_, this);
    if (setup_ !== undefined) own(setup_, this);
    ownAll(assertions_, this);
    this.$source = undefined;
  }
}
describeType(Test.prototype, 'Test', 46, VALUE);


export class Variable implements ast.Variable, TreeNode {
  declare readonly $type: 'Variable';
  declare readonly $kind: number;
  declare readonly $for: number;
  declare $container: ast.Node | undefined;
  declare $start: number;
  declare readonly $end: number;
  declare readonly name: ast.Variable['name'];
  constructor(start: number, end: number, name_: ast.Variable['name']) {
    this.$container = undefined;
    this.$start = start < end ? start : end;
    this.$end = end;
    this.name = name_;
  }
}
describeType(Variable.prototype, 'Variable', 47, EITHER);

/** The properties that hold nodes, in the order they are written. */
export const CHILD_PROPERTIES: Readonly<Record<string, readonly string[]>> = {
  And: ['operands'],
  Assertion: ['name', 'parameters', 'iff'],
  Binary: ['left', 'right'],
  Block: ['keyword', 'name', 'supertypes', 'members'],
  BlockDeclaration: ['name', 'value'],
  BooleanLiteral: [],
  Call: ['name', 'arguments', 'keywords'],
  CurrentTime: [],
  Cut: [],
  Declare: ['name', 'types'],
  DeclaredNames: ['names'],
  DeclaredRelation: ['name', 'type'],
  DeclaredRelations: ['relations'],
  Dictionary: ['fields'],
  DictionaryPattern: ['fields'],
  Fact: ['name', 'arguments'],
  Field: ['key', 'value'],
  Fixture: ['name', 'facts'],
  FixtureUse: ['name'],
  Flag: [],
  FloatLiteral: [],
  Forall: ['condition', 'action'],
  InlineQuery: ['query'],
  InstancePattern: ['name', 'fields'],
  IntegerLiteral: [],
  List: ['rest', 'elements'],
  ListPattern: ['rest', 'elements'],
  Lookup: ['object', 'name', 'key'],
  Matches: ['left', 'pattern'],
  MethodCall: ['object', 'name', 'arguments', 'keywords'],
  Name: [],
  New: ['name', 'arguments', 'keywords'],
  Not: ['operand'],
  ObjectLiteral: ['name', 'id'],
  Or: ['operands'],
  Parameter: ['value', 'specializer'],
  Parentheses: ['inner'],
  Print: ['arguments'],
  Rule: ['flags', 'name', 'parameters', 'body'],
  RuleType: ['name', 'parameters'],
  Setup: ['items'],
  Shorthand: ['flags', 'head', 'body'],
  ShorthandAnd: ['operands'],
  ShorthandOr: ['operands'],
  ShorthandReference: ['term', 'keyword', 'relation'],
  StringLiteral: [],
  Test: ['title', 'setup', 'assertions'],
  Variable: [],
};

/** Puts what is right inside a node, but names, on a stack: the first of it on top. */
export function pushChildren(node: TreeNode, kind: number, stack: ast.Node[]): void {
  switch (kind) {
    case 0: {
      const it = node as And;
      pushAll(it.operands, stack);
      return;
    }
    case 1: {
      const it = node as Assertion;
      if (it.iff !== undefined) stack.push(it.iff);
      pushAll(it.parameters, stack);
      return;
    }
    case 2: {
      const it = node as Binary;
      stack.push(it.right);
      stack.push(it.left);
      return;
    }
    case 3: {
      const it = node as Block;
      pushAll(it.members, stack);
      return;
    }
    case 4: {
      const it = node as BlockDeclaration;
      stack.push(it.value);
      return;
    }
    case 6: {
      const it = node as Call;
      pushAll(it.keywords, stack);
      pushAll(it.arguments, stack);
      return;
    }
    case 10: {
      const it = node as DeclaredNames;
      pushAll(it.names, stack);
      return;
    }
    case 12: {
      const it = node as DeclaredRelations;
      pushAll(it.relations, stack);
      return;
    }
    case 13: {
      const it = node as Dictionary;
      pushAll(it.fields, stack);
      return;
    }
    case 14: {
      const it = node as DictionaryPattern;
      pushAll(it.fields, stack);
      return;
    }
    case 15: {
      const it = node as Fact;
      pushAll(it.arguments, stack);
      return;
    }
    case 16: {
      const it = node as Field;
      if (it.value !== undefined) stack.push(it.value);
      return;
    }
    case 17: {
      const it = node as Fixture;
      pushAll(it.facts, stack);
      return;
    }
    case 21: {
      const it = node as Forall;
      stack.push(it.action);
      stack.push(it.condition);
      return;
    }
    case 22: {
      const it = node as InlineQuery;
      stack.push(it.query);
      return;
    }
    case 23: {
      const it = node as InstancePattern;
      if (it.fields !== undefined) pushAll(it.fields, stack);
      return;
    }
    case 25: {
      const it = node as List;
      if (it.rest !== undefined) stack.push(it.rest);
      pushAll(it.elements, stack);
      return;
    }
    case 26: {
      const it = node as ListPattern;
      if (it.rest !== undefined) stack.push(it.rest);
      pushAll(it.elements, stack);
      return;
    }
    case 27: {
      const it = node as Lookup;
      if (it.key !== undefined) stack.push(it.key);
      stack.push(it.object);
      return;
    }
    case 28: {
      const it = node as Matches;
      stack.push(it.pattern);
      stack.push(it.left);
      return;
    }
    case 29: {
      const it = node as MethodCall;
      pushAll(it.keywords, stack);
      pushAll(it.arguments, stack);
      stack.push(it.object);
      return;
    }
    case 31: {
      const it = node as New;
      pushAll(it.keywords, stack);
      pushAll(it.arguments, stack);
      return;
    }
    case 32: {
      const it = node as Not;
      stack.push(it.operand);
      return;
    }
    case 33: {
      const it = node as ObjectLiteral;
      stack.push(it.id);
      return;
    }
    case 34: {
      const it = node as Or;
      pushAll(it.operands, stack);
      return;
    }
    case 35: {
      const it = node as Parameter;
      if (it.specializer !== undefined) stack.push(it.specializer);
      stack.push(it.value);
      return;
    }
    case 36: {
      const it = node as Parentheses;
      stack.push(it.inner);
      return;
    }
    case 37: {
      const it = node as Print;
      pushAll(it.arguments, stack);
      return;
    }
    case 38: {
      const it = node as Rule;
      if (it.body !== undefined) stack.push(it.body);
      pushAll(it.parameters, stack);
      pushAll(it.flags, stack);
      return;
    }
    case 39: {
      const it = node as RuleType;
      pushAll(it.parameters, stack);
      return;
    }
    case 40: {
      const it = node as Setup;
      pushAll(it.items, stack);
      return;
    }
    case 41: {
      const it = node as Shorthand;
      stack.push(it.body);
      stack.push(it.head);
      pushAll(it.flags, stack);
      return;
    }
    case 42: {
      const it = node as ShorthandAnd;
      pushAll(it.operands, stack);
      return;
    }
    case 43: {
      const it = node as ShorthandOr;
      pushAll(it.operands, stack);
      return;
    }
    case 44: {
      const it = node as ShorthandReference;
      if (it.relation !== undefined) stack.push(it.relation);
      stack.push(it.term);
      return;
    }
    case 46: {
      const it = node as Test;
      pushAll(it.assertions, stack);
      if (it.setup !== undefined) stack.push(it.setup);
      return;
    }
  }
}

function pushAll(nodes: readonly ast.Node[], stack: ast.Node[]): void {
  for (let i = nodes.length - 1; i >= 0; i--) stack.push(nodes[i]!);
}

// Generated from polar.langium by build/generate.ts. Do not edit.
import type * as ast from '../ast.ts';
import type { StatementSource } from '../policy-file.ts';
import { own, ownAll, TreeNode } from '../tree-node.ts';

export class And extends TreeNode implements ast.And {
  declare readonly $type: 'And';
  declare readonly operands: ast.And['operands'];
  constructor(start: number, end: number, operands_: ast.And['operands']) {
    super(start, end);
    this.operands = operands_;
    ownAll(operands_, this);
  }
}
(And.prototype as { $type: string }).$type = 'And';


export class Assertion extends TreeNode implements ast.Assertion {
  declare readonly $type: 'Assertion';
  declare readonly negated: ast.Assertion['negated'];
  declare readonly name: ast.Assertion['name'];
  declare readonly parameters: ast.Assertion['parameters'];
  declare readonly iff: ast.Assertion['iff'];
  constructor(start: number, end: number, negated_: ast.Assertion['negated'], name_: ast.Assertion['name'], parameters_: ast.Assertion['parameters'], iff_: ast.Assertion['iff']) {
    super(start, end);
    this.negated = negated_;
    this.name = name_;
    this.parameters = parameters_;
    this.iff = iff_;
    own(name_, this);
    ownAll(parameters_, this);
    if (iff_ !== undefined) own(iff_, this);
  }
}
(Assertion.prototype as { $type: string }).$type = 'Assertion';


export class Binary extends TreeNode implements ast.Binary {
  declare readonly $type: 'Binary';
  declare readonly left: ast.Binary['left'];
  declare readonly operator: ast.Binary['operator'];
  declare readonly right: ast.Binary['right'];
  declare readonly $operator: number;
  constructor(start: number, end: number, left_: ast.Binary['left'], operator_: ast.Binary['operator'], right_: ast.Binary['right'], operatorStart: number) {
    super(start, end);
    this.left = left_;
    this.operator = operator_;
    this.right = right_;
    own(left_, this);
    own(right_, this);
    this.$operator = operatorStart;
  }
}
(Binary.prototype as { $type: string }).$type = 'Binary';


export class Block extends TreeNode implements ast.Block {
  declare readonly $type: 'Block';
  declare readonly keyword: ast.Block['keyword'];
  declare readonly name: ast.Block['name'];
  declare readonly supertypes: ast.Block['supertypes'];
  declare readonly members: ast.Block['members'];
  declare $source: StatementSource | undefined;
  constructor(start: number, end: number, keyword_: ast.Block['keyword'], name_: ast.Block['name'], supertypes_: ast.Block['supertypes'], members_: ast.Block['members']) {
    super(start, end);
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
(Block.prototype as { $type: string }).$type = 'Block';


export class BlockDeclaration extends TreeNode implements ast.BlockDeclaration {
  declare readonly $type: 'BlockDeclaration';
  declare readonly name: ast.BlockDeclaration['name'];
  declare readonly value: ast.BlockDeclaration['value'];
  constructor(start: number, end: number, name_: ast.BlockDeclaration['name'], value_: ast.BlockDeclaration['value']) {
    super(start, end);
    this.name = name_;
    this.value = value_;
    own(name_, this);
    own(value_, this);
  }
}
(BlockDeclaration.prototype as { $type: string }).$type = 'BlockDeclaration';


export class BooleanLiteral extends TreeNode implements ast.BooleanLiteral {
  declare readonly $type: 'BooleanLiteral';
  declare readonly value: ast.BooleanLiteral['value'];
  constructor(start: number, end: number, value_: ast.BooleanLiteral['value']) {
    super(start, end);
    this.value = value_;
  }
}
(BooleanLiteral.prototype as { $type: string }).$type = 'BooleanLiteral';


export class Call extends TreeNode implements ast.Call {
  declare readonly $type: 'Call';
  declare readonly name: ast.Call['name'];
  declare readonly arguments: ast.Call['arguments'];
  declare readonly keywords: ast.Call['keywords'];
  constructor(start: number, end: number, name_: ast.Call['name'], arguments_: ast.Call['arguments'], keywords_: ast.Call['keywords']) {
    super(start, end);
    this.name = name_;
    this.arguments = arguments_;
    this.keywords = keywords_;
    own(name_, this);
    ownAll(arguments_, this);
    ownAll(keywords_, this);
  }
}
(Call.prototype as { $type: string }).$type = 'Call';


export class CurrentTime extends TreeNode implements ast.CurrentTime {
  declare readonly $type: 'CurrentTime';

  constructor(start: number, end: number) {
    super(start, end);

  }
}
(CurrentTime.prototype as { $type: string }).$type = 'CurrentTime';


export class Cut extends TreeNode implements ast.Cut {
  declare readonly $type: 'Cut';

  constructor(start: number, end: number) {
    super(start, end);

  }
}
(Cut.prototype as { $type: string }).$type = 'Cut';


export class Declare extends TreeNode implements ast.Declare {
  declare readonly $type: 'Declare';
  declare readonly name: ast.Declare['name'];
  declare readonly types: ast.Declare['types'];
  declare $source: StatementSource | undefined;
  constructor(start: number, end: number, name_: ast.Declare['name'], types_: ast.Declare['types']) {
    super(start, end);
    this.name = name_;
    this.types = types_;
    own(name_, this);
    ownAll(types_, this);
    this.$source = undefined;
  }
}
(Declare.prototype as { $type: string }).$type = 'Declare';


export class DeclaredNames extends TreeNode implements ast.DeclaredNames {
  declare readonly $type: 'DeclaredNames';
  declare readonly names: ast.DeclaredNames['names'];
  constructor(start: number, end: number, names_: ast.DeclaredNames['names']) {
    super(start, end);
    this.names = names_;
    ownAll(names_, this);
  }
}
(DeclaredNames.prototype as { $type: string }).$type = 'DeclaredNames';


export class DeclaredRelation extends TreeNode implements ast.DeclaredRelation {
  declare readonly $type: 'DeclaredRelation';
  declare readonly name: ast.DeclaredRelation['name'];
  declare readonly type: ast.DeclaredRelation['type'];
  constructor(start: number, end: number, name_: ast.DeclaredRelation['name'], type_: ast.DeclaredRelation['type']) {
    super(start, end);
    this.name = name_;
    this.type = type_;
    own(name_, this);
    if (type_ !== undefined) own(type_, this);
  }
}
(DeclaredRelation.prototype as { $type: string }).$type = 'DeclaredRelation';


export class DeclaredRelations extends TreeNode implements ast.DeclaredRelations {
  declare readonly $type: 'DeclaredRelations';
  declare readonly relations: ast.DeclaredRelations['relations'];
  constructor(start: number, end: number, relations_: ast.DeclaredRelations['relations']) {
    super(start, end);
    this.relations = relations_;
    ownAll(relations_, this);
  }
}
(DeclaredRelations.prototype as { $type: string }).$type = 'DeclaredRelations';


export class Dictionary extends TreeNode implements ast.Dictionary {
  declare readonly $type: 'Dictionary';
  declare readonly fields: ast.Dictionary['fields'];
  constructor(start: number, end: number, fields_: ast.Dictionary['fields']) {
    super(start, end);
    this.fields = fields_;
    ownAll(fields_, this);
  }
}
(Dictionary.prototype as { $type: string }).$type = 'Dictionary';


export class DictionaryPattern extends TreeNode implements ast.DictionaryPattern {
  declare readonly $type: 'DictionaryPattern';
  declare readonly fields: ast.DictionaryPattern['fields'];
  constructor(start: number, end: number, fields_: ast.DictionaryPattern['fields']) {
    super(start, end);
    this.fields = fields_;
    ownAll(fields_, this);
  }
}
(DictionaryPattern.prototype as { $type: string }).$type = 'DictionaryPattern';


export class Fact extends TreeNode implements ast.Fact {
  declare readonly $type: 'Fact';
  declare readonly name: ast.Fact['name'];
  declare readonly arguments: ast.Fact['arguments'];
  constructor(start: number, end: number, name_: ast.Fact['name'], arguments_: ast.Fact['arguments']) {
    super(start, end);
    this.name = name_;
    this.arguments = arguments_;
    own(name_, this);
    ownAll(arguments_, this);
  }
}
(Fact.prototype as { $type: string }).$type = 'Fact';


export class Field extends TreeNode implements ast.Field {
  declare readonly $type: 'Field';
  declare readonly key: ast.Field['key'];
  declare readonly value: ast.Field['value'];
  constructor(start: number, end: number, key_: ast.Field['key'], value_: ast.Field['value']) {
    super(start, end);
    this.key = key_;
    this.value = value_;
    own(key_, this);
    if (value_ !== undefined) own(value_, this);
  }
}
(Field.prototype as { $type: string }).$type = 'Field';


export class Fixture extends TreeNode implements ast.Fixture {
  declare readonly $type: 'Fixture';
  declare readonly name: ast.Fixture['name'];
  declare readonly facts: ast.Fixture['facts'];
  declare $source: StatementSource | undefined;
  constructor(start: number, end: number, name_: ast.Fixture['name'], facts_: ast.Fixture['facts']) {
    super(start, end);
    this.name = name_;
    this.facts = facts_;
    own(name_, this);
    ownAll(facts_, this);
    this.$source = undefined;
  }
}
(Fixture.prototype as { $type: string }).$type = 'Fixture';


export class FixtureUse extends TreeNode implements ast.FixtureUse {
  declare readonly $type: 'FixtureUse';
  declare readonly name: ast.FixtureUse['name'];
  constructor(start: number, end: number, name_: ast.FixtureUse['name']) {
    super(start, end);
    this.name = name_;
    own(name_, this);
  }
}
(FixtureUse.prototype as { $type: string }).$type = 'FixtureUse';


export class Flag extends TreeNode implements ast.Flag {
  declare readonly $type: 'Flag';
  declare readonly name: ast.Flag['name'];
  constructor(start: number, end: number, name_: ast.Flag['name']) {
    super(start, end);
    this.name = name_;
  }
}
(Flag.prototype as { $type: string }).$type = 'Flag';


export class FloatLiteral extends TreeNode implements ast.FloatLiteral {
  declare readonly $type: 'FloatLiteral';
  declare readonly value: ast.FloatLiteral['value'];
  constructor(start: number, end: number, value_: ast.FloatLiteral['value']) {
    super(start, end);
    this.value = value_;
  }
}
(FloatLiteral.prototype as { $type: string }).$type = 'FloatLiteral';


export class Forall extends TreeNode implements ast.Forall {
  declare readonly $type: 'Forall';
  declare readonly condition: ast.Forall['condition'];
  declare readonly action: ast.Forall['action'];
  constructor(start: number, end: number, condition_: ast.Forall['condition'], action_: ast.Forall['action']) {
    super(start, end);
    this.condition = condition_;
    this.action = action_;
    own(condition_, this);
    own(action_, this);
  }
}
(Forall.prototype as { $type: string }).$type = 'Forall';


export class InlineQuery extends TreeNode implements ast.InlineQuery {
  declare readonly $type: 'InlineQuery';
  declare readonly query: ast.InlineQuery['query'];
  declare $source: StatementSource | undefined;
  constructor(start: number, end: number, query_: ast.InlineQuery['query']) {
    super(start, end);
    this.query = query_;
    own(query_, this);
    this.$source = undefined;
  }
}
(InlineQuery.prototype as { $type: string }).$type = 'InlineQuery';


export class InstancePattern extends TreeNode implements ast.InstancePattern {
  declare readonly $type: 'InstancePattern';
  declare readonly name: ast.InstancePattern['name'];
  declare readonly fields: ast.InstancePattern['fields'];
  constructor(start: number, end: number, name_: ast.InstancePattern['name'], fields_: ast.InstancePattern['fields']) {
    super(start, end);
    this.name = name_;
    this.fields = fields_;
    own(name_, this);
    ownAll(fields_, this);
  }
}
(InstancePattern.prototype as { $type: string }).$type = 'InstancePattern';


export class IntegerLiteral extends TreeNode implements ast.IntegerLiteral {
  declare readonly $type: 'IntegerLiteral';
  declare readonly value: ast.IntegerLiteral['value'];
  constructor(start: number, end: number, value_: ast.IntegerLiteral['value']) {
    super(start, end);
    this.value = value_;
  }
}
(IntegerLiteral.prototype as { $type: string }).$type = 'IntegerLiteral';


export class List extends TreeNode implements ast.List {
  declare readonly $type: 'List';
  declare readonly rest: ast.List['rest'];
  declare readonly elements: ast.List['elements'];
  constructor(start: number, end: number, rest_: ast.List['rest'], elements_: ast.List['elements']) {
    super(start, end);
    this.rest = rest_;
    this.elements = elements_;
    if (rest_ !== undefined) own(rest_, this);
    ownAll(elements_, this);
  }
}
(List.prototype as { $type: string }).$type = 'List';


export class ListPattern extends TreeNode implements ast.ListPattern {
  declare readonly $type: 'ListPattern';
  declare readonly rest: ast.ListPattern['rest'];
  declare readonly elements: ast.ListPattern['elements'];
  constructor(start: number, end: number, rest_: ast.ListPattern['rest'], elements_: ast.ListPattern['elements']) {
    super(start, end);
    this.rest = rest_;
    this.elements = elements_;
    if (rest_ !== undefined) own(rest_, this);
    ownAll(elements_, this);
  }
}
(ListPattern.prototype as { $type: string }).$type = 'ListPattern';


export class Lookup extends TreeNode implements ast.Lookup {
  declare readonly $type: 'Lookup';
  declare readonly object: ast.Lookup['object'];
  declare readonly name: ast.Lookup['name'];
  declare readonly key: ast.Lookup['key'];
  constructor(start: number, end: number, object_: ast.Lookup['object'], name_: ast.Lookup['name'], key_: ast.Lookup['key']) {
    super(start, end);
    this.object = object_;
    this.name = name_;
    this.key = key_;
    own(object_, this);
    if (name_ !== undefined) own(name_, this);
    if (key_ !== undefined) own(key_, this);
  }
}
(Lookup.prototype as { $type: string }).$type = 'Lookup';


export class Matches extends TreeNode implements ast.Matches {
  declare readonly $type: 'Matches';
  declare readonly left: ast.Matches['left'];
  declare readonly exact: ast.Matches['exact'];
  declare readonly pattern: ast.Matches['pattern'];
  declare readonly $operator: number;
  constructor(start: number, end: number, left_: ast.Matches['left'], exact_: ast.Matches['exact'], pattern_: ast.Matches['pattern'], operatorStart: number) {
    super(start, end);
    this.left = left_;
    this.exact = exact_;
    this.pattern = pattern_;
    own(left_, this);
    own(pattern_, this);
    this.$operator = operatorStart;
  }
}
(Matches.prototype as { $type: string }).$type = 'Matches';


export class MethodCall extends TreeNode implements ast.MethodCall {
  declare readonly $type: 'MethodCall';
  declare readonly object: ast.MethodCall['object'];
  declare readonly name: ast.MethodCall['name'];
  declare readonly arguments: ast.MethodCall['arguments'];
  declare readonly keywords: ast.MethodCall['keywords'];
  constructor(start: number, end: number, object_: ast.MethodCall['object'], name_: ast.MethodCall['name'], arguments_: ast.MethodCall['arguments'], keywords_: ast.MethodCall['keywords']) {
    super(start, end);
    this.object = object_;
    this.name = name_;
    this.arguments = arguments_;
    this.keywords = keywords_;
    own(object_, this);
    own(name_, this);
    ownAll(arguments_, this);
    ownAll(keywords_, this);
  }
}
(MethodCall.prototype as { $type: string }).$type = 'MethodCall';


export class Name extends TreeNode implements ast.Name {
  declare readonly $type: 'Name';
  declare readonly text: ast.Name['text'];
  constructor(start: number, end: number, text_: ast.Name['text']) {
    super(start, end);
    this.text = text_;
  }
}
(Name.prototype as { $type: string }).$type = 'Name';


export class New extends TreeNode implements ast.New {
  declare readonly $type: 'New';
  declare readonly name: ast.New['name'];
  declare readonly arguments: ast.New['arguments'];
  declare readonly keywords: ast.New['keywords'];
  constructor(start: number, end: number, name_: ast.New['name'], arguments_: ast.New['arguments'], keywords_: ast.New['keywords']) {
    super(start, end);
    this.name = name_;
    this.arguments = arguments_;
    this.keywords = keywords_;
    own(name_, this);
    ownAll(arguments_, this);
    ownAll(keywords_, this);
  }
}
(New.prototype as { $type: string }).$type = 'New';


export class Not extends TreeNode implements ast.Not {
  declare readonly $type: 'Not';
  declare readonly operand: ast.Not['operand'];
  constructor(start: number, end: number, operand_: ast.Not['operand']) {
    super(start, end);
    this.operand = operand_;
    own(operand_, this);
  }
}
(Not.prototype as { $type: string }).$type = 'Not';


export class ObjectLiteral extends TreeNode implements ast.ObjectLiteral {
  declare readonly $type: 'ObjectLiteral';
  declare readonly name: ast.ObjectLiteral['name'];
  declare readonly id: ast.ObjectLiteral['id'];
  constructor(start: number, end: number, name_: ast.ObjectLiteral['name'], id_: ast.ObjectLiteral['id']) {
    super(start, end);
    this.name = name_;
    this.id = id_;
    own(name_, this);
    own(id_, this);
  }
}
(ObjectLiteral.prototype as { $type: string }).$type = 'ObjectLiteral';


export class Or extends TreeNode implements ast.Or {
  declare readonly $type: 'Or';
  declare readonly operands: ast.Or['operands'];
  constructor(start: number, end: number, operands_: ast.Or['operands']) {
    super(start, end);
    this.operands = operands_;
    ownAll(operands_, this);
  }
}
(Or.prototype as { $type: string }).$type = 'Or';


export class Parameter extends TreeNode implements ast.Parameter {
  declare readonly $type: 'Parameter';
  declare readonly value: ast.Parameter['value'];
  declare readonly specializer: ast.Parameter['specializer'];
  constructor(start: number, end: number, value_: ast.Parameter['value'], specializer_: ast.Parameter['specializer']) {
    super(start, end);
    this.value = value_;
    this.specializer = specializer_;
    own(value_, this);
    if (specializer_ !== undefined) own(specializer_, this);
  }
}
(Parameter.prototype as { $type: string }).$type = 'Parameter';


export class Parentheses extends TreeNode implements ast.Parentheses {
  declare readonly $type: 'Parentheses';
  declare readonly inner: ast.Parentheses['inner'];
  constructor(start: number, end: number, inner_: ast.Parentheses['inner']) {
    super(start, end);
    this.inner = inner_;
    own(inner_, this);
  }
}
(Parentheses.prototype as { $type: string }).$type = 'Parentheses';


export class Print extends TreeNode implements ast.Print {
  declare readonly $type: 'Print';
  declare readonly operator: ast.Print['operator'];
  declare readonly arguments: ast.Print['arguments'];
  constructor(start: number, end: number, operator_: ast.Print['operator'], arguments_: ast.Print['arguments']) {
    super(start, end);
    this.operator = operator_;
    this.arguments = arguments_;
    ownAll(arguments_, this);
  }
}
(Print.prototype as { $type: string }).$type = 'Print';


export class Rule extends TreeNode implements ast.Rule {
  declare readonly $type: 'Rule';
  declare readonly flags: ast.Rule['flags'];
  declare readonly name: ast.Rule['name'];
  declare readonly parameters: ast.Rule['parameters'];
  declare readonly body: ast.Rule['body'];
  declare $source: StatementSource | undefined;
  constructor(start: number, end: number, flags_: ast.Rule['flags'], name_: ast.Rule['name'], parameters_: ast.Rule['parameters'], body_: ast.Rule['body']) {
    super(start, end);
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
(Rule.prototype as { $type: string }).$type = 'Rule';


export class RuleType extends TreeNode implements ast.RuleType {
  declare readonly $type: 'RuleType';
  declare readonly name: ast.RuleType['name'];
  declare readonly parameters: ast.RuleType['parameters'];
  declare $source: StatementSource | undefined;
  constructor(start: number, end: number, name_: ast.RuleType['name'], parameters_: ast.RuleType['parameters']) {
    super(start, end);
    this.name = name_;
    this.parameters = parameters_;
    own(name_, this);
    ownAll(parameters_, this);
    this.$source = undefined;
  }
}
(RuleType.prototype as { $type: string }).$type = 'RuleType';


export class Setup extends TreeNode implements ast.Setup {
  declare readonly $type: 'Setup';
  declare readonly items: ast.Setup['items'];
  constructor(start: number, end: number, items_: ast.Setup['items']) {
    super(start, end);
    this.items = items_;
    ownAll(items_, this);
  }
}
(Setup.prototype as { $type: string }).$type = 'Setup';


export class Shorthand extends TreeNode implements ast.Shorthand {
  declare readonly $type: 'Shorthand';
  declare readonly flags: ast.Shorthand['flags'];
  declare readonly head: ast.Shorthand['head'];
  declare readonly body: ast.Shorthand['body'];
  constructor(start: number, end: number, flags_: ast.Shorthand['flags'], head_: ast.Shorthand['head'], body_: ast.Shorthand['body']) {
    super(start, end);
    this.flags = flags_;
    this.head = head_;
    this.body = body_;
    ownAll(flags_, this);
    own(head_, this);
    own(body_, this);
  }
}
(Shorthand.prototype as { $type: string }).$type = 'Shorthand';


export class ShorthandAnd extends TreeNode implements ast.ShorthandAnd {
  declare readonly $type: 'ShorthandAnd';
  declare readonly operands: ast.ShorthandAnd['operands'];
  constructor(start: number, end: number, operands_: ast.ShorthandAnd['operands']) {
    super(start, end);
    this.operands = operands_;
    ownAll(operands_, this);
  }
}
(ShorthandAnd.prototype as { $type: string }).$type = 'ShorthandAnd';


export class ShorthandOr extends TreeNode implements ast.ShorthandOr {
  declare readonly $type: 'ShorthandOr';
  declare readonly operands: ast.ShorthandOr['operands'];
  constructor(start: number, end: number, operands_: ast.ShorthandOr['operands']) {
    super(start, end);
    this.operands = operands_;
    ownAll(operands_, this);
  }
}
(ShorthandOr.prototype as { $type: string }).$type = 'ShorthandOr';


export class ShorthandReference extends TreeNode implements ast.ShorthandReference {
  declare readonly $type: 'ShorthandReference';
  declare readonly global: ast.ShorthandReference['global'];
  declare readonly term: ast.ShorthandReference['term'];
  declare readonly keyword: ast.ShorthandReference['keyword'];
  declare readonly relation: ast.ShorthandReference['relation'];
  constructor(start: number, end: number, global_: ast.ShorthandReference['global'], term_: ast.ShorthandReference['term'], keyword_: ast.ShorthandReference['keyword'], relation_: ast.ShorthandReference['relation']) {
    super(start, end);
    this.global = global_;
    this.term = term_;
    this.keyword = keyword_;
    this.relation = relation_;
    own(term_, this);
    if (keyword_ !== undefined) own(keyword_, this);
    if (relation_ !== undefined) own(relation_, this);
  }
}
(ShorthandReference.prototype as { $type: string }).$type = 'ShorthandReference';


export class StringLiteral extends TreeNode implements ast.StringLiteral {
  declare readonly $type: 'StringLiteral';
  declare readonly value: ast.StringLiteral['value'];
  constructor(start: number, end: number, value_: ast.StringLiteral['value']) {
    super(start, end);
    this.value = value_;
  }
}
(StringLiteral.prototype as { $type: string }).$type = 'StringLiteral';


export class Test extends TreeNode implements ast.Test {
  declare readonly $type: 'Test';
  declare readonly title: ast.Test['title'];
  declare readonly setup: ast.Test['setup'];
  declare readonly assertions: ast.Test['assertions'];
  declare $source: StatementSource | undefined;
  constructor(start: number, end: number, title_: ast.Test['title'], setup_: ast.Test['setup'], assertions_: ast.Test['assertions']) {
    super(start, end);
    this.title = title_;
    this.setup = setup_;
    this.assertions = assertions_;
    own(title_, this);
    if (setup_ !== undefined) own(setup_, this);
    ownAll(assertions_, this);
    this.$source = undefined;
  }
}
(Test.prototype as { $type: string }).$type = 'Test';


export class Variable extends TreeNode implements ast.Variable {
  declare readonly $type: 'Variable';
  declare readonly name: ast.Variable['name'];
  constructor(start: number, end: number, name_: ast.Variable['name']) {
    super(start, end);
    this.name = name_;
  }
}
(Variable.prototype as { $type: string }).$type = 'Variable';

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

// Generated from polar.langium by build/generate.ts. Do not edit.
import type * as ast from '../ast.ts';
import { Site } from './site.ts';
import { StatementReader } from '../statement-reader.ts';
import { tokenSet } from '../token-set.ts';
import { And, Assertion, Binary, Block, BlockDeclaration, BooleanLiteral, Call, CurrentTime, Cut, Declare, DeclaredNames, DeclaredRelation, DeclaredRelations, Dictionary, DictionaryPattern, Fact, Field, Fixture, FixtureUse, Flag, FloatLiteral, Forall, InlineQuery, InstancePattern, IntegerLiteral, List, ListPattern, Lookup, Matches, MethodCall, Name, New, Not, ObjectLiteral, Or, Parameter, Parentheses, Print, Rule, RuleType, Setup, Shorthand, ShorthandAnd, ShorthandOr, ShorthandReference, StringLiteral, Test, Variable } from './nodes.ts';

const SET_0 = tokenSet([1, 2, 3, 4, 7, 10, 12, 13, 25, 26, 28, 31, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 45, 46, 47, 51, 52, 54, 56, 57, 59, 60, 61, 62, 63]);
const SET_1 = tokenSet([1, 31, 33, 34, 35, 38, 39, 41, 43, 45, 54, 56, 59, 60, 61, 62]);
const SET_2 = tokenSet([1, 31, 32, 33, 34, 35, 36, 37, 38, 39, 41, 42, 43, 44, 45, 46, 49, 52, 53, 54, 55, 56, 57, 59, 60, 61, 62, 64]);
const SET_3 = tokenSet([1, 2, 3, 4, 7, 10, 12, 13, 25, 26, 28, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 49, 51, 52, 53, 54, 55, 56, 57, 59, 60, 61, 62, 63, 64]);
const SET_4 = tokenSet([10, 12]);
const SET_5 = tokenSet([4, 47, 51]);
const SET_6 = tokenSet([1, 2, 3, 4, 7, 9, 10, 12, 26, 28, 31, 33, 34, 35, 38, 39, 40, 41, 43, 45, 47, 51, 54, 56, 59, 60, 61, 62, 63]);
const SET_7 = tokenSet([1, 2, 3, 4, 7, 10, 12, 26, 28, 31, 33, 34, 35, 38, 39, 40, 41, 43, 45, 47, 51, 54, 56, 59, 60, 61, 62, 63]);
const SET_8 = tokenSet([9, 14, 50, 58]);
const SET_9 = tokenSet([46]);
const SET_10 = tokenSet([20]);
const SET_11 = tokenSet([16]);
const SET_12 = tokenSet([6, 18, 19, 21, 22, 23]);
const SET_13 = tokenSet([1, 2, 3, 4, 7, 9, 10, 12, 13, 25, 26, 28, 31, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 45, 46, 47, 51, 52, 54, 56, 57, 59, 60, 61, 62, 63]);
const SET_14 = tokenSet([1, 2, 3, 4, 7, 10, 12, 13, 25, 26, 28, 31, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 45, 46, 47, 51, 52, 53, 54, 56, 57, 59, 60, 61, 62, 63]);
const SET_15 = tokenSet([13, 46, 52]);
const SET_16 = tokenSet([37, 57]);
const SET_17 = tokenSet([33, 34]);
const SET_18 = tokenSet([1, 2, 25, 31, 33, 34, 35, 38, 39, 41, 43, 45, 54, 56, 59, 60, 61, 62]);
const SET_19 = tokenSet([1, 2, 3, 4, 10, 12, 31, 33, 34, 35, 38, 39, 40, 41, 43, 45, 47, 51, 54, 56, 59, 60, 61, 62, 63]);

export class StatementParser extends StatementReader {
  private ahead0(): number {
    switch (this.current()) {
      case 25:
      return 0;
      case 64:
      return 5;
      case 24:
      return 6;
      case 1:
      case 31:
      case 59:
      case 60:
      case 56:
      case 43:
      case 39:
      case 41:
      case 61:
      case 33:
      case 34:
      case 45:
      case 54:
      case 35:
      switch (this.peek(1)) {
        case 1:
        case 31:
        case 59:
        case 60:
        case 56:
        case 43:
        case 39:
        case 38:
        case 62:
        case 41:
        case 61:
        case 33:
        case 34:
        case 45:
        case 54:
        case 35:
        case 28:
        return 4;
        default:
        return 0;
      }
      case 38:
      switch (this.peek(1)) {
        case 28:
        return 4;
        case 1:
        case 31:
        case 59:
        case 60:
        case 56:
        case 43:
        case 39:
        case 38:
        case 62:
        case 41:
        case 61:
        case 33:
        case 34:
        case 45:
        case 54:
        case 35:
        switch (this.peek(2)) {
          case 39:
          case 28:
          return 4;
          default:
          return 1;
        }
        default:
        return 0;
      }
      case 62:
      switch (this.peek(1)) {
        case 2:
        return 3;
        case 1:
        case 31:
        case 59:
        case 60:
        case 56:
        case 43:
        case 39:
        case 38:
        case 62:
        case 61:
        case 33:
        case 34:
        case 45:
        case 54:
        case 35:
        case 28:
        return 4;
        case 41:
        switch (this.peek(2)) {
          case 28:
          return 4;
          default:
          return 2;
        }
        default:
        return 0;
      }
      default:
      return -1;
    }
  }

  Statement(): ast.Statement {
    const choice = this.ahead0();
    if (choice < 0) this.unexpected(Site.Statement);
    switch (choice) {
      case 1:
      return this.Declare();
      case 2:
      return this.Fixture();
      case 3:
      return this.Test();
      case 4:
      return this.Block();
      case 5:
      return this.RuleType();
      case 6:
      return this.InlineQuery();
      default:
      return this.Rule();
    }
  }

  Rule(): ast.Rule {
    const start = this.starts[this.position]!;
    let flags: ast.Rule['flags'] = this.none;
    let name!: ast.Rule['name'];
    let parameters: ast.Rule['parameters'] = this.none;
    let body: ast.Rule['body'] = undefined;
    while (this.at(25)) {
      flags = this.add(flags, this.Flag()) as ast.Rule['flags'];
    }
    name = this.Name() as ast.Rule['name'];
    this.expect(7, Site.Rule);
    if (!this.panic && (SET_0[this.current()] === 1 || this.at(11))) {
      parameters = this.add(parameters, this.Parameter()) as ast.Rule['parameters'];
      for (;;) {
        if (this.at(11)) {
          this.expect(11, Site.Rule);
          parameters = this.add(parameters, this.Parameter()) as ast.Rule['parameters'];
        } else if (this.at(8) || !(!this.at(11) && this.again(11, 8, Site.Rule))) break;
      }
    }
    this.expect(8, Site.Rule);
    if (this.at(44) || (!this.at(17) && this.again(44, 17, Site.Rule))) {
      this.expect(44, Site.Rule);
      body = this.Disjunction() as ast.Rule['body'];
    }
    this.expect(17, Site.Rule);
    return new Rule(start, this.lastEnd, flags, name, parameters, body);
  }

  Flag(): ast.Flag {
    const start = this.starts[this.position]!;
    let name!: ast.Flag['name'];
    this.expect(25, Site.Flag);
    name = this.word(SET_1, Site.Flag) as ast.Flag['name'];
    return new Flag(start, this.lastEnd, name);
  }

  Name(): ast.Name {
    const start = this.starts[this.position]!;
    let text!: ast.Name['text'];
    text = this.word(SET_1, Site.Name) as ast.Name['text'];
    return new Name(start, this.lastEnd, text);
  }

  private ahead1(): number {
    switch (this.current()) {
      case 2:
      case 10:
      case 12:
      case 3:
      case 4:
      case 47:
      case 51:
      case 63:
      case 40:
      case 26:
      case 28:
      case 52:
      case 13:
      case 46:
      case 36:
      case 57:
      case 37:
      case 42:
      case 25:
      case 7:
      return 1;
      case 1:
      case 31:
      case 59:
      case 60:
      case 56:
      case 43:
      case 39:
      case 38:
      case 62:
      case 41:
      case 61:
      case 33:
      case 34:
      case 45:
      case 54:
      case 35:
      switch (this.peek(1)) {
        case 15:
        return 0;
        default:
        return 1;
      }
      default:
      return -1;
    }
  }

  Parameter(): ast.Parameter {
    const start = this.starts[this.position]!;
    let value!: ast.Parameter['value'];
    let specializer: ast.Parameter['specializer'] = undefined;
    switch (this.ahead1()) {
      case 0:
      value = this.Variable() as ast.Parameter['value'];
      this.expect(15, Site.Parameter);
      specializer = this.Pattern() as ast.Parameter['specializer'];
      break;
      default:
      value = this.Sum() as ast.Parameter['value'];
    }
    return new Parameter(start, this.lastEnd, value, specializer);
  }

  Variable(): ast.Variable {
    const start = this.starts[this.position]!;
    let name!: ast.Variable['name'];
    name = this.word(SET_1, Site.Variable) as ast.Variable['name'];
    return new Variable(start, this.lastEnd, name);
  }

  Pattern(): ast.Pattern {
    switch (this.current()) {
      case 2:
      case 10:
      case 12:
      case 3:
      case 4:
      case 47:
      case 51:
      case 63:
      case 40:
      return this.Literal();
      case 28:
      return this.DictionaryPattern();
      case 26:
      return this.ListPattern();
      default:
      if (!(SET_1[this.current()] === 1)) this.unexpected(Site.Pattern);
      return this.ClassPattern();
    }
  }

  ClassPattern(): ast.InstancePattern {
    const start = this.starts[this.position]!;
    let name!: ast.InstancePattern['name'];
    let fields: ast.InstancePattern['fields'] = undefined;
    name = this.Name() as ast.InstancePattern['name'];
    if (this.at(28)) {
      fields ??= this.none;
      this.expect(28, Site.ClassPattern);
      if (!this.panic && (SET_2[this.current()] === 1 || this.at(11))) {
        fields = this.add(fields, this.PatternField()) as ast.InstancePattern['fields'];
        for (;;) {
          if (this.at(11)) {
            this.expect(11, Site.ClassPattern);
            if (SET_2[this.current()] === 1) {
              fields = this.add(fields, this.PatternField()) as ast.InstancePattern['fields'];
            }
          } else if (this.at(30) || !(!this.at(11) && this.again(11, 30, Site.ClassPattern))) break;
        }
      }
      this.expect(30, Site.ClassPattern);
    }
    return new InstancePattern(start, this.lastEnd, name, fields);
  }

  private ahead2(): number {
    switch (this.current()) {
      case 64:
      case 36:
      case 37:
      case 57:
      case 46:
      case 42:
      case 44:
      case 32:
      case 55:
      case 53:
      case 52:
      case 49:
      return 0;
      case 1:
      case 31:
      case 59:
      case 60:
      case 56:
      case 43:
      case 39:
      case 38:
      case 62:
      case 41:
      case 61:
      case 33:
      case 34:
      case 45:
      case 54:
      case 35:
      switch (this.peek(1)) {
        case 15:
        return 0;
        default:
        return 1;
      }
      default:
      return -1;
    }
  }

  PatternField(): ast.Field {
    const start = this.starts[this.position]!;
    let key!: ast.Field['key'];
    let value: ast.Field['value'] = undefined;
    const choice = this.ahead2();
    if (choice < 0) this.unexpected(Site.PatternField);
    switch (choice) {
      case 1:
      key = this.Name() as ast.Field['key'];
      break;
      default:
      key = this.Word() as ast.Field['key'];
      this.expect(15, Site.PatternField);
      value = this.AccessInPattern() as ast.Field['value'];
    }
    return new Field(start, this.lastEnd, key, value);
  }

  Word(): ast.Name {
    const start = this.starts[this.position]!;
    let text!: ast.Name['text'];
    text = this.word(SET_2, Site.Word) as ast.Name['text'];
    return new Name(start, this.lastEnd, text);
  }

  private ahead3(): number {
    switch (this.current()) {
      case 13:
      switch (this.peek(1)) {
        case 1:
        case 31:
        case 59:
        case 60:
        case 56:
        case 43:
        case 39:
        case 38:
        case 62:
        case 41:
        case 61:
        case 33:
        case 34:
        case 45:
        case 54:
        case 35:
        case 64:
        case 36:
        case 37:
        case 57:
        case 46:
        case 42:
        case 44:
        case 32:
        case 55:
        case 53:
        case 52:
        case 49:
        switch (this.peek(2)) {
          case 7:
          return 0;
          default:
          return 1;
        }
        default:
        return 1;
      }
      default:
      return -1;
    }
  }

  private ahead4(): number {
    switch (this.current()) {
      case 2:
      case 10:
      case 12:
      case 3:
      case 4:
      case 47:
      case 51:
      case 63:
      case 40:
      case 26:
      case 28:
      case 13:
      case 25:
      case 7:
      return 0;
      case 64:
      case 44:
      case 32:
      case 55:
      case 49:
      return 1;
      case 53:
      switch (this.peek(1)) {
        case 1:
        case 31:
        case 59:
        case 60:
        case 56:
        case 43:
        case 39:
        case 38:
        case 62:
        case 41:
        case 61:
        case 33:
        case 34:
        case 45:
        case 54:
        case 35:
        case 2:
        case 10:
        case 12:
        case 3:
        case 4:
        case 47:
        case 51:
        case 63:
        case 40:
        case 26:
        case 28:
        case 52:
        case 13:
        case 46:
        case 36:
        case 57:
        case 37:
        case 42:
        case 25:
        case 7:
        return 0;
        default:
        return 1;
      }
      case 1:
      case 31:
      case 59:
      case 60:
      case 56:
      case 43:
      case 39:
      case 38:
      case 62:
      case 41:
      case 61:
      case 33:
      case 34:
      case 45:
      case 54:
      case 35:
      switch (this.peek(1)) {
        case 16:
        case 13:
        case 46:
        case 49:
        case 9:
        case 14:
        case 50:
        case 58:
        case 10:
        case 12:
        case 21:
        case 6:
        case 19:
        case 23:
        case 18:
        case 22:
        case 20:
        case 32:
        case 55:
        case 11:
        case 8:
        case 7:
        case 28:
        return 0;
        default:
        return 1;
      }
      case 52:
      switch (this.peek(1)) {
        case 1:
        case 31:
        case 59:
        case 60:
        case 56:
        case 43:
        case 39:
        case 38:
        case 62:
        case 41:
        case 61:
        case 33:
        case 34:
        case 45:
        case 54:
        case 35:
        case 7:
        return 0;
        default:
        return 1;
      }
      case 46:
      case 57:
      case 37:
      case 42:
      switch (this.peek(1)) {
        case 7:
        return 0;
        default:
        return 1;
      }
      case 36:
      switch (this.peek(1)) {
        case 13:
        case 46:
        case 49:
        case 9:
        case 14:
        case 50:
        case 58:
        case 10:
        case 12:
        case 21:
        case 6:
        case 19:
        case 23:
        case 18:
        case 22:
        case 20:
        case 32:
        case 55:
        case 11:
        case 8:
        return 0;
        default:
        return 1;
      }
      default:
      return -1;
    }
  }

  private ahead5(): number {
    switch (this.current()) {
      case 8:
      return 1;
      case 11:
      switch (this.peek(1)) {
        case 2:
        case 10:
        case 12:
        case 3:
        case 4:
        case 47:
        case 51:
        case 63:
        case 40:
        case 26:
        case 28:
        case 13:
        case 25:
        case 7:
        return 0;
        case 53:
        switch (this.peek(2)) {
          case 1:
          case 31:
          case 59:
          case 60:
          case 56:
          case 43:
          case 39:
          case 38:
          case 62:
          case 41:
          case 61:
          case 33:
          case 34:
          case 45:
          case 54:
          case 35:
          case 2:
          case 10:
          case 12:
          case 3:
          case 4:
          case 47:
          case 51:
          case 63:
          case 40:
          case 26:
          case 28:
          case 52:
          case 13:
          case 46:
          case 36:
          case 57:
          case 37:
          case 42:
          case 25:
          case 7:
          return 0;
          default:
          return 1;
        }
        case 1:
        case 31:
        case 59:
        case 60:
        case 56:
        case 43:
        case 39:
        case 38:
        case 62:
        case 41:
        case 61:
        case 33:
        case 34:
        case 45:
        case 54:
        case 35:
        switch (this.peek(2)) {
          case 16:
          case 13:
          case 46:
          case 49:
          case 9:
          case 14:
          case 50:
          case 58:
          case 10:
          case 12:
          case 21:
          case 6:
          case 19:
          case 23:
          case 18:
          case 22:
          case 20:
          case 32:
          case 55:
          case 11:
          case 8:
          case 7:
          case 28:
          return 0;
          default:
          return 1;
        }
        case 52:
        switch (this.peek(2)) {
          case 1:
          case 31:
          case 59:
          case 60:
          case 56:
          case 43:
          case 39:
          case 38:
          case 62:
          case 41:
          case 61:
          case 33:
          case 34:
          case 45:
          case 54:
          case 35:
          case 7:
          return 0;
          default:
          return 1;
        }
        case 46:
        case 57:
        case 37:
        case 42:
        switch (this.peek(2)) {
          case 7:
          return 0;
          default:
          return 1;
        }
        case 36:
        switch (this.peek(2)) {
          case 13:
          case 46:
          case 49:
          case 9:
          case 14:
          case 50:
          case 58:
          case 10:
          case 12:
          case 21:
          case 6:
          case 19:
          case 23:
          case 18:
          case 22:
          case 20:
          case 32:
          case 55:
          case 11:
          case 8:
          return 0;
          default:
          return 1;
        }
        default:
        return 1;
      }
      default:
      return -1;
    }
  }

  AccessInPattern(): ast.Expression | ast.Pattern {
    let node: ast.Expression | ast.Pattern;
    node = this.PrimaryInPattern();
    while (this.at(13)) {
      const choice = this.ahead3();
      if (choice < 0) this.unexpected(Site.Access);
      switch (choice) {
        case 1:
        {
          const start = node.$start;
          const object = node as ast.Lookup['object'];
          let name: ast.Lookup['name'] = undefined;
          let key: ast.Lookup['key'] = undefined;
          this.expect(13, Site.Access);
          switch (this.current()) {
            case 7:
            this.expect(7, Site.Access);
            key = this.LookupKey() as ast.Lookup['key'];
            this.expect(8, Site.Access);
            break;
            default:
            if (!(SET_2[this.current()] === 1)) this.unexpected(Site.Access);
            name = this.Word() as ast.Lookup['name'];
          }
          node = new Lookup(start, this.lastEnd, object, name, key);
        }
        break;
        default:
        {
          const start = node.$start;
          const object = node as ast.MethodCall['object'];
          let name!: ast.MethodCall['name'];
          let args: ast.MethodCall['arguments'] = this.none;
          let keywords: ast.MethodCall['keywords'] = this.none;
          this.expect(13, Site.Access);
          name = this.Word() as ast.MethodCall['name'];
          this.expect(7, Site.Access);
          if (!this.panic && (SET_3[this.current()] === 1 || this.at(11))) {
            const choice = this.ahead4();
            if (choice < 0) this.unexpected(Site.Access);
            switch (choice) {
              case 1:
              keywords = this.add(keywords, this.Keyword()) as ast.MethodCall['keywords'];
              for (;;) {
                if (this.at(11)) {
                  this.expect(11, Site.Access);
                  if (SET_2[this.current()] === 1) {
                    keywords = this.add(keywords, this.Keyword()) as ast.MethodCall['keywords'];
                  }
                } else if (this.at(8) || !(!this.at(11) && this.again(11, 8, Site.Access))) break;
              }
              break;
              default:
              args = this.add(args, this.Disjunction()) as ast.MethodCall['arguments'];
              for (;;) {
                if (this.ahead5() === 0) {
                  this.expect(11, Site.Access);
                  args = this.add(args, this.Disjunction()) as ast.MethodCall['arguments'];
                } else if (this.at(8) || !(!this.at(11) && this.again(11, 8, Site.Access))) break;
              }
              if (this.at(11)) {
                this.expect(11, Site.Access);
                keywords = this.add(keywords, this.Keyword()) as ast.MethodCall['keywords'];
                for (;;) {
                  if (this.at(11)) {
                    this.expect(11, Site.Access);
                    if (SET_2[this.current()] === 1) {
                      keywords = this.add(keywords, this.Keyword()) as ast.MethodCall['keywords'];
                    }
                  } else if (this.at(8) || !(!this.at(11) && this.again(11, 8, Site.Access))) break;
                }
              }
            }
          }
          this.expect(8, Site.Access);
          node = new MethodCall(start, this.lastEnd, object, name, args, keywords);
        }
      }
    }
    return node;
  }

  PrimaryInPattern(): ast.Expression | ast.Pattern {
    if (this.tooDeep()) return this.missingVariable();
    this.depth++;
    let node: ast.Expression | ast.Pattern;
    switch (this.current()) {
      case 7:
      node = this.ParenthesesInPattern();
      break;
      default:
      node = this.NestedPattern();
    }
    this.depth--;
    return node;
  }

  private ahead6(): number {
    switch (this.current()) {
      case 2:
      case 10:
      case 12:
      case 3:
      case 4:
      case 47:
      case 51:
      case 63:
      case 40:
      return 2;
      case 28:
      return 3;
      case 26:
      return 4;
      case 1:
      case 31:
      case 59:
      case 60:
      case 56:
      case 43:
      case 39:
      case 38:
      case 62:
      case 41:
      case 61:
      case 33:
      case 34:
      case 45:
      case 54:
      case 35:
      switch (this.peek(1)) {
        case 28:
        return 1;
        default:
        return 0;
      }
      default:
      return -1;
    }
  }

  NestedPattern(): ast.Pattern {
    const choice = this.ahead6();
    if (choice < 0) this.unexpected(Site.NestedPattern);
    switch (choice) {
      case 1:
      return this.InstancePattern();
      case 2:
      return this.Literal();
      case 3:
      return this.DictionaryPattern();
      case 4:
      return this.ListPattern();
      default:
      return this.Variable();
    }
  }

  InstancePattern(): ast.InstancePattern {
    const start = this.starts[this.position]!;
    let name!: ast.InstancePattern['name'];
    let fields: ast.InstancePattern['fields'] = this.none;
    name = this.Name() as ast.InstancePattern['name'];
    this.expect(28, Site.InstancePattern);
    if (!this.panic && (SET_2[this.current()] === 1 || this.at(11))) {
      fields = this.add(fields, this.PatternField()) as ast.InstancePattern['fields'];
      for (;;) {
        if (this.at(11)) {
          this.expect(11, Site.InstancePattern);
          if (SET_2[this.current()] === 1) {
            fields = this.add(fields, this.PatternField()) as ast.InstancePattern['fields'];
          }
        } else if (this.at(30) || !(!this.at(11) && this.again(11, 30, Site.InstancePattern))) break;
      }
    }
    this.expect(30, Site.InstancePattern);
    return new InstancePattern(start, this.lastEnd, name, fields);
  }

  private ahead7(): number {
    switch (this.current()) {
      case 2:
      return 0;
      case 3:
      return 1;
      case 4:
      case 47:
      case 51:
      return 2;
      case 63:
      case 40:
      return 3;
      case 10:
      case 12:
      switch (this.peek(1)) {
        case 4:
        case 47:
        case 51:
        return 2;
        default:
        return 1;
      }
      default:
      return -1;
    }
  }

  Literal(): ast.Literal {
    const choice = this.ahead7();
    if (choice < 0) this.unexpected(Site.Literal);
    switch (choice) {
      case 1:
      return this.IntegerLiteral();
      case 2:
      return this.FloatLiteral();
      case 3:
      return this.BooleanLiteral();
      default:
      return this.StringLiteral();
    }
  }

  StringLiteral(): ast.StringLiteral {
    const start = this.starts[this.position]!;
    let value!: ast.StringLiteral['value'];
    value = this.string(Site.StringLiteral) as ast.StringLiteral['value'];
    return new StringLiteral(start, this.lastEnd, value);
  }

  IntegerLiteral(): ast.IntegerLiteral {
    const start = this.starts[this.position]!;
    let value!: ast.IntegerLiteral['value'];
    value = this.IntegerValue() as ast.IntegerLiteral['value'];
    return new IntegerLiteral(start, this.lastEnd, value);
  }

  IntegerValue(): number | bigint {
    const first = this.position;
    if (this.at(10) || this.at(12)) {
      this.expectAny(SET_4, Site.IntegerValue);
    }
    this.expect(3, Site.IntegerValue);
    return this.convertIntegerValue(first);
  }

  FloatLiteral(): ast.FloatLiteral {
    const start = this.starts[this.position]!;
    let value!: ast.FloatLiteral['value'];
    value = this.FloatValue() as ast.FloatLiteral['value'];
    return new FloatLiteral(start, this.lastEnd, value);
  }

  FloatValue(): number | bigint {
    const first = this.position;
    if (this.at(10) || this.at(12)) {
      this.expectAny(SET_4, Site.FloatValue);
    }
    this.expectAny(SET_5, Site.FloatValue);
    return this.convertFloatValue(first);
  }

  BooleanLiteral(): ast.BooleanLiteral {
    const start = this.starts[this.position]!;
    let value = false;
    switch (this.current()) {
      case 40:
      this.expect(40, Site.BooleanLiteral);
      break;
      default:
      if (!(this.at(63))) this.unexpected(Site.BooleanLiteral);
      this.expect(63, Site.BooleanLiteral);
      value = true;
    }
    return new BooleanLiteral(start, this.lastEnd, value);
  }

  DictionaryPattern(): ast.DictionaryPattern {
    const start = this.starts[this.position]!;
    let fields: ast.DictionaryPattern['fields'] = this.none;
    this.expect(28, Site.DictionaryPattern);
    if (!this.panic && (SET_2[this.current()] === 1 || this.at(11))) {
      fields = this.add(fields, this.PatternField()) as ast.DictionaryPattern['fields'];
      for (;;) {
        if (this.at(11)) {
          this.expect(11, Site.DictionaryPattern);
          if (SET_2[this.current()] === 1) {
            fields = this.add(fields, this.PatternField()) as ast.DictionaryPattern['fields'];
          }
        } else if (this.at(30) || !(!this.at(11) && this.again(11, 30, Site.DictionaryPattern))) break;
      }
    }
    this.expect(30, Site.DictionaryPattern);
    return new DictionaryPattern(start, this.lastEnd, fields);
  }

  private ahead8(): number {
    switch (this.current()) {
      case 27:
      return 1;
      case 11:
      switch (this.peek(1)) {
        case 9:
        return 1;
        default:
        return 0;
      }
      default:
      return -1;
    }
  }

  ListPattern(): ast.ListPattern {
    const start = this.starts[this.position]!;
    let rest: ast.ListPattern['rest'] = undefined;
    let elements: ast.ListPattern['elements'] = this.none;
    this.expect(26, Site.ListPattern);
    if (!this.panic && (SET_6[this.current()] === 1 || this.at(11))) {
      switch (this.current()) {
        case 9:
        this.expect(9, Site.ListPattern);
        rest = this.Variable() as ast.ListPattern['rest'];
        break;
        default:
        if (!(SET_7[this.current()] === 1)) this.unexpected(Site.ListPattern);
        elements = this.add(elements, this.SumInPattern()) as ast.ListPattern['elements'];
        for (;;) {
          if (this.ahead8() === 0) {
            this.expect(11, Site.ListPattern);
            if (SET_7[this.current()] === 1) {
              elements = this.add(elements, this.SumInPattern()) as ast.ListPattern['elements'];
            }
          } else if (this.at(27) || !(!this.at(11) && this.again(11, 27, Site.ListPattern))) break;
        }
        if (this.at(11)) {
          this.expect(11, Site.ListPattern);
          this.expect(9, Site.ListPattern);
          rest = this.Variable() as ast.ListPattern['rest'];
        }
      }
    }
    this.expect(27, Site.ListPattern);
    return new ListPattern(start, this.lastEnd, rest, elements);
  }

  SumInPattern(): ast.Expression | ast.Pattern {
    let node: ast.Expression | ast.Pattern;
    node = this.ProductInPattern();
    while (this.at(10) || this.at(12)) {
      {
        const start = node.$start;
        const operatorStart = this.starts[this.position]!;
        const left = node as ast.Binary['left'];
        let operator!: ast.Binary['operator'];
        let right!: ast.Binary['right'];
        operator = this.word(SET_4, Site.Sum) as ast.Binary['operator'];
        right = this.ProductInPattern() as ast.Binary['right'];
        node = new Binary(start, this.lastEnd, left, operator, right, operatorStart);
      }
    }
    return node;
  }

  ProductInPattern(): ast.Expression | ast.Pattern {
    let node: ast.Expression | ast.Pattern;
    node = this.MembershipInPattern();
    while (SET_8[this.current()] === 1) {
      {
        const start = node.$start;
        const operatorStart = this.starts[this.position]!;
        const left = node as ast.Binary['left'];
        let operator!: ast.Binary['operator'];
        let right!: ast.Binary['right'];
        operator = this.word(SET_8, Site.Product) as ast.Binary['operator'];
        right = this.MembershipInPattern() as ast.Binary['right'];
        node = new Binary(start, this.lastEnd, left, operator, right, operatorStart);
      }
    }
    return node;
  }

  MembershipInPattern(): ast.Expression | ast.Pattern {
    let node: ast.Expression | ast.Pattern;
    node = this.AccessInPattern();
    while (this.at(46) || this.at(49)) {
      switch (this.current()) {
        case 49:
        {
          const start = node.$start;
          const operatorStart = this.starts[this.position]!;
          const left = node as ast.Matches['left'];
          let exact = false;
          let pattern!: ast.Matches['pattern'];
          this.expect(49, Site.Membership);
          if (this.at(5)) {
            this.expect(5, Site.Membership);
            exact = true;
          }
          pattern = this.Pattern() as ast.Matches['pattern'];
          node = new Matches(start, this.lastEnd, left, exact, pattern, operatorStart);
        }
        break;
        default:
        if (!(this.at(46))) this.unexpected(Site.Membership);
        {
          const start = node.$start;
          const operatorStart = this.starts[this.position]!;
          const left = node as ast.Binary['left'];
          let operator!: ast.Binary['operator'];
          let right!: ast.Binary['right'];
          operator = this.word(SET_9, Site.Membership) as ast.Binary['operator'];
          right = this.AccessInPattern() as ast.Binary['right'];
          node = new Binary(start, this.lastEnd, left, operator, right, operatorStart);
        }
      }
    }
    return node;
  }

  ParenthesesInPattern(): ast.Parentheses {
    const start = this.starts[this.position]!;
    let inner!: ast.Parentheses['inner'];
    this.expect(7, Site.Parentheses);
    inner = this.DisjunctionInPattern() as ast.Parentheses['inner'];
    this.expect(8, Site.Parentheses);
    return new Parentheses(start, this.lastEnd, inner);
  }

  DisjunctionInPattern(): ast.Expression | ast.Pattern {
    let node: ast.Expression | ast.Pattern;
    node = this.ConjunctionInPattern();
    if (this.at(55) || (this.panic && this.seek(55))) {
      {
        const start = node.$start;
        let operands = [node] as ast.Or['operands'];
        do {
          this.expect(55, Site.Disjunction);
          operands = this.add(operands, this.ConjunctionInPattern()) as ast.Or['operands'];
        } while (this.at(55) || (this.panic && this.seek(55)));
        node = new Or(start, this.lastEnd, operands);
      }
    }
    return node;
  }

  ConjunctionInPattern(): ast.Expression | ast.Pattern {
    let node: ast.Expression | ast.Pattern;
    node = this.NegationInPattern();
    if (this.at(32) || (this.panic && this.seek(32))) {
      {
        const start = node.$start;
        let operands = [node] as ast.And['operands'];
        do {
          this.expect(32, Site.Conjunction);
          operands = this.add(operands, this.NegationInPattern()) as ast.And['operands'];
        } while (this.at(32) || (this.panic && this.seek(32)));
        node = new And(start, this.lastEnd, operands);
      }
    }
    return node;
  }

  NegationInPattern(): ast.Expression | ast.Pattern {
    switch (this.current()) {
      case 53:
      return this.NotInPattern();
      default:
      return this.UnificationInPattern();
    }
  }

  NotInPattern(): ast.Not {
    const start = this.starts[this.position]!;
    let operand!: ast.Not['operand'];
    this.expect(53, Site.Not);
    operand = this.UnificationInPattern() as ast.Not['operand'];
    return new Not(start, this.lastEnd, operand);
  }

  private ahead9(): number {
    switch (this.current()) {
      case 2:
      case 10:
      case 12:
      case 3:
      case 4:
      case 47:
      case 51:
      case 63:
      case 40:
      case 28:
      case 26:
      case 7:
      return 1;
      case 1:
      case 31:
      case 59:
      case 60:
      case 56:
      case 43:
      case 39:
      case 38:
      case 62:
      case 41:
      case 61:
      case 33:
      case 34:
      case 45:
      case 54:
      case 35:
      switch (this.peek(1)) {
        case 16:
        return 0;
        default:
        return 1;
      }
      default:
      return -1;
    }
  }

  UnificationInPattern(): ast.Expression | ast.Pattern {
    let node: ast.Expression | ast.Pattern;
    switch (this.ahead9()) {
      case 0:
      node = this.AssignmentInPattern();
      break;
      default:
      node = this.ComparisonInPattern();
    }
    while (this.at(20)) {
      {
        const start = node.$start;
        const operatorStart = this.starts[this.position]!;
        const left = node as ast.Binary['left'];
        let operator!: ast.Binary['operator'];
        let right!: ast.Binary['right'];
        operator = this.word(SET_10, Site.Unification) as ast.Binary['operator'];
        right = this.ComparisonInPattern() as ast.Binary['right'];
        node = new Binary(start, this.lastEnd, left, operator, right, operatorStart);
      }
    }
    return node;
  }

  AssignmentInPattern(): ast.Expression | ast.Pattern {
    let node: ast.Expression | ast.Pattern;
    node = this.Variable();
    {
      const start = node.$start;
      const operatorStart = this.starts[this.position]!;
      const left = node as ast.Binary['left'];
      let operator!: ast.Binary['operator'];
      let right!: ast.Binary['right'];
      operator = this.word(SET_11, Site.Assignment) as ast.Binary['operator'];
      right = this.ComparisonInPattern() as ast.Binary['right'];
      node = new Binary(start, this.lastEnd, left, operator, right, operatorStart);
    }
    return node;
  }

  ComparisonInPattern(): ast.Expression | ast.Pattern {
    let node: ast.Expression | ast.Pattern;
    node = this.SumInPattern();
    while (SET_12[this.current()] === 1) {
      {
        const start = node.$start;
        const operatorStart = this.starts[this.position]!;
        const left = node as ast.Binary['left'];
        let operator!: ast.Binary['operator'];
        let right!: ast.Binary['right'];
        operator = this.word(SET_12, Site.Comparison) as ast.Binary['operator'];
        right = this.SumInPattern() as ast.Binary['right'];
        node = new Binary(start, this.lastEnd, left, operator, right, operatorStart);
      }
    }
    return node;
  }

  Disjunction(): ast.Expression {
    let node: ast.Expression;
    node = this.Conjunction();
    if (this.at(55) || (this.panic && this.seek(55))) {
      {
        const start = node.$start;
        let operands = [node] as ast.Or['operands'];
        do {
          this.expect(55, Site.Disjunction);
          operands = this.add(operands, this.Conjunction()) as ast.Or['operands'];
        } while (this.at(55) || (this.panic && this.seek(55)));
        node = new Or(start, this.lastEnd, operands);
      }
    }
    return node;
  }

  Conjunction(): ast.Expression {
    let node: ast.Expression;
    node = this.Negation();
    if (this.at(32) || (this.panic && this.seek(32))) {
      {
        const start = node.$start;
        let operands = [node] as ast.And['operands'];
        do {
          this.expect(32, Site.Conjunction);
          operands = this.add(operands, this.Negation()) as ast.And['operands'];
        } while (this.at(32) || (this.panic && this.seek(32)));
        node = new And(start, this.lastEnd, operands);
      }
    }
    return node;
  }

  Negation(): ast.Expression {
    switch (this.current()) {
      case 53:
      return this.Not();
      default:
      return this.Unification();
    }
  }

  Not(): ast.Not {
    const start = this.starts[this.position]!;
    let operand!: ast.Not['operand'];
    this.expect(53, Site.Not);
    operand = this.Unification() as ast.Not['operand'];
    return new Not(start, this.lastEnd, operand);
  }

  private ahead10(): number {
    switch (this.current()) {
      case 2:
      case 10:
      case 12:
      case 3:
      case 4:
      case 47:
      case 51:
      case 63:
      case 40:
      case 26:
      case 28:
      case 52:
      case 13:
      case 46:
      case 36:
      case 57:
      case 37:
      case 42:
      case 25:
      case 7:
      return 1;
      case 1:
      case 31:
      case 59:
      case 60:
      case 56:
      case 43:
      case 39:
      case 38:
      case 62:
      case 41:
      case 61:
      case 33:
      case 34:
      case 45:
      case 54:
      case 35:
      switch (this.peek(1)) {
        case 16:
        return 0;
        default:
        return 1;
      }
      default:
      return -1;
    }
  }

  Unification(): ast.Expression {
    let node: ast.Expression;
    switch (this.ahead10()) {
      case 0:
      node = this.Assignment();
      break;
      default:
      node = this.Comparison();
    }
    while (this.at(20)) {
      {
        const start = node.$start;
        const operatorStart = this.starts[this.position]!;
        const left = node as ast.Binary['left'];
        let operator!: ast.Binary['operator'];
        let right!: ast.Binary['right'];
        operator = this.word(SET_10, Site.Unification) as ast.Binary['operator'];
        right = this.Comparison() as ast.Binary['right'];
        node = new Binary(start, this.lastEnd, left, operator, right, operatorStart);
      }
    }
    return node;
  }

  Assignment(): ast.Expression {
    let node: ast.Expression;
    node = this.Variable();
    {
      const start = node.$start;
      const operatorStart = this.starts[this.position]!;
      const left = node as ast.Binary['left'];
      let operator!: ast.Binary['operator'];
      let right!: ast.Binary['right'];
      operator = this.word(SET_11, Site.Assignment) as ast.Binary['operator'];
      right = this.Comparison() as ast.Binary['right'];
      node = new Binary(start, this.lastEnd, left, operator, right, operatorStart);
    }
    return node;
  }

  Comparison(): ast.Expression {
    let node: ast.Expression;
    node = this.Sum();
    while (SET_12[this.current()] === 1) {
      {
        const start = node.$start;
        const operatorStart = this.starts[this.position]!;
        const left = node as ast.Binary['left'];
        let operator!: ast.Binary['operator'];
        let right!: ast.Binary['right'];
        operator = this.word(SET_12, Site.Comparison) as ast.Binary['operator'];
        right = this.Sum() as ast.Binary['right'];
        node = new Binary(start, this.lastEnd, left, operator, right, operatorStart);
      }
    }
    return node;
  }

  Sum(): ast.Expression {
    let node: ast.Expression;
    node = this.Product();
    while (this.at(10) || this.at(12)) {
      {
        const start = node.$start;
        const operatorStart = this.starts[this.position]!;
        const left = node as ast.Binary['left'];
        let operator!: ast.Binary['operator'];
        let right!: ast.Binary['right'];
        operator = this.word(SET_4, Site.Sum) as ast.Binary['operator'];
        right = this.Product() as ast.Binary['right'];
        node = new Binary(start, this.lastEnd, left, operator, right, operatorStart);
      }
    }
    return node;
  }

  Product(): ast.Expression {
    let node: ast.Expression;
    node = this.Membership();
    while (SET_8[this.current()] === 1) {
      {
        const start = node.$start;
        const operatorStart = this.starts[this.position]!;
        const left = node as ast.Binary['left'];
        let operator!: ast.Binary['operator'];
        let right!: ast.Binary['right'];
        operator = this.word(SET_8, Site.Product) as ast.Binary['operator'];
        right = this.Membership() as ast.Binary['right'];
        node = new Binary(start, this.lastEnd, left, operator, right, operatorStart);
      }
    }
    return node;
  }

  Membership(): ast.Expression {
    let node: ast.Expression;
    node = this.Access();
    while (this.at(46) || this.at(49)) {
      switch (this.current()) {
        case 49:
        {
          const start = node.$start;
          const operatorStart = this.starts[this.position]!;
          const left = node as ast.Matches['left'];
          let exact = false;
          let pattern!: ast.Matches['pattern'];
          this.expect(49, Site.Membership);
          if (this.at(5)) {
            this.expect(5, Site.Membership);
            exact = true;
          }
          pattern = this.Pattern() as ast.Matches['pattern'];
          node = new Matches(start, this.lastEnd, left, exact, pattern, operatorStart);
        }
        break;
        default:
        if (!(this.at(46))) this.unexpected(Site.Membership);
        {
          const start = node.$start;
          const operatorStart = this.starts[this.position]!;
          const left = node as ast.Binary['left'];
          let operator!: ast.Binary['operator'];
          let right!: ast.Binary['right'];
          operator = this.word(SET_9, Site.Membership) as ast.Binary['operator'];
          right = this.Access() as ast.Binary['right'];
          node = new Binary(start, this.lastEnd, left, operator, right, operatorStart);
        }
      }
    }
    return node;
  }

  Access(): ast.Expression {
    let node: ast.Expression;
    node = this.Primary();
    while (this.at(13)) {
      const choice = this.ahead3();
      if (choice < 0) this.unexpected(Site.Access);
      switch (choice) {
        case 1:
        {
          const start = node.$start;
          const object = node as ast.Lookup['object'];
          let name: ast.Lookup['name'] = undefined;
          let key: ast.Lookup['key'] = undefined;
          this.expect(13, Site.Access);
          switch (this.current()) {
            case 7:
            this.expect(7, Site.Access);
            key = this.LookupKey() as ast.Lookup['key'];
            this.expect(8, Site.Access);
            break;
            default:
            if (!(SET_2[this.current()] === 1)) this.unexpected(Site.Access);
            name = this.Word() as ast.Lookup['name'];
          }
          node = new Lookup(start, this.lastEnd, object, name, key);
        }
        break;
        default:
        {
          const start = node.$start;
          const object = node as ast.MethodCall['object'];
          let name!: ast.MethodCall['name'];
          let args: ast.MethodCall['arguments'] = this.none;
          let keywords: ast.MethodCall['keywords'] = this.none;
          this.expect(13, Site.Access);
          name = this.Word() as ast.MethodCall['name'];
          this.expect(7, Site.Access);
          if (!this.panic && (SET_3[this.current()] === 1 || this.at(11))) {
            const choice = this.ahead4();
            if (choice < 0) this.unexpected(Site.Access);
            switch (choice) {
              case 1:
              keywords = this.add(keywords, this.Keyword()) as ast.MethodCall['keywords'];
              for (;;) {
                if (this.at(11)) {
                  this.expect(11, Site.Access);
                  if (SET_2[this.current()] === 1) {
                    keywords = this.add(keywords, this.Keyword()) as ast.MethodCall['keywords'];
                  }
                } else if (this.at(8) || !(!this.at(11) && this.again(11, 8, Site.Access))) break;
              }
              break;
              default:
              args = this.add(args, this.Disjunction()) as ast.MethodCall['arguments'];
              for (;;) {
                if (this.ahead5() === 0) {
                  this.expect(11, Site.Access);
                  args = this.add(args, this.Disjunction()) as ast.MethodCall['arguments'];
                } else if (this.at(8) || !(!this.at(11) && this.again(11, 8, Site.Access))) break;
              }
              if (this.at(11)) {
                this.expect(11, Site.Access);
                keywords = this.add(keywords, this.Keyword()) as ast.MethodCall['keywords'];
                for (;;) {
                  if (this.at(11)) {
                    this.expect(11, Site.Access);
                    if (SET_2[this.current()] === 1) {
                      keywords = this.add(keywords, this.Keyword()) as ast.MethodCall['keywords'];
                    }
                  } else if (this.at(8) || !(!this.at(11) && this.again(11, 8, Site.Access))) break;
                }
              }
            }
          }
          this.expect(8, Site.Access);
          node = new MethodCall(start, this.lastEnd, object, name, args, keywords);
        }
      }
    }
    return node;
  }

  Primary(): ast.Expression {
    if (this.tooDeep()) return this.missingVariable();
    this.depth++;
    let node: ast.Expression;
    switch (this.current()) {
      case 7:
      node = this.Parentheses();
      break;
      default:
      node = this.Value();
    }
    this.depth--;
    return node;
  }

  private ahead11(): number {
    switch (this.current()) {
      case 2:
      case 10:
      case 12:
      case 3:
      case 4:
      case 47:
      case 51:
      case 63:
      case 40:
      return 3;
      case 26:
      return 4;
      case 28:
      return 5;
      case 13:
      case 46:
      return 7;
      case 36:
      return 8;
      case 57:
      case 37:
      return 9;
      case 42:
      return 10;
      case 25:
      return 11;
      case 1:
      case 31:
      case 59:
      case 60:
      case 56:
      case 43:
      case 39:
      case 38:
      case 62:
      case 41:
      case 61:
      case 33:
      case 34:
      case 45:
      case 54:
      case 35:
      switch (this.peek(1)) {
        case 7:
        return 1;
        case 28:
        return 2;
        default:
        return 0;
      }
      case 52:
      switch (this.peek(1)) {
        case 7:
        return 7;
        default:
        return 6;
      }
      default:
      return -1;
    }
  }

  Value(): ast.Expression {
    const choice = this.ahead11();
    if (choice < 0) this.unexpected(Site.Value);
    switch (choice) {
      case 1:
      return this.Call();
      case 2:
      return this.ObjectLiteral();
      case 3:
      return this.Literal();
      case 4:
      return this.List();
      case 5:
      return this.Dictionary();
      case 6:
      return this.New();
      case 7:
      return this.OperatorCall();
      case 8:
      return this.Cut();
      case 9:
      return this.Print();
      case 10:
      return this.Forall();
      case 11:
      return this.CurrentTime();
      default:
      return this.Variable();
    }
  }

  private ahead12(): number {
    switch (this.current()) {
      case 2:
      case 10:
      case 12:
      case 3:
      case 4:
      case 47:
      case 51:
      case 63:
      case 40:
      case 26:
      case 28:
      case 13:
      case 25:
      case 7:
      return 0;
      case 64:
      case 44:
      case 32:
      case 55:
      case 49:
      return 1;
      case 53:
      case 1:
      case 31:
      case 59:
      case 60:
      case 56:
      case 43:
      case 39:
      case 38:
      case 62:
      case 41:
      case 61:
      case 33:
      case 34:
      case 45:
      case 54:
      case 35:
      case 52:
      case 46:
      case 36:
      case 57:
      case 37:
      case 42:
      switch (this.peek(1)) {
        case 15:
        return 1;
        default:
        return 0;
      }
      default:
      return -1;
    }
  }

  private ahead13(): number {
    switch (this.current()) {
      case 8:
      return 1;
      case 11:
      switch (this.peek(1)) {
        case 64:
        case 44:
        case 32:
        case 55:
        case 49:
        return 1;
        case 53:
        case 1:
        case 31:
        case 59:
        case 60:
        case 56:
        case 43:
        case 39:
        case 38:
        case 62:
        case 41:
        case 61:
        case 33:
        case 34:
        case 45:
        case 54:
        case 35:
        case 52:
        case 46:
        case 36:
        case 57:
        case 37:
        case 42:
        switch (this.peek(2)) {
          case 15:
          return 1;
          default:
          return 0;
        }
        default:
        return 0;
      }
      default:
      return -1;
    }
  }

  Call(): ast.Call {
    const start = this.starts[this.position]!;
    let name!: ast.Call['name'];
    let args: ast.Call['arguments'] = this.none;
    let keywords: ast.Call['keywords'] = this.none;
    name = this.Name() as ast.Call['name'];
    this.expect(7, Site.Call);
    if (!this.panic && (SET_3[this.current()] === 1 || this.at(11))) {
      const choice = this.ahead12();
      if (choice < 0) this.unexpected(Site.Call);
      switch (choice) {
        case 1:
        keywords = this.add(keywords, this.Keyword()) as ast.Call['keywords'];
        for (;;) {
          if (this.at(11)) {
            this.expect(11, Site.Call);
            if (SET_2[this.current()] === 1) {
              keywords = this.add(keywords, this.Keyword()) as ast.Call['keywords'];
            }
          } else if (this.at(8) || !(!this.at(11) && this.again(11, 8, Site.Call))) break;
        }
        break;
        default:
        args = this.add(args, this.Disjunction()) as ast.Call['arguments'];
        for (;;) {
          if (this.ahead13() === 0) {
            this.expect(11, Site.Call);
            args = this.add(args, this.Disjunction()) as ast.Call['arguments'];
          } else if (this.at(8) || !(!this.at(11) && this.again(11, 8, Site.Call))) break;
        }
        if (this.at(11)) {
          this.expect(11, Site.Call);
          keywords = this.add(keywords, this.Keyword()) as ast.Call['keywords'];
          for (;;) {
            if (this.at(11)) {
              this.expect(11, Site.Call);
              if (SET_2[this.current()] === 1) {
                keywords = this.add(keywords, this.Keyword()) as ast.Call['keywords'];
              }
            } else if (this.at(8) || !(!this.at(11) && this.again(11, 8, Site.Call))) break;
          }
        }
      }
    }
    this.expect(8, Site.Call);
    return new Call(start, this.lastEnd, name, args, keywords);
  }

  Keyword(): ast.Field {
    const start = this.starts[this.position]!;
    let key!: ast.Field['key'];
    let value: ast.Field['value'] = undefined;
    key = this.Word() as ast.Field['key'];
    this.expect(15, Site.Keyword);
    value = this.Disjunction() as ast.Field['value'];
    return new Field(start, this.lastEnd, key, value);
  }

  ObjectLiteral(): ast.ObjectLiteral {
    const start = this.starts[this.position]!;
    let name!: ast.ObjectLiteral['name'];
    let id!: ast.ObjectLiteral['id'];
    name = this.Name() as ast.ObjectLiteral['name'];
    this.expect(28, Site.ObjectLiteral);
    id = this.Literal() as ast.ObjectLiteral['id'];
    this.expect(30, Site.ObjectLiteral);
    return new ObjectLiteral(start, this.lastEnd, name, id);
  }

  List(): ast.List {
    const start = this.starts[this.position]!;
    let rest: ast.List['rest'] = undefined;
    let elements: ast.List['elements'] = this.none;
    this.expect(26, Site.List);
    if (!this.panic && (SET_13[this.current()] === 1 || this.at(11))) {
      switch (this.current()) {
        case 9:
        this.expect(9, Site.List);
        rest = this.Variable() as ast.List['rest'];
        break;
        default:
        if (!(SET_0[this.current()] === 1)) this.unexpected(Site.List);
        elements = this.add(elements, this.Sum()) as ast.List['elements'];
        for (;;) {
          if (this.ahead8() === 0) {
            this.expect(11, Site.List);
            if (SET_0[this.current()] === 1) {
              elements = this.add(elements, this.Sum()) as ast.List['elements'];
            }
          } else if (this.at(27) || !(!this.at(11) && this.again(11, 27, Site.List))) break;
        }
        if (this.at(11)) {
          this.expect(11, Site.List);
          this.expect(9, Site.List);
          rest = this.Variable() as ast.List['rest'];
        }
      }
    }
    this.expect(27, Site.List);
    return new List(start, this.lastEnd, rest, elements);
  }

  Dictionary(): ast.Dictionary {
    const start = this.starts[this.position]!;
    let fields: ast.Dictionary['fields'] = this.none;
    this.expect(28, Site.Dictionary);
    if (!this.panic && (SET_2[this.current()] === 1 || this.at(11))) {
      fields = this.add(fields, this.DictionaryField()) as ast.Dictionary['fields'];
      for (;;) {
        if (this.at(11)) {
          this.expect(11, Site.Dictionary);
          if (SET_2[this.current()] === 1) {
            fields = this.add(fields, this.DictionaryField()) as ast.Dictionary['fields'];
          }
        } else if (this.at(30) || !(!this.at(11) && this.again(11, 30, Site.Dictionary))) break;
      }
    }
    this.expect(30, Site.Dictionary);
    return new Dictionary(start, this.lastEnd, fields);
  }

  DictionaryField(): ast.Field {
    const start = this.starts[this.position]!;
    let key!: ast.Field['key'];
    let value: ast.Field['value'] = undefined;
    const choice = this.ahead2();
    if (choice < 0) this.unexpected(Site.DictionaryField);
    switch (choice) {
      case 1:
      key = this.Name() as ast.Field['key'];
      break;
      default:
      key = this.Word() as ast.Field['key'];
      this.expect(15, Site.DictionaryField);
      value = this.Comparison() as ast.Field['value'];
    }
    return new Field(start, this.lastEnd, key, value);
  }

  New(): ast.New {
    const start = this.starts[this.position]!;
    let name!: ast.New['name'];
    let args: ast.New['arguments'] = this.none;
    let keywords: ast.New['keywords'] = this.none;
    this.expect(52, Site.New);
    name = this.Name() as ast.New['name'];
    this.expect(7, Site.New);
    if (!this.panic && (SET_3[this.current()] === 1 || this.at(11))) {
      const choice = this.ahead12();
      if (choice < 0) this.unexpected(Site.New);
      switch (choice) {
        case 1:
        keywords = this.add(keywords, this.Keyword()) as ast.New['keywords'];
        for (;;) {
          if (this.at(11)) {
            this.expect(11, Site.New);
            if (SET_2[this.current()] === 1) {
              keywords = this.add(keywords, this.Keyword()) as ast.New['keywords'];
            }
          } else if (this.at(8) || !(!this.at(11) && this.again(11, 8, Site.New))) break;
        }
        break;
        default:
        args = this.add(args, this.Disjunction()) as ast.New['arguments'];
        for (;;) {
          if (this.ahead13() === 0) {
            this.expect(11, Site.New);
            args = this.add(args, this.Disjunction()) as ast.New['arguments'];
          } else if (this.at(8) || !(!this.at(11) && this.again(11, 8, Site.New))) break;
        }
        if (this.at(11)) {
          this.expect(11, Site.New);
          keywords = this.add(keywords, this.Keyword()) as ast.New['keywords'];
          for (;;) {
            if (this.at(11)) {
              this.expect(11, Site.New);
              if (SET_2[this.current()] === 1) {
                keywords = this.add(keywords, this.Keyword()) as ast.New['keywords'];
              }
            } else if (this.at(8) || !(!this.at(11) && this.again(11, 8, Site.New))) break;
          }
        }
      }
    }
    this.expect(8, Site.New);
    return new New(start, this.lastEnd, name, args, keywords);
  }

  private ahead14(): number {
    switch (this.current()) {
      case 8:
      return 1;
      case 11:
      switch (this.peek(1)) {
        case 8:
        return 1;
        default:
        return 0;
      }
      default:
      return -1;
    }
  }

  OperatorCall(): ast.Call {
    const start = this.starts[this.position]!;
    let name!: ast.Call['name'];
    let args: ast.Call['arguments'] = this.none;
    let keywords: ast.Call['keywords'] = this.none;
    name = this.OperatorName() as ast.Call['name'];
    this.expect(7, Site.OperatorCall);
    if (!this.panic && (SET_14[this.current()] === 1 || this.at(11))) {
      args = this.add(args, this.Disjunction()) as ast.Call['arguments'];
      for (;;) {
        if (this.ahead14() === 0) {
          this.expect(11, Site.OperatorCall);
          args = this.add(args, this.Disjunction()) as ast.Call['arguments'];
        } else if (this.at(8) || !(!this.at(11) && this.again(11, 8, Site.OperatorCall))) break;
      }
      if (this.at(11)) {
        this.expect(11, Site.OperatorCall);
      }
    }
    this.expect(8, Site.OperatorCall);
    return new Call(start, this.lastEnd, name, args, keywords);
  }

  OperatorName(): ast.Name {
    const start = this.starts[this.position]!;
    let text!: ast.Name['text'];
    text = this.word(SET_15, Site.OperatorName) as ast.Name['text'];
    return new Name(start, this.lastEnd, text);
  }

  Cut(): ast.Cut {
    const start = this.starts[this.position]!;
    this.expect(36, Site.Cut);
    return new Cut(start, this.lastEnd);
  }

  Print(): ast.Print {
    const start = this.starts[this.position]!;
    let operator!: ast.Print['operator'];
    let args: ast.Print['arguments'] = this.none;
    operator = this.word(SET_16, Site.Print) as ast.Print['operator'];
    this.expect(7, Site.Print);
    if (!this.panic && (SET_14[this.current()] === 1 || this.at(11))) {
      args = this.add(args, this.Disjunction()) as ast.Print['arguments'];
      for (;;) {
        if (this.ahead14() === 0) {
          this.expect(11, Site.Print);
          args = this.add(args, this.Disjunction()) as ast.Print['arguments'];
        } else if (this.at(8) || !(!this.at(11) && this.again(11, 8, Site.Print))) break;
      }
      if (this.at(11)) {
        this.expect(11, Site.Print);
      }
    }
    this.expect(8, Site.Print);
    return new Print(start, this.lastEnd, operator, args);
  }

  Forall(): ast.Forall {
    const start = this.starts[this.position]!;
    let condition!: ast.Forall['condition'];
    let action!: ast.Forall['action'];
    this.expect(42, Site.Forall);
    this.expect(7, Site.Forall);
    condition = this.Disjunction() as ast.Forall['condition'];
    this.expect(11, Site.Forall);
    action = this.Disjunction() as ast.Forall['action'];
    this.expect(8, Site.Forall);
    return new Forall(start, this.lastEnd, condition, action);
  }

  CurrentTime(): ast.CurrentTime {
    const start = this.starts[this.position]!;
    this.expect(25, Site.CurrentTime);
    this.expect(35, Site.CurrentTime);
    return new CurrentTime(start, this.lastEnd);
  }

  Parentheses(): ast.Parentheses {
    const start = this.starts[this.position]!;
    let inner!: ast.Parentheses['inner'];
    this.expect(7, Site.Parentheses);
    inner = this.Disjunction() as ast.Parentheses['inner'];
    this.expect(8, Site.Parentheses);
    return new Parentheses(start, this.lastEnd, inner);
  }

  LookupKey(): ast.Expression {
    switch (this.current()) {
      case 2:
      return this.StringLiteral();
      default:
      if (!(SET_1[this.current()] === 1)) this.unexpected(Site.LookupKey);
      return this.Variable();
    }
  }

  Declare(): ast.Declare {
    const start = this.starts[this.position]!;
    let name!: ast.Declare['name'];
    let types: ast.Declare['types'] = this.none;
    this.expect(38, Site.Declare);
    name = this.Name() as ast.Declare['name'];
    this.expect(7, Site.Declare);
    if (!this.panic && (SET_1[this.current()] === 1 || this.at(11))) {
      types = this.add(types, this.Name()) as ast.Declare['types'];
      for (;;) {
        if (this.at(11)) {
          this.expect(11, Site.Declare);
          types = this.add(types, this.Name()) as ast.Declare['types'];
        } else if (this.at(8) || !(!this.at(11) && this.again(11, 8, Site.Declare))) break;
      }
    }
    this.expect(8, Site.Declare);
    this.expect(17, Site.Declare);
    return new Declare(start, this.lastEnd, name, types);
  }

  Fixture(): ast.Fixture {
    const start = this.starts[this.position]!;
    let name!: ast.Fixture['name'];
    let facts: ast.Fixture['facts'] = this.none;
    this.expect(62, Site.Fixture);
    this.expect(41, Site.Fixture);
    name = this.Name() as ast.Fixture['name'];
    this.expect(28, Site.Fixture);
    for (;;) {
      if (SET_1[this.current()] === 1) {
        facts = this.add(facts, this.Fact()) as ast.Fixture['facts'];
      } else if (this.at(30) || !(this.nextMember(SET_1, Site.Fixture))) break;
    }
    this.expect(30, Site.Fixture);
    return new Fixture(start, this.lastEnd, name, facts);
  }

  Fact(): ast.Fact {
    const start = this.starts[this.position]!;
    let name!: ast.Fact['name'];
    let args: ast.Fact['arguments'] = this.none;
    name = this.Name() as ast.Fact['name'];
    this.expect(7, Site.Fact);
    if (!this.panic && (SET_14[this.current()] === 1 || this.at(11))) {
      args = this.add(args, this.Disjunction()) as ast.Fact['arguments'];
      for (;;) {
        if (this.at(11)) {
          this.expect(11, Site.Fact);
          args = this.add(args, this.Disjunction()) as ast.Fact['arguments'];
        } else if (this.at(8) || !(!this.at(11) && this.again(11, 8, Site.Fact))) break;
      }
    }
    this.expect(8, Site.Fact);
    this.expect(17, Site.Fact);
    return new Fact(start, this.lastEnd, name, args);
  }

  Test(): ast.Test {
    const start = this.starts[this.position]!;
    let title!: ast.Test['title'];
    let setup: ast.Test['setup'] = undefined;
    let assertions: ast.Test['assertions'] = this.none;
    this.expect(62, Site.Test);
    title = this.StringLiteral() as ast.Test['title'];
    this.expect(28, Site.Test);
    if (this.at(61)) {
      setup = this.Setup() as ast.Test['setup'];
    }
    for (;;) {
      if (this.at(33) || this.at(34)) {
        assertions = this.add(assertions, this.Assertion()) as ast.Test['assertions'];
      } else if (this.at(30) || !(this.nextMember(SET_17, Site.Test))) break;
    }
    this.expect(30, Site.Test);
    return new Test(start, this.lastEnd, title, setup, assertions);
  }

  Setup(): ast.Setup {
    const start = this.starts[this.position]!;
    let items: ast.Setup['items'] = this.none;
    this.expect(61, Site.Setup);
    this.expect(28, Site.Setup);
    for (;;) {
      if (SET_1[this.current()] === 1) {
        items = this.add(items, this.SetupItem()) as ast.Setup['items'];
      } else if (this.at(30) || !(this.nextMember(SET_1, Site.Setup))) break;
    }
    this.expect(30, Site.Setup);
    return new Setup(start, this.lastEnd, items);
  }

  private ahead15(): number {
    switch (this.current()) {
      case 1:
      case 31:
      case 59:
      case 60:
      case 56:
      case 43:
      case 39:
      case 38:
      case 62:
      case 61:
      case 33:
      case 34:
      case 45:
      case 54:
      case 35:
      return 1;
      case 41:
      switch (this.peek(1)) {
        case 7:
        return 1;
        default:
        return 0;
      }
      default:
      return -1;
    }
  }

  SetupItem(): ast.FixtureUse | ast.Fact {
    const choice = this.ahead15();
    if (choice < 0) this.unexpected(Site.SetupItem);
    switch (choice) {
      case 1:
      return this.Fact();
      default:
      return this.FixtureUse();
    }
  }

  FixtureUse(): ast.FixtureUse {
    const start = this.starts[this.position]!;
    let name!: ast.FixtureUse['name'];
    this.expect(41, Site.FixtureUse);
    name = this.Name() as ast.FixtureUse['name'];
    this.expect(17, Site.FixtureUse);
    return new FixtureUse(start, this.lastEnd, name);
  }

  Assertion(): ast.Assertion {
    const start = this.starts[this.position]!;
    let negated = false;
    let name!: ast.Assertion['name'];
    let parameters: ast.Assertion['parameters'] = this.none;
    let iff: ast.Assertion['iff'] = undefined;
    switch (this.current()) {
      case 34:
      this.expect(34, Site.Assertion);
      negated = true;
      break;
      default:
      if (!(this.at(33))) this.unexpected(Site.Assertion);
      this.expect(33, Site.Assertion);
    }
    name = this.Name() as ast.Assertion['name'];
    this.expect(7, Site.Assertion);
    if (!this.panic && (SET_0[this.current()] === 1 || this.at(11))) {
      parameters = this.add(parameters, this.Parameter()) as ast.Assertion['parameters'];
      for (;;) {
        if (this.at(11)) {
          this.expect(11, Site.Assertion);
          parameters = this.add(parameters, this.Parameter()) as ast.Assertion['parameters'];
        } else if (this.at(8) || !(!this.at(11) && this.again(11, 8, Site.Assertion))) break;
      }
    }
    this.expect(8, Site.Assertion);
    if (this.at(45) || (!this.at(17) && this.again(45, 17, Site.Assertion))) {
      this.expect(45, Site.Assertion);
      iff = this.Disjunction() as ast.Assertion['iff'];
    }
    this.expect(17, Site.Assertion);
    return new Assertion(start, this.lastEnd, negated, name, parameters, iff);
  }

  private ahead16(): number {
    switch (this.current()) {
      case 1:
      case 31:
      case 59:
      case 60:
      case 56:
      case 43:
      case 39:
      case 38:
      case 62:
      case 41:
      case 61:
      case 33:
      case 34:
      case 45:
      case 54:
      case 35:
      switch (this.peek(1)) {
        case 28:
        return 1;
        default:
        return 0;
      }
      default:
      return -1;
    }
  }

  private ahead17(): number {
    switch (this.current()) {
      case 28:
      return 1;
      case 11:
      switch (this.peek(1)) {
        case 28:
        return 1;
        default:
        return 0;
      }
      default:
      return -1;
    }
  }

  Block(): ast.Block {
    const start = this.starts[this.position]!;
    let keyword: ast.Block['keyword'] = undefined;
    let name!: ast.Block['name'];
    let supertypes: ast.Block['supertypes'] = this.none;
    let members: ast.Block['members'] = this.none;
    const choice = this.ahead16();
    if (choice < 0) this.unexpected(Site.Block);
    switch (choice) {
      case 1:
      name = this.Name() as ast.Block['name'];
      break;
      default:
      keyword = this.Name() as ast.Block['keyword'];
      name = this.Name() as ast.Block['name'];
      if (this.at(39)) {
        this.expect(39, Site.Block);
        supertypes = this.add(supertypes, this.Name()) as ast.Block['supertypes'];
        for (;;) {
          if (this.ahead17() === 0) {
            this.expect(11, Site.Block);
            supertypes = this.add(supertypes, this.Name()) as ast.Block['supertypes'];
          } else if (this.at(28) || !(!this.at(11) && this.again(11, 28, Site.Block))) break;
        }
        if (this.at(11)) {
          this.expect(11, Site.Block);
        }
      }
    }
    this.expect(28, Site.Block);
    for (;;) {
      if (SET_18[this.current()] === 1) {
        members = this.add(members, this.Member()) as ast.Block['members'];
      } else if (this.at(30) || !(this.nextMember(SET_18, Site.Block))) break;
    }
    this.expect(30, Site.Block);
    return new Block(start, this.lastEnd, keyword, name, supertypes, members);
  }

  private ahead18(): number {
    switch (this.current()) {
      case 25:
      case 2:
      return 1;
      case 1:
      case 31:
      case 59:
      case 60:
      case 56:
      case 43:
      case 39:
      case 38:
      case 62:
      case 41:
      case 61:
      case 33:
      case 34:
      case 45:
      case 54:
      case 35:
      switch (this.peek(1)) {
        case 44:
        return 1;
        default:
        return 0;
      }
      default:
      return -1;
    }
  }

  Member(): ast.BlockDeclaration | ast.Shorthand {
    const choice = this.ahead18();
    if (choice < 0) this.unexpected(Site.Member);
    switch (choice) {
      case 1:
      return this.Shorthand();
      default:
      return this.BlockDeclaration();
    }
  }

  BlockDeclaration(): ast.BlockDeclaration {
    const start = this.starts[this.position]!;
    let name!: ast.BlockDeclaration['name'];
    let value!: ast.BlockDeclaration['value'];
    name = this.Name() as ast.BlockDeclaration['name'];
    this.expect(20, Site.BlockDeclaration);
    value = this.DeclaredValue() as ast.BlockDeclaration['value'];
    this.expect(17, Site.BlockDeclaration);
    return new BlockDeclaration(start, this.lastEnd, name, value);
  }

  DeclaredValue(): ast.DeclaredNames | ast.DeclaredRelations {
    switch (this.current()) {
      case 28:
      return this.DeclaredRelations();
      default:
      if (!(this.at(26))) this.unexpected(Site.DeclaredValue);
      return this.DeclaredNames();
    }
  }

  DeclaredNames(): ast.DeclaredNames {
    const start = this.starts[this.position]!;
    let names: ast.DeclaredNames['names'] = this.none;
    this.expect(26, Site.DeclaredNames);
    if (!this.panic && (SET_19[this.current()] === 1 || this.at(11))) {
      names = this.add(names, this.DeclaredName()) as ast.DeclaredNames['names'];
      for (;;) {
        if (this.at(11)) {
          this.expect(11, Site.DeclaredNames);
          if (SET_19[this.current()] === 1) {
            names = this.add(names, this.DeclaredName()) as ast.DeclaredNames['names'];
          }
        } else if (this.at(27) || !(!this.at(11) && this.again(11, 27, Site.DeclaredNames))) break;
      }
    }
    this.expect(27, Site.DeclaredNames);
    return new DeclaredNames(start, this.lastEnd, names);
  }

  private ahead19(): number {
    switch (this.current()) {
      case 2:
      case 10:
      case 12:
      case 3:
      case 4:
      case 47:
      case 51:
      case 63:
      case 40:
      return 0;
      case 1:
      case 31:
      case 59:
      case 60:
      case 56:
      case 43:
      case 39:
      case 38:
      case 62:
      case 41:
      case 61:
      case 33:
      case 34:
      case 45:
      case 54:
      case 35:
      switch (this.peek(1)) {
        case 28:
        return 1;
        default:
        return 2;
      }
      default:
      return -1;
    }
  }

  DeclaredName(): ast.Expression {
    const choice = this.ahead19();
    if (choice < 0) this.unexpected(Site.DeclaredName);
    switch (choice) {
      case 0:
      return this.Literal();
      case 1:
      return this.ObjectLiteral();
      default:
      return this.Variable();
    }
  }

  DeclaredRelations(): ast.DeclaredRelations {
    const start = this.starts[this.position]!;
    let relations: ast.DeclaredRelations['relations'] = this.none;
    this.expect(28, Site.DeclaredRelations);
    if (!this.panic && (SET_2[this.current()] === 1 || this.at(11))) {
      relations = this.add(relations, this.DeclaredRelation()) as ast.DeclaredRelations['relations'];
      for (;;) {
        if (this.at(11)) {
          this.expect(11, Site.DeclaredRelations);
          if (SET_2[this.current()] === 1) {
            relations = this.add(relations, this.DeclaredRelation()) as ast.DeclaredRelations['relations'];
          }
        } else if (this.at(30) || !(!this.at(11) && this.again(11, 30, Site.DeclaredRelations))) break;
      }
    }
    this.expect(30, Site.DeclaredRelations);
    return new DeclaredRelations(start, this.lastEnd, relations);
  }

  DeclaredRelation(): ast.DeclaredRelation {
    const start = this.starts[this.position]!;
    let name!: ast.DeclaredRelation['name'];
    let type: ast.DeclaredRelation['type'] = undefined;
    const choice = this.ahead2();
    if (choice < 0) this.unexpected(Site.DeclaredRelation);
    switch (choice) {
      case 1:
      name = this.Name() as ast.DeclaredRelation['name'];
      break;
      default:
      name = this.Word() as ast.DeclaredRelation['name'];
      this.expect(15, Site.DeclaredRelation);
      type = this.Name() as ast.DeclaredRelation['type'];
    }
    return new DeclaredRelation(start, this.lastEnd, name, type);
  }

  Shorthand(): ast.Shorthand {
    const start = this.starts[this.position]!;
    let flags: ast.Shorthand['flags'] = this.none;
    let head!: ast.Shorthand['head'];
    let body!: ast.Shorthand['body'];
    while (this.at(25)) {
      flags = this.add(flags, this.Flag()) as ast.Shorthand['flags'];
    }
    head = this.ShorthandTerm() as ast.Shorthand['head'];
    this.expect(44, Site.Shorthand);
    body = this.ShorthandDisjunction() as ast.Shorthand['body'];
    this.expect(17, Site.Shorthand);
    return new Shorthand(start, this.lastEnd, flags, head, body);
  }

  ShorthandTerm(): ast.StringLiteral | ast.Variable {
    switch (this.current()) {
      case 2:
      return this.StringLiteral();
      default:
      if (!(SET_1[this.current()] === 1)) this.unexpected(Site.ShorthandTerm);
      return this.Variable();
    }
  }

  ShorthandDisjunction(): ast.ShorthandBody {
    let node: ast.ShorthandBody;
    node = this.ShorthandConjunction();
    if (this.at(55) || (this.panic && this.seek(55))) {
      {
        const start = node.$start;
        let operands = [node] as ast.ShorthandOr['operands'];
        do {
          this.expect(55, Site.ShorthandDisjunction);
          operands = this.add(operands, this.ShorthandConjunction()) as ast.ShorthandOr['operands'];
        } while (this.at(55) || (this.panic && this.seek(55)));
        node = new ShorthandOr(start, this.lastEnd, operands);
      }
    }
    return node;
  }

  ShorthandConjunction(): ast.ShorthandBody {
    let node: ast.ShorthandBody;
    node = this.ShorthandOperand();
    if (this.at(32) || (this.panic && this.seek(32))) {
      {
        const start = node.$start;
        let operands = [node] as ast.ShorthandAnd['operands'];
        do {
          this.expect(32, Site.ShorthandConjunction);
          operands = this.add(operands, this.ShorthandOperand()) as ast.ShorthandAnd['operands'];
        } while (this.at(32) || (this.panic && this.seek(32)));
        node = new ShorthandAnd(start, this.lastEnd, operands);
      }
    }
    return node;
  }

  private ahead20(): number {
    switch (this.current()) {
      case 2:
      return 0;
      case 7:
      return 2;
      case 43:
      case 1:
      case 31:
      case 59:
      case 60:
      case 56:
      case 39:
      case 38:
      case 62:
      case 41:
      case 61:
      case 33:
      case 34:
      case 45:
      case 54:
      case 35:
      switch (this.peek(1)) {
        case 7:
        return 1;
        default:
        return 0;
      }
      default:
      return -1;
    }
  }

  ShorthandOperand(): ast.ShorthandBody {
    if (this.tooDeep()) return this.missingReference();
    this.depth++;
    let node: ast.ShorthandBody;
    const choice = this.ahead20();
    if (choice < 0) this.unexpected(Site.ShorthandOperand);
    switch (choice) {
      case 1:
      node = this.Call();
      break;
      case 2:
      node = this.ShorthandParentheses();
      break;
      default:
      node = this.ShorthandReference();
    }
    this.depth--;
    return node;
  }

  private ahead21(): number {
    switch (this.current()) {
      case 2:
      case 1:
      case 31:
      case 59:
      case 60:
      case 56:
      case 39:
      case 38:
      case 62:
      case 41:
      case 61:
      case 33:
      case 34:
      case 45:
      case 54:
      case 35:
      return 1;
      case 43:
      switch (this.peek(1)) {
        case 32:
        case 55:
        case 17:
        case 8:
        return 1;
        case 1:
        case 31:
        case 59:
        case 60:
        case 56:
        case 43:
        case 39:
        case 38:
        case 62:
        case 41:
        case 61:
        case 33:
        case 34:
        case 45:
        case 54:
        case 35:
        switch (this.peek(2)) {
          case 2:
          case 1:
          case 31:
          case 59:
          case 60:
          case 56:
          case 43:
          case 39:
          case 38:
          case 62:
          case 41:
          case 61:
          case 33:
          case 34:
          case 45:
          case 54:
          case 35:
          return 1;
          default:
          return 0;
        }
        default:
        return 0;
      }
      default:
      return -1;
    }
  }

  ShorthandReference(): ast.ShorthandReference {
    const start = this.starts[this.position]!;
    let global = false;
    let term!: ast.ShorthandReference['term'];
    let keyword: ast.ShorthandReference['keyword'] = undefined;
    let relation: ast.ShorthandReference['relation'] = undefined;
    const choice = this.ahead21();
    if (choice < 0) this.unexpected(Site.ShorthandReference);
    switch (choice) {
      case 1:
      term = this.ShorthandTerm() as ast.ShorthandReference['term'];
      if (SET_1[this.current()] === 1) {
        keyword = this.Name() as ast.ShorthandReference['keyword'];
        relation = this.ShorthandTerm() as ast.ShorthandReference['relation'];
      }
      break;
      default:
      this.expect(43, Site.ShorthandReference);
      global = true;
      term = this.ShorthandTerm() as ast.ShorthandReference['term'];
    }
    return new ShorthandReference(start, this.lastEnd, global, term, keyword, relation);
  }

  ShorthandParentheses(): ast.Parentheses {
    const start = this.starts[this.position]!;
    let inner!: ast.Parentheses['inner'];
    this.expect(7, Site.ShorthandParentheses);
    inner = this.ShorthandDisjunction() as ast.Parentheses['inner'];
    this.expect(8, Site.ShorthandParentheses);
    return new Parentheses(start, this.lastEnd, inner);
  }

  RuleType(): ast.RuleType {
    const start = this.starts[this.position]!;
    let name!: ast.RuleType['name'];
    let parameters: ast.RuleType['parameters'] = this.none;
    this.expect(64, Site.RuleType);
    name = this.Name() as ast.RuleType['name'];
    this.expect(7, Site.RuleType);
    if (!this.panic && (SET_0[this.current()] === 1 || this.at(11))) {
      parameters = this.add(parameters, this.Parameter()) as ast.RuleType['parameters'];
      for (;;) {
        if (this.at(11)) {
          this.expect(11, Site.RuleType);
          parameters = this.add(parameters, this.Parameter()) as ast.RuleType['parameters'];
        } else if (this.at(8) || !(!this.at(11) && this.again(11, 8, Site.RuleType))) break;
      }
    }
    this.expect(8, Site.RuleType);
    this.expect(17, Site.RuleType);
    return new RuleType(start, this.lastEnd, name, parameters);
  }

  InlineQuery(): ast.InlineQuery {
    const start = this.starts[this.position]!;
    let query!: ast.InlineQuery['query'];
    this.expect(24, Site.InlineQuery);
    query = this.Disjunction() as ast.InlineQuery['query'];
    this.expect(17, Site.InlineQuery);
    return new InlineQuery(start, this.lastEnd, query);
  }
}

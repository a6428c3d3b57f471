// Generated from polar.langium by build/generate.ts. Do not edit.
import type * as ast from '../tree/ast.ts';
import { Site } from './site.ts';
import { StatementReader } from '../syntax/statement-reader.ts';
import { tokenGroups, tokenSet } from '../syntax/token-set.ts';
import { doubts } from '../tree/tree-node.ts';
import { And, Assertion, Binary, Block, BlockDeclaration, BooleanLiteral, Call, CurrentTime, Cut, Declare, DeclaredNames, DeclaredRelation, DeclaredRelations, Dictionary, DictionaryPattern, Fact, Field, Fixture, FixtureUse, Flag, FloatLiteral, Forall, InlineQuery, InstancePattern, IntegerLiteral, List, ListPattern, Lookup, Matches, MethodCall, Name, New, Not, ObjectLiteral, Or, Parameter, Parentheses, Print, Rule, RuleType, Setup, Shorthand, ShorthandAnd, ShorthandOr, ShorthandReference, StringLiteral, Test, Variable } from './nodes.ts';

const SET_0 = tokenSet([1, 2, 3, 4, 7, 10, 12, 13, 25, 26, 28, 31, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 45, 46, 47, 51, 52, 54, 56, 57, 59, 60, 61, 62, 63]);
const SET_1 = tokenSet([1, 31, 33, 34, 35, 38, 39, 41, 43, 45, 54, 56, 59, 60, 61, 62]);
const SET_2 = tokenSet([1, 31, 32, 33, 34, 35, 36, 37, 38, 39, 41, 42, 43, 44, 45, 46, 49, 52, 53, 54, 55, 56, 57, 59, 60, 61, 62, 64]);
const SET_3 = tokenSet([7, 28]);
const SET_4 = tokenSet([1, 2, 3, 4, 7, 10, 12, 13, 25, 26, 28, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 49, 51, 52, 53, 54, 55, 56, 57, 59, 60, 61, 62, 63, 64]);
const SET_5 = tokenSet([10, 12]);
const SET_6 = tokenSet([4, 47, 51]);
const SET_7 = tokenSet([1, 2, 3, 4, 7, 9, 10, 12, 26, 28, 31, 33, 34, 35, 38, 39, 40, 41, 43, 45, 47, 51, 54, 56, 59, 60, 61, 62, 63]);
const SET_8 = tokenSet([1, 2, 3, 4, 7, 10, 12, 26, 28, 31, 33, 34, 35, 38, 39, 40, 41, 43, 45, 47, 51, 54, 56, 59, 60, 61, 62, 63]);
const SET_9 = tokenSet([9, 14, 46, 49, 50, 58]);
const SET_10 = tokenSet([9, 14, 50, 58]);
const SET_11 = tokenSet([46]);
const SET_12 = tokenSet([20]);
const SET_13 = tokenSet([16]);
const SET_14 = tokenSet([9, 10, 12, 14, 46, 49, 50, 58]);
const SET_15 = tokenSet([6, 18, 19, 21, 22, 23]);
const SET_16 = tokenSet([8, 11, 17, 27, 30]);
const SET_17 = tokenSet([8, 11, 17, 27, 30, 32, 55]);
const SET_18 = tokenSet([8, 11, 17, 20, 27, 30, 32, 55]);
const SET_19 = tokenSet([6, 8, 11, 17, 18, 19, 20, 21, 22, 23, 27, 30, 32, 55]);
const SET_20 = tokenSet([1, 2, 3, 4, 7, 9, 10, 12, 13, 25, 26, 28, 31, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 45, 46, 47, 51, 52, 54, 56, 57, 59, 60, 61, 62, 63]);
const SET_21 = tokenSet([1, 2, 3, 4, 7, 10, 12, 13, 25, 26, 28, 31, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 45, 46, 47, 51, 52, 53, 54, 56, 57, 59, 60, 61, 62, 63]);
const SET_22 = tokenSet([13, 46, 52]);
const SET_23 = tokenSet([37, 57]);
const SET_24 = tokenSet([33, 34]);
const SET_25 = tokenSet([1, 2, 25, 31, 33, 34, 35, 38, 39, 41, 43, 45, 54, 56, 59, 60, 61, 62]);
const SET_26 = tokenSet([1, 2, 3, 4, 10, 12, 31, 33, 34, 35, 38, 39, 40, 41, 43, 45, 47, 51, 54, 56, 59, 60, 61, 62, 63]);
const GROUPS_0 = tokenGroups([[1, 31, 59, 60, 56, 43, 39, 38, 62, 41, 61, 33, 34, 45, 54, 35, 28]]);
const GROUPS_1 = tokenGroups([[28], [1, 31, 59, 60, 56, 43, 39, 38, 62, 41, 61, 33, 34, 45, 54, 35]]);
const GROUPS_2 = tokenGroups([[2], [1, 31, 59, 60, 56, 43, 39, 38, 62, 61, 33, 34, 45, 54, 35, 28], [41]]);
const GROUPS_3 = tokenGroups([[25], [64], [24], [1, 31, 59, 60, 56, 43, 39, 41, 61, 33, 34, 45, 54, 35], [38], [62]]);
const GROUPS_4 = tokenGroups([[2, 10, 12, 3, 4, 47, 51, 63, 40, 26, 28, 52, 13, 46, 36, 57, 37, 42, 25, 7], [1, 31, 59, 60, 56, 43, 39, 38, 62, 41, 61, 33, 34, 45, 54, 35]]);
const GROUPS_5 = tokenGroups([[64, 36, 37, 57, 46, 42, 44, 32, 55, 53, 52, 49], [1, 31, 59, 60, 56, 43, 39, 38, 62, 41, 61, 33, 34, 45, 54, 35]]);
const GROUPS_6 = tokenGroups([[1, 31, 59, 60, 56, 43, 39, 38, 62, 41, 61, 33, 34, 45, 54, 35, 64, 36, 37, 57, 46, 42, 44, 32, 55, 53, 52, 49]]);
const GROUPS_7 = tokenGroups([[1, 31, 59, 60, 56, 43, 39, 38, 62, 41, 61, 33, 34, 45, 54, 35, 2, 10, 12, 3, 4, 47, 51, 63, 40, 26, 28, 52, 13, 46, 36, 57, 37, 42, 25, 7]]);
const GROUPS_8 = tokenGroups([[16, 13, 46, 49, 9, 14, 50, 58, 10, 12, 21, 6, 19, 23, 18, 22, 20, 32, 55, 11, 8, 7, 28]]);
const GROUPS_9 = tokenGroups([[1, 31, 59, 60, 56, 43, 39, 38, 62, 41, 61, 33, 34, 45, 54, 35, 7]]);
const GROUPS_10 = tokenGroups([[13, 46, 49, 9, 14, 50, 58, 10, 12, 21, 6, 19, 23, 18, 22, 20, 32, 55, 11, 8]]);
const GROUPS_11 = tokenGroups([[2, 10, 12, 3, 4, 47, 51, 63, 40, 26, 28, 13, 25, 7], [64, 44, 32, 55, 49], [53], [1, 31, 59, 60, 56, 43, 39, 38, 62, 41, 61, 33, 34, 45, 54, 35], [52], [46, 57, 37, 42], [36]]);
const GROUPS_12 = tokenGroups([[2, 10, 12, 3, 4, 47, 51, 63, 40, 26, 28, 13, 25, 7], [53], [1, 31, 59, 60, 56, 43, 39, 38, 62, 41, 61, 33, 34, 45, 54, 35], [52], [46, 57, 37, 42], [36]]);
const GROUPS_13 = tokenGroups([[2, 10, 12, 3, 4, 47, 51, 63, 40], [28], [26], [1, 31, 59, 60, 56, 43, 39, 38, 62, 41, 61, 33, 34, 45, 54, 35]]);
const GROUPS_14 = tokenGroups([[2], [3], [4, 47, 51], [63, 40], [10, 12]]);
const GROUPS_15 = tokenGroups([[2, 10, 12, 3, 4, 47, 51, 63, 40, 28, 26, 7], [1, 31, 59, 60, 56, 43, 39, 38, 62, 41, 61, 33, 34, 45, 54, 35]]);
const GROUPS_16 = tokenGroups([[2, 10, 12, 3, 4, 47, 51, 63, 40], [26], [28], [13, 46], [36], [57, 37], [42], [25], [1, 31, 59, 60, 56, 43, 39, 38, 62, 41, 61, 33, 34, 45, 54, 35], [52]]);
const GROUPS_17 = tokenGroups([[2, 10, 12, 3, 4, 47, 51, 63, 40, 26, 28, 13, 25, 7], [64, 44, 32, 55, 49], [53, 1, 31, 59, 60, 56, 43, 39, 38, 62, 41, 61, 33, 34, 45, 54, 35, 52, 46, 36, 57, 37, 42]]);
const GROUPS_18 = tokenGroups([[64, 44, 32, 55, 49], [53, 1, 31, 59, 60, 56, 43, 39, 38, 62, 41, 61, 33, 34, 45, 54, 35, 52, 46, 36, 57, 37, 42]]);
const GROUPS_19 = tokenGroups([[1, 31, 59, 60, 56, 43, 39, 38, 62, 61, 33, 34, 45, 54, 35], [41]]);
const GROUPS_20 = tokenGroups([[1, 31, 59, 60, 56, 43, 39, 38, 62, 41, 61, 33, 34, 45, 54, 35]]);
const GROUPS_21 = tokenGroups([[25, 2], [1, 31, 59, 60, 56, 43, 39, 38, 62, 41, 61, 33, 34, 45, 54, 35]]);
const GROUPS_22 = tokenGroups([[2, 10, 12, 3, 4, 47, 51, 63, 40], [1, 31, 59, 60, 56, 43, 39, 38, 62, 41, 61, 33, 34, 45, 54, 35]]);
const GROUPS_23 = tokenGroups([[2], [7], [43, 1, 31, 59, 60, 56, 39, 38, 62, 41, 61, 33, 34, 45, 54, 35]]);
const GROUPS_24 = tokenGroups([[2, 1, 31, 59, 60, 56, 43, 39, 38, 62, 41, 61, 33, 34, 45, 54, 35]]);
const GROUPS_25 = tokenGroups([[32, 55, 17, 8], [1, 31, 59, 60, 56, 43, 39, 38, 62, 41, 61, 33, 34, 45, 54, 35]]);
const GROUPS_26 = tokenGroups([[2, 1, 31, 59, 60, 56, 39, 38, 62, 41, 61, 33, 34, 45, 54, 35], [43]]);

export class StatementParser extends StatementReader {
  #ahead0(): number {
    switch (GROUPS_3[this.type]) {
      case 1:
      return 0;
      case 2:
      return 5;
      case 3:
      return 6;
      case 4:
      switch (GROUPS_0[this.peek(1)]) {
        case 1:
        return 4;
        default:
        return 0;
      }
      case 5:
      switch (GROUPS_1[this.peek(1)]) {
        case 1:
        return 4;
        case 2:
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
      case 6:
      switch (GROUPS_2[this.peek(1)]) {
        case 1:
        return 3;
        case 2:
        return 4;
        case 3:
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
    const choice = this.#ahead0();
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
    const first = this.pending;
    let second = -1;
    let name!: ast.Rule['name'];
    let body: ast.Rule['body'] = undefined;
    while ((this.type as number) === 25) {
      this.keep(this.Flag());
    }
    name = this.Name() as ast.Rule['name'];
    this.expect(7, Site.Rule);
    if (!this.panic && (SET_0[this.type] === 1 || (this.type as number) === 11)) {
      if (second < 0) second = this.pending;
      this.keep(this.Parameter());
      for (;;) {
        if ((this.type as number) === 11) {
          this.expect(11, Site.Rule);
          if (second < 0) second = this.pending;
          this.keep(this.Parameter());
        } else if ((this.type as number) === 8 || !((this.type as number) !== 11 && this.again(11, 8, Site.Rule))) break;
      }
    }
    this.expect(8, Site.Rule);
    if ((this.type as number) === 44 || ((this.type as number) !== 17 && this.again(44, 17, Site.Rule))) {
      this.expect(44, Site.Rule);
      body = this.Disjunction() as ast.Rule['body'];
    }
    this.expect(17, Site.Rule);
    const parameters = this.takeFrom(second) as ast.Rule['parameters'];
    const flags = this.takeFrom(first) as ast.Rule['flags'];
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

  #ahead1(): number {
    switch (GROUPS_4[this.type]) {
      case 1:
      return 1;
      case 2:
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
    switch (this.#ahead1()) {
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
    switch (this.type) {
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
      if (!(SET_1[this.type] === 1)) this.unexpected(Site.Pattern);
      return this.ClassPattern();
    }
  }

  ClassPattern(): ast.InstancePattern {
    const start = this.starts[this.position]!;
    let name!: ast.InstancePattern['name'];
    const first = this.pending;
    let present = false;
    name = this.Name() as ast.InstancePattern['name'];
    if ((this.type as number) === 28) {
      present = true;
      this.expect(28, Site.ClassPattern);
      if (!this.panic && (SET_2[this.type] === 1 || (this.type as number) === 11)) {
        this.keep(this.PatternField());
        for (;;) {
          if ((this.type as number) === 11) {
            this.expect(11, Site.ClassPattern);
            if (SET_2[this.type] === 1) {
              this.keep(this.PatternField());
            }
          } else if ((this.type as number) === 30 || !((this.type as number) !== 11 && this.again(11, 30, Site.ClassPattern))) break;
        }
      }
      this.expect(30, Site.ClassPattern);
    }
    const fields = !present ? undefined : this.takeFrom(first) as ast.InstancePattern['fields'];
    return new InstancePattern(start, this.lastEnd, name, fields);
  }

  #ahead2(): number {
    switch (GROUPS_5[this.type]) {
      case 1:
      return 0;
      case 2:
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
    const choice = this.#ahead2();
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

  #ahead3(): number {
    switch (this.type) {
      case 13:
      switch (GROUPS_6[this.peek(1)]) {
        case 1:
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

  #ahead4(): number {
    switch (GROUPS_11[this.type]) {
      case 1:
      return 0;
      case 2:
      return 1;
      case 3:
      switch (GROUPS_7[this.peek(1)]) {
        case 1:
        return 0;
        default:
        return 1;
      }
      case 4:
      switch (GROUPS_8[this.peek(1)]) {
        case 1:
        return 0;
        default:
        return 1;
      }
      case 5:
      switch (GROUPS_9[this.peek(1)]) {
        case 1:
        return 0;
        default:
        return 1;
      }
      case 6:
      switch (this.peek(1)) {
        case 7:
        return 0;
        default:
        return 1;
      }
      case 7:
      switch (GROUPS_10[this.peek(1)]) {
        case 1:
        return 0;
        default:
        return 1;
      }
      default:
      return -1;
    }
  }

  #ahead5(): number {
    switch (this.type) {
      case 8:
      return 1;
      case 11:
      switch (GROUPS_12[this.peek(1)]) {
        case 1:
        return 0;
        case 2:
        switch (GROUPS_7[this.peek(2)]) {
          case 1:
          return 0;
          default:
          return 1;
        }
        case 3:
        switch (GROUPS_8[this.peek(2)]) {
          case 1:
          return 0;
          default:
          return 1;
        }
        case 4:
        switch (GROUPS_9[this.peek(2)]) {
          case 1:
          return 0;
          default:
          return 1;
        }
        case 5:
        switch (this.peek(2)) {
          case 7:
          return 0;
          default:
          return 1;
        }
        case 6:
        switch (GROUPS_10[this.peek(2)]) {
          case 1:
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
    if (SET_1[this.type] === 1 && SET_3[this.types[this.position + 1]!] === 0) node = this.Variable();
    else node = this.PrimaryInPattern();
    while ((this.type as number) === 13) {
      const choice = this.#ahead3();
      if (choice < 0) this.unexpected(Site.Access);
      switch (choice) {
        case 1:
        {
          const start = node.$start;
          const object = node as ast.Lookup['object'];
          let name: ast.Lookup['name'] = undefined;
          let key: ast.Lookup['key'] = undefined;
          this.expect(13, Site.Access);
          switch (this.type) {
            case 7:
            this.expect(7, Site.Access);
            key = this.LookupKey() as ast.Lookup['key'];
            this.expect(8, Site.Access);
            break;
            default:
            if (!(SET_2[this.type] === 1)) this.unexpected(Site.Access);
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
          const first = this.pending;
          let second = -1;
          this.expect(13, Site.Access);
          name = this.Word() as ast.MethodCall['name'];
          this.expect(7, Site.Access);
          if (!this.panic && (SET_4[this.type] === 1 || (this.type as number) === 11)) {
            const choice = this.#ahead4();
            if (choice < 0) this.unexpected(Site.Access);
            switch (choice) {
              case 1:
              if (second < 0) second = this.pending;
              this.keep(this.Keyword());
              for (;;) {
                if ((this.type as number) === 11) {
                  this.expect(11, Site.Access);
                  if (SET_2[this.type] === 1) {
                    if (second < 0) second = this.pending;
                    this.keep(this.Keyword());
                  }
                } else if ((this.type as number) === 8 || !((this.type as number) !== 11 && this.again(11, 8, Site.Access))) break;
              }
              break;
              default:
              this.keep(this.Disjunction());
              for (;;) {
                if (this.#ahead5() === 0) {
                  this.expect(11, Site.Access);
                  this.keep(this.Disjunction());
                } else if ((this.type as number) === 8 || !((this.type as number) !== 11 && this.again(11, 8, Site.Access))) break;
              }
              if ((this.type as number) === 11) {
                this.expect(11, Site.Access);
                if (second < 0) second = this.pending;
                this.keep(this.Keyword());
                for (;;) {
                  if ((this.type as number) === 11) {
                    this.expect(11, Site.Access);
                    if (SET_2[this.type] === 1) {
                      if (second < 0) second = this.pending;
                      this.keep(this.Keyword());
                    }
                  } else if ((this.type as number) === 8 || !((this.type as number) !== 11 && this.again(11, 8, Site.Access))) break;
                }
              }
            }
          }
          this.expect(8, Site.Access);
          const keywords = this.takeFrom(second) as ast.MethodCall['keywords'];
          const args = this.takeFrom(first) as ast.MethodCall['arguments'];
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
    switch (this.type) {
      case 7:
      node = this.ParenthesesInPattern();
      break;
      default:
      node = this.NestedPattern();
    }
    this.depth--;
    return node;
  }

  #ahead6(): number {
    switch (GROUPS_13[this.type]) {
      case 1:
      return 2;
      case 2:
      return 3;
      case 3:
      return 4;
      case 4:
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
    const choice = this.#ahead6();
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
    const first = this.pending;
    name = this.Name() as ast.InstancePattern['name'];
    this.expect(28, Site.InstancePattern);
    if (!this.panic && (SET_2[this.type] === 1 || (this.type as number) === 11)) {
      this.keep(this.PatternField());
      for (;;) {
        if ((this.type as number) === 11) {
          this.expect(11, Site.InstancePattern);
          if (SET_2[this.type] === 1) {
            this.keep(this.PatternField());
          }
        } else if ((this.type as number) === 30 || !((this.type as number) !== 11 && this.again(11, 30, Site.InstancePattern))) break;
      }
    }
    this.expect(30, Site.InstancePattern);
    const fields = this.takeFrom(first) as ast.InstancePattern['fields'];
    return new InstancePattern(start, this.lastEnd, name, fields);
  }

  #ahead7(): number {
    switch (GROUPS_14[this.type]) {
      case 1:
      return 0;
      case 2:
      return 1;
      case 3:
      return 2;
      case 4:
      return 3;
      case 5:
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
    const choice = this.#ahead7();
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
    if ((this.type as number) === 10 || (this.type as number) === 12) {
      this.expectAny(SET_5, Site.IntegerValue);
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
    if ((this.type as number) === 10 || (this.type as number) === 12) {
      this.expectAny(SET_5, Site.FloatValue);
    }
    this.expectAny(SET_6, Site.FloatValue);
    return this.convertFloatValue(first);
  }

  BooleanLiteral(): ast.BooleanLiteral {
    const start = this.starts[this.position]!;
    let value = false;
    switch (this.type) {
      case 40:
      this.expect(40, Site.BooleanLiteral);
      break;
      default:
      if (!((this.type as number) === 63)) this.unexpected(Site.BooleanLiteral);
      this.expect(63, Site.BooleanLiteral);
      value = true;
    }
    return new BooleanLiteral(start, this.lastEnd, value);
  }

  DictionaryPattern(): ast.DictionaryPattern {
    const start = this.starts[this.position]!;
    const first = this.pending;
    this.expect(28, Site.DictionaryPattern);
    if (!this.panic && (SET_2[this.type] === 1 || (this.type as number) === 11)) {
      this.keep(this.PatternField());
      for (;;) {
        if ((this.type as number) === 11) {
          this.expect(11, Site.DictionaryPattern);
          if (SET_2[this.type] === 1) {
            this.keep(this.PatternField());
          }
        } else if ((this.type as number) === 30 || !((this.type as number) !== 11 && this.again(11, 30, Site.DictionaryPattern))) break;
      }
    }
    this.expect(30, Site.DictionaryPattern);
    const fields = this.takeFrom(first) as ast.DictionaryPattern['fields'];
    return new DictionaryPattern(start, this.lastEnd, fields);
  }

  #ahead8(): number {
    switch (this.type) {
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
    const first = this.pending;
    this.expect(26, Site.ListPattern);
    if (!this.panic && (SET_7[this.type] === 1 || (this.type as number) === 11)) {
      switch (this.type) {
        case 9:
        this.expect(9, Site.ListPattern);
        rest = this.Variable() as ast.ListPattern['rest'];
        break;
        default:
        if (!(SET_8[this.type] === 1)) this.unexpected(Site.ListPattern);
        this.keep(this.SumInPattern());
        for (;;) {
          if (this.#ahead8() === 0) {
            this.expect(11, Site.ListPattern);
            if (SET_8[this.type] === 1) {
              this.keep(this.SumInPattern());
            }
          } else if ((this.type as number) === 27 || !((this.type as number) !== 11 && this.again(11, 27, Site.ListPattern))) break;
        }
        if ((this.type as number) === 11) {
          this.expect(11, Site.ListPattern);
          this.expect(9, Site.ListPattern);
          rest = this.Variable() as ast.ListPattern['rest'];
        }
      }
    }
    this.expect(27, Site.ListPattern);
    const elements = this.takeFrom(first) as ast.ListPattern['elements'];
    return new ListPattern(start, this.lastEnd, rest, elements);
  }

  SumInPattern(operand?: ast.Expression | ast.Pattern): ast.Expression | ast.Pattern {
    let node: ast.Expression | ast.Pattern = operand ?? this.AccessInPattern();
    if (SET_9[this.type] === 1) node = this.ProductInPattern(node);
    while ((this.type as number) === 10 || (this.type as number) === 12) {
      {
        const start = node.$start;
        const operatorStart = this.starts[this.position]!;
        const left = node as ast.Binary['left'];
        let operator!: ast.Binary['operator'];
        let right!: ast.Binary['right'];
        operator = this.word(SET_5, Site.Sum) as ast.Binary['operator'];
        right = this.ProductInPattern() as ast.Binary['right'];
        node = new Binary(start, this.lastEnd, left, operator, right, operatorStart);
      }
    }
    return node;
  }

  ProductInPattern(operand?: ast.Expression | ast.Pattern): ast.Expression | ast.Pattern {
    let node: ast.Expression | ast.Pattern = operand ?? this.AccessInPattern();
    if ((this.type as number) === 46 || (this.type as number) === 49) node = this.MembershipInPattern(node);
    while (SET_10[this.type] === 1) {
      {
        const start = node.$start;
        const operatorStart = this.starts[this.position]!;
        const left = node as ast.Binary['left'];
        let operator!: ast.Binary['operator'];
        let right!: ast.Binary['right'];
        operator = this.word(SET_10, Site.Product) as ast.Binary['operator'];
        right = this.MembershipInPattern() as ast.Binary['right'];
        node = new Binary(start, this.lastEnd, left, operator, right, operatorStart);
      }
    }
    return node;
  }

  MembershipInPattern(operand?: ast.Expression | ast.Pattern): ast.Expression | ast.Pattern {
    let node: ast.Expression | ast.Pattern = operand ?? this.AccessInPattern();
    while ((this.type as number) === 46 || (this.type as number) === 49) {
      switch (this.type) {
        case 49:
        {
          const start = node.$start;
          const operatorStart = this.starts[this.position]!;
          const left = node as ast.Matches['left'];
          let exact = false;
          let pattern!: ast.Matches['pattern'];
          this.expect(49, Site.Membership);
          if ((this.type as number) === 5) {
            this.expect(5, Site.Membership);
            exact = true;
          }
          pattern = this.Pattern() as ast.Matches['pattern'];
          node = new Matches(start, this.lastEnd, left, exact, pattern, operatorStart);
        }
        break;
        default:
        if (!((this.type as number) === 46)) this.unexpected(Site.Membership);
        {
          const start = node.$start;
          const operatorStart = this.starts[this.position]!;
          const left = node as ast.Binary['left'];
          let operator!: ast.Binary['operator'];
          let right!: ast.Binary['right'];
          operator = this.word(SET_11, Site.Membership) as ast.Binary['operator'];
          right = this.AccessInPattern() as ast.Binary['right'];
          node = new Binary(start, this.lastEnd, left, operator, right, operatorStart);
        }
      }
    }
    return node;
  }

  ParenthesesInPattern(): ast.Parentheses {
    const start = this.starts[this.position]!;
    doubts.any = true;
    let inner!: ast.Parentheses['inner'];
    this.expect(7, Site.Parentheses);
    inner = this.DisjunctionInPattern() as ast.Parentheses['inner'];
    this.expect(8, Site.Parentheses);
    return new Parentheses(start, this.lastEnd, inner);
  }

  DisjunctionInPattern(): ast.Expression | ast.Pattern {
    let node: ast.Expression | ast.Pattern;
    node = this.ConjunctionInPattern();
    if ((this.type as number) === 55 || (this.panic && this.seek(55))) {
      {
        const start = node.$start;
        const first = this.pending;
        this.keep(node);
        do {
          this.expect(55, Site.Disjunction);
          this.keep(this.ConjunctionInPattern());
        } while ((this.type as number) === 55 || (this.panic && this.seek(55)));
        const operands = this.takeFrom(first) as ast.Or['operands'];
        node = new Or(start, this.lastEnd, operands);
      }
    }
    return node;
  }

  ConjunctionInPattern(): ast.Expression | ast.Pattern {
    let node: ast.Expression | ast.Pattern;
    node = this.NegationInPattern();
    if ((this.type as number) === 32 || (this.panic && this.seek(32))) {
      {
        const start = node.$start;
        const first = this.pending;
        this.keep(node);
        do {
          this.expect(32, Site.Conjunction);
          this.keep(this.NegationInPattern());
        } while ((this.type as number) === 32 || (this.panic && this.seek(32)));
        const operands = this.takeFrom(first) as ast.And['operands'];
        node = new And(start, this.lastEnd, operands);
      }
    }
    return node;
  }

  NegationInPattern(): ast.Expression | ast.Pattern {
    switch (this.type) {
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

  #ahead9(): number {
    switch (GROUPS_15[this.type]) {
      case 1:
      return 1;
      case 2:
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
    switch (this.#ahead9()) {
      case 0:
      node = this.AssignmentInPattern();
      break;
      default:
      node = this.ComparisonInPattern();
    }
    while ((this.type as number) === 20) {
      {
        const start = node.$start;
        const operatorStart = this.starts[this.position]!;
        const left = node as ast.Binary['left'];
        let operator!: ast.Binary['operator'];
        let right!: ast.Binary['right'];
        operator = this.word(SET_12, Site.Unification) as ast.Binary['operator'];
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
      operator = this.word(SET_13, Site.Assignment) as ast.Binary['operator'];
      right = this.ComparisonInPattern() as ast.Binary['right'];
      node = new Binary(start, this.lastEnd, left, operator, right, operatorStart);
    }
    return node;
  }

  ComparisonInPattern(): ast.Expression | ast.Pattern {
    let node: ast.Expression | ast.Pattern = this.AccessInPattern();
    if (SET_14[this.type] === 1) node = this.SumInPattern(node);
    while (SET_15[this.type] === 1) {
      {
        const start = node.$start;
        const operatorStart = this.starts[this.position]!;
        const left = node as ast.Binary['left'];
        let operator!: ast.Binary['operator'];
        let right!: ast.Binary['right'];
        operator = this.word(SET_15, Site.Comparison) as ast.Binary['operator'];
        right = this.SumInPattern() as ast.Binary['right'];
        node = new Binary(start, this.lastEnd, left, operator, right, operatorStart);
      }
    }
    return node;
  }

  Disjunction(): ast.Expression {
    if (SET_16[this.types[this.position + 1]!] === 1 && !this.panic) {
      if (SET_1[this.type] === 1) return this.Variable();
      if (this.type === 2) return this.StringLiteral();
    }
    let node: ast.Expression;
    node = this.Conjunction();
    if ((this.type as number) === 55 || (this.panic && this.seek(55))) {
      {
        const start = node.$start;
        const first = this.pending;
        this.keep(node);
        do {
          this.expect(55, Site.Disjunction);
          this.keep(this.Conjunction());
        } while ((this.type as number) === 55 || (this.panic && this.seek(55)));
        const operands = this.takeFrom(first) as ast.Or['operands'];
        node = new Or(start, this.lastEnd, operands);
      }
    }
    return node;
  }

  Conjunction(): ast.Expression {
    let node: ast.Expression;
    node = this.Negation();
    if ((this.type as number) === 32 || (this.panic && this.seek(32))) {
      {
        const start = node.$start;
        const first = this.pending;
        this.keep(node);
        do {
          this.expect(32, Site.Conjunction);
          this.keep(this.Negation());
        } while ((this.type as number) === 32 || (this.panic && this.seek(32)));
        const operands = this.takeFrom(first) as ast.And['operands'];
        node = new And(start, this.lastEnd, operands);
      }
    }
    return node;
  }

  Negation(): ast.Expression {
    if (SET_17[this.types[this.position + 1]!] === 1 && !this.panic) {
      if (SET_1[this.type] === 1) return this.Variable();
      if (this.type === 2) return this.StringLiteral();
    }
    switch (this.type) {
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

  #ahead10(): number {
    switch (GROUPS_4[this.type]) {
      case 1:
      return 1;
      case 2:
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
    switch (this.#ahead10()) {
      case 0:
      node = this.Assignment();
      break;
      default:
      node = this.Comparison();
    }
    while ((this.type as number) === 20) {
      {
        const start = node.$start;
        const operatorStart = this.starts[this.position]!;
        const left = node as ast.Binary['left'];
        let operator!: ast.Binary['operator'];
        let right!: ast.Binary['right'];
        operator = this.word(SET_12, Site.Unification) as ast.Binary['operator'];
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
      operator = this.word(SET_13, Site.Assignment) as ast.Binary['operator'];
      right = this.Comparison() as ast.Binary['right'];
      node = new Binary(start, this.lastEnd, left, operator, right, operatorStart);
    }
    return node;
  }

  Comparison(): ast.Expression {
    if (SET_18[this.types[this.position + 1]!] === 1 && !this.panic) {
      if (SET_1[this.type] === 1) return this.Variable();
      if (this.type === 2) return this.StringLiteral();
    }
    let node: ast.Expression = this.Access();
    if (SET_14[this.type] === 1) node = this.Sum(node);
    while (SET_15[this.type] === 1) {
      {
        const start = node.$start;
        const operatorStart = this.starts[this.position]!;
        const left = node as ast.Binary['left'];
        let operator!: ast.Binary['operator'];
        let right!: ast.Binary['right'];
        operator = this.word(SET_15, Site.Comparison) as ast.Binary['operator'];
        right = this.Sum() as ast.Binary['right'];
        node = new Binary(start, this.lastEnd, left, operator, right, operatorStart);
      }
    }
    return node;
  }

  Sum(operand?: ast.Expression): ast.Expression {
    if (operand === undefined && SET_19[this.types[this.position + 1]!] === 1 && !this.panic) {
      if (SET_1[this.type] === 1) return this.Variable();
      if (this.type === 2) return this.StringLiteral();
    }
    let node: ast.Expression = operand ?? this.Access();
    if (SET_9[this.type] === 1) node = this.Product(node);
    while ((this.type as number) === 10 || (this.type as number) === 12) {
      {
        const start = node.$start;
        const operatorStart = this.starts[this.position]!;
        const left = node as ast.Binary['left'];
        let operator!: ast.Binary['operator'];
        let right!: ast.Binary['right'];
        operator = this.word(SET_5, Site.Sum) as ast.Binary['operator'];
        right = this.Product() as ast.Binary['right'];
        node = new Binary(start, this.lastEnd, left, operator, right, operatorStart);
      }
    }
    return node;
  }

  Product(operand?: ast.Expression): ast.Expression {
    let node: ast.Expression = operand ?? this.Access();
    if ((this.type as number) === 46 || (this.type as number) === 49) node = this.Membership(node);
    while (SET_10[this.type] === 1) {
      {
        const start = node.$start;
        const operatorStart = this.starts[this.position]!;
        const left = node as ast.Binary['left'];
        let operator!: ast.Binary['operator'];
        let right!: ast.Binary['right'];
        operator = this.word(SET_10, Site.Product) as ast.Binary['operator'];
        right = this.Membership() as ast.Binary['right'];
        node = new Binary(start, this.lastEnd, left, operator, right, operatorStart);
      }
    }
    return node;
  }

  Membership(operand?: ast.Expression): ast.Expression {
    let node: ast.Expression = operand ?? this.Access();
    while ((this.type as number) === 46 || (this.type as number) === 49) {
      switch (this.type) {
        case 49:
        {
          const start = node.$start;
          const operatorStart = this.starts[this.position]!;
          const left = node as ast.Matches['left'];
          let exact = false;
          let pattern!: ast.Matches['pattern'];
          this.expect(49, Site.Membership);
          if ((this.type as number) === 5) {
            this.expect(5, Site.Membership);
            exact = true;
          }
          pattern = this.Pattern() as ast.Matches['pattern'];
          node = new Matches(start, this.lastEnd, left, exact, pattern, operatorStart);
        }
        break;
        default:
        if (!((this.type as number) === 46)) this.unexpected(Site.Membership);
        {
          const start = node.$start;
          const operatorStart = this.starts[this.position]!;
          const left = node as ast.Binary['left'];
          let operator!: ast.Binary['operator'];
          let right!: ast.Binary['right'];
          operator = this.word(SET_11, Site.Membership) as ast.Binary['operator'];
          right = this.Access() as ast.Binary['right'];
          node = new Binary(start, this.lastEnd, left, operator, right, operatorStart);
        }
      }
    }
    return node;
  }

  Access(): ast.Expression {
    let node: ast.Expression;
    if (SET_1[this.type] === 1 && SET_3[this.types[this.position + 1]!] === 0) node = this.Variable();
    else node = this.Primary();
    while ((this.type as number) === 13) {
      const choice = this.#ahead3();
      if (choice < 0) this.unexpected(Site.Access);
      switch (choice) {
        case 1:
        {
          const start = node.$start;
          const object = node as ast.Lookup['object'];
          let name: ast.Lookup['name'] = undefined;
          let key: ast.Lookup['key'] = undefined;
          this.expect(13, Site.Access);
          switch (this.type) {
            case 7:
            this.expect(7, Site.Access);
            key = this.LookupKey() as ast.Lookup['key'];
            this.expect(8, Site.Access);
            break;
            default:
            if (!(SET_2[this.type] === 1)) this.unexpected(Site.Access);
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
          const first = this.pending;
          let second = -1;
          this.expect(13, Site.Access);
          name = this.Word() as ast.MethodCall['name'];
          this.expect(7, Site.Access);
          if (!this.panic && (SET_4[this.type] === 1 || (this.type as number) === 11)) {
            const choice = this.#ahead4();
            if (choice < 0) this.unexpected(Site.Access);
            switch (choice) {
              case 1:
              if (second < 0) second = this.pending;
              this.keep(this.Keyword());
              for (;;) {
                if ((this.type as number) === 11) {
                  this.expect(11, Site.Access);
                  if (SET_2[this.type] === 1) {
                    if (second < 0) second = this.pending;
                    this.keep(this.Keyword());
                  }
                } else if ((this.type as number) === 8 || !((this.type as number) !== 11 && this.again(11, 8, Site.Access))) break;
              }
              break;
              default:
              this.keep(this.Disjunction());
              for (;;) {
                if (this.#ahead5() === 0) {
                  this.expect(11, Site.Access);
                  this.keep(this.Disjunction());
                } else if ((this.type as number) === 8 || !((this.type as number) !== 11 && this.again(11, 8, Site.Access))) break;
              }
              if ((this.type as number) === 11) {
                this.expect(11, Site.Access);
                if (second < 0) second = this.pending;
                this.keep(this.Keyword());
                for (;;) {
                  if ((this.type as number) === 11) {
                    this.expect(11, Site.Access);
                    if (SET_2[this.type] === 1) {
                      if (second < 0) second = this.pending;
                      this.keep(this.Keyword());
                    }
                  } else if ((this.type as number) === 8 || !((this.type as number) !== 11 && this.again(11, 8, Site.Access))) break;
                }
              }
            }
          }
          this.expect(8, Site.Access);
          const keywords = this.takeFrom(second) as ast.MethodCall['keywords'];
          const args = this.takeFrom(first) as ast.MethodCall['arguments'];
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
    switch (this.type) {
      case 7:
      node = this.Parentheses();
      break;
      default:
      node = this.Value();
    }
    this.depth--;
    return node;
  }

  #ahead11(): number {
    switch (GROUPS_16[this.type]) {
      case 1:
      return 3;
      case 2:
      return 4;
      case 3:
      return 5;
      case 4:
      return 7;
      case 5:
      return 8;
      case 6:
      return 9;
      case 7:
      return 10;
      case 8:
      return 11;
      case 9:
      switch (this.peek(1)) {
        case 7:
        return 1;
        case 28:
        return 2;
        default:
        return 0;
      }
      case 10:
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
    const choice = this.#ahead11();
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

  #ahead12(): number {
    switch (GROUPS_17[this.type]) {
      case 1:
      return 0;
      case 2:
      return 1;
      case 3:
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

  #ahead13(): number {
    switch (this.type) {
      case 8:
      return 1;
      case 11:
      switch (GROUPS_18[this.peek(1)]) {
        case 1:
        return 1;
        case 2:
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
    const first = this.pending;
    let second = -1;
    name = this.Name() as ast.Call['name'];
    this.expect(7, Site.Call);
    if (!this.panic && (SET_4[this.type] === 1 || (this.type as number) === 11)) {
      const choice = this.#ahead12();
      if (choice < 0) this.unexpected(Site.Call);
      switch (choice) {
        case 1:
        if (second < 0) second = this.pending;
        this.keep(this.Keyword());
        for (;;) {
          if ((this.type as number) === 11) {
            this.expect(11, Site.Call);
            if (SET_2[this.type] === 1) {
              if (second < 0) second = this.pending;
              this.keep(this.Keyword());
            }
          } else if ((this.type as number) === 8 || !((this.type as number) !== 11 && this.again(11, 8, Site.Call))) break;
        }
        break;
        default:
        this.keep(this.Disjunction());
        for (;;) {
          if (this.#ahead13() === 0) {
            this.expect(11, Site.Call);
            this.keep(this.Disjunction());
          } else if ((this.type as number) === 8 || !((this.type as number) !== 11 && this.again(11, 8, Site.Call))) break;
        }
        if ((this.type as number) === 11) {
          this.expect(11, Site.Call);
          if (second < 0) second = this.pending;
          this.keep(this.Keyword());
          for (;;) {
            if ((this.type as number) === 11) {
              this.expect(11, Site.Call);
              if (SET_2[this.type] === 1) {
                if (second < 0) second = this.pending;
                this.keep(this.Keyword());
              }
            } else if ((this.type as number) === 8 || !((this.type as number) !== 11 && this.again(11, 8, Site.Call))) break;
          }
        }
      }
    }
    this.expect(8, Site.Call);
    const keywords = this.takeFrom(second) as ast.Call['keywords'];
    const args = this.takeFrom(first) as ast.Call['arguments'];
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
    const first = this.pending;
    this.expect(26, Site.List);
    if (!this.panic && (SET_20[this.type] === 1 || (this.type as number) === 11)) {
      switch (this.type) {
        case 9:
        this.expect(9, Site.List);
        rest = this.Variable() as ast.List['rest'];
        break;
        default:
        if (!(SET_0[this.type] === 1)) this.unexpected(Site.List);
        this.keep(this.Sum());
        for (;;) {
          if (this.#ahead8() === 0) {
            this.expect(11, Site.List);
            if (SET_0[this.type] === 1) {
              this.keep(this.Sum());
            }
          } else if ((this.type as number) === 27 || !((this.type as number) !== 11 && this.again(11, 27, Site.List))) break;
        }
        if ((this.type as number) === 11) {
          this.expect(11, Site.List);
          this.expect(9, Site.List);
          rest = this.Variable() as ast.List['rest'];
        }
      }
    }
    this.expect(27, Site.List);
    const elements = this.takeFrom(first) as ast.List['elements'];
    return new List(start, this.lastEnd, rest, elements);
  }

  Dictionary(): ast.Dictionary {
    const start = this.starts[this.position]!;
    const first = this.pending;
    this.expect(28, Site.Dictionary);
    if (!this.panic && (SET_2[this.type] === 1 || (this.type as number) === 11)) {
      this.keep(this.DictionaryField());
      for (;;) {
        if ((this.type as number) === 11) {
          this.expect(11, Site.Dictionary);
          if (SET_2[this.type] === 1) {
            this.keep(this.DictionaryField());
          }
        } else if ((this.type as number) === 30 || !((this.type as number) !== 11 && this.again(11, 30, Site.Dictionary))) break;
      }
    }
    this.expect(30, Site.Dictionary);
    const fields = this.takeFrom(first) as ast.Dictionary['fields'];
    return new Dictionary(start, this.lastEnd, fields);
  }

  DictionaryField(): ast.Field {
    const start = this.starts[this.position]!;
    let key!: ast.Field['key'];
    let value: ast.Field['value'] = undefined;
    const choice = this.#ahead2();
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
    const first = this.pending;
    let second = -1;
    this.expect(52, Site.New);
    name = this.Name() as ast.New['name'];
    this.expect(7, Site.New);
    if (!this.panic && (SET_4[this.type] === 1 || (this.type as number) === 11)) {
      const choice = this.#ahead12();
      if (choice < 0) this.unexpected(Site.New);
      switch (choice) {
        case 1:
        if (second < 0) second = this.pending;
        this.keep(this.Keyword());
        for (;;) {
          if ((this.type as number) === 11) {
            this.expect(11, Site.New);
            if (SET_2[this.type] === 1) {
              if (second < 0) second = this.pending;
              this.keep(this.Keyword());
            }
          } else if ((this.type as number) === 8 || !((this.type as number) !== 11 && this.again(11, 8, Site.New))) break;
        }
        break;
        default:
        this.keep(this.Disjunction());
        for (;;) {
          if (this.#ahead13() === 0) {
            this.expect(11, Site.New);
            this.keep(this.Disjunction());
          } else if ((this.type as number) === 8 || !((this.type as number) !== 11 && this.again(11, 8, Site.New))) break;
        }
        if ((this.type as number) === 11) {
          this.expect(11, Site.New);
          if (second < 0) second = this.pending;
          this.keep(this.Keyword());
          for (;;) {
            if ((this.type as number) === 11) {
              this.expect(11, Site.New);
              if (SET_2[this.type] === 1) {
                if (second < 0) second = this.pending;
                this.keep(this.Keyword());
              }
            } else if ((this.type as number) === 8 || !((this.type as number) !== 11 && this.again(11, 8, Site.New))) break;
          }
        }
      }
    }
    this.expect(8, Site.New);
    const keywords = this.takeFrom(second) as ast.New['keywords'];
    const args = this.takeFrom(first) as ast.New['arguments'];
    return new New(start, this.lastEnd, name, args, keywords);
  }

  #ahead14(): number {
    switch (this.type) {
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
    const first = this.pending;
    let second = -1;
    name = this.OperatorName() as ast.Call['name'];
    this.expect(7, Site.OperatorCall);
    if (!this.panic && (SET_21[this.type] === 1 || (this.type as number) === 11)) {
      this.keep(this.Disjunction());
      for (;;) {
        if (this.#ahead14() === 0) {
          this.expect(11, Site.OperatorCall);
          this.keep(this.Disjunction());
        } else if ((this.type as number) === 8 || !((this.type as number) !== 11 && this.again(11, 8, Site.OperatorCall))) break;
      }
      if ((this.type as number) === 11) {
        this.expect(11, Site.OperatorCall);
      }
    }
    this.expect(8, Site.OperatorCall);
    const keywords = this.takeFrom(second) as ast.Call['keywords'];
    const args = this.takeFrom(first) as ast.Call['arguments'];
    return new Call(start, this.lastEnd, name, args, keywords);
  }

  OperatorName(): ast.Name {
    const start = this.starts[this.position]!;
    let text!: ast.Name['text'];
    text = this.word(SET_22, Site.OperatorName) as ast.Name['text'];
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
    const first = this.pending;
    operator = this.word(SET_23, Site.Print) as ast.Print['operator'];
    this.expect(7, Site.Print);
    if (!this.panic && (SET_21[this.type] === 1 || (this.type as number) === 11)) {
      this.keep(this.Disjunction());
      for (;;) {
        if (this.#ahead14() === 0) {
          this.expect(11, Site.Print);
          this.keep(this.Disjunction());
        } else if ((this.type as number) === 8 || !((this.type as number) !== 11 && this.again(11, 8, Site.Print))) break;
      }
      if ((this.type as number) === 11) {
        this.expect(11, Site.Print);
      }
    }
    this.expect(8, Site.Print);
    const args = this.takeFrom(first) as ast.Print['arguments'];
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

  LookupKey(): ast.Variable | ast.StringLiteral {
    switch (this.type) {
      case 2:
      return this.StringLiteral();
      default:
      if (!(SET_1[this.type] === 1)) this.unexpected(Site.LookupKey);
      return this.Variable();
    }
  }

  Declare(): ast.Declare {
    const start = this.starts[this.position]!;
    let name!: ast.Declare['name'];
    const first = this.pending;
    this.expect(38, Site.Declare);
    name = this.Name() as ast.Declare['name'];
    this.expect(7, Site.Declare);
    if (!this.panic && (SET_1[this.type] === 1 || (this.type as number) === 11)) {
      this.keep(this.Name());
      for (;;) {
        if ((this.type as number) === 11) {
          this.expect(11, Site.Declare);
          this.keep(this.Name());
        } else if ((this.type as number) === 8 || !((this.type as number) !== 11 && this.again(11, 8, Site.Declare))) break;
      }
    }
    this.expect(8, Site.Declare);
    this.expect(17, Site.Declare);
    const types = this.takeFrom(first) as ast.Declare['types'];
    return new Declare(start, this.lastEnd, name, types);
  }

  Fixture(): ast.Fixture {
    const start = this.starts[this.position]!;
    let name!: ast.Fixture['name'];
    const first = this.pending;
    this.expect(62, Site.Fixture);
    this.expect(41, Site.Fixture);
    name = this.Name() as ast.Fixture['name'];
    this.expect(28, Site.Fixture);
    for (;;) {
      if (SET_1[this.type] === 1) {
        this.keep(this.Fact());
      } else if ((this.type as number) === 30 || !(this.nextMember(SET_1, Site.Fixture))) break;
    }
    this.expect(30, Site.Fixture);
    const facts = this.takeFrom(first) as ast.Fixture['facts'];
    return new Fixture(start, this.lastEnd, name, facts);
  }

  Fact(): ast.Fact {
    const start = this.starts[this.position]!;
    let name!: ast.Fact['name'];
    const first = this.pending;
    name = this.Name() as ast.Fact['name'];
    this.expect(7, Site.Fact);
    if (!this.panic && (SET_21[this.type] === 1 || (this.type as number) === 11)) {
      this.keep(this.Disjunction());
      for (;;) {
        if ((this.type as number) === 11) {
          this.expect(11, Site.Fact);
          this.keep(this.Disjunction());
        } else if ((this.type as number) === 8 || !((this.type as number) !== 11 && this.again(11, 8, Site.Fact))) break;
      }
    }
    this.expect(8, Site.Fact);
    this.expect(17, Site.Fact);
    const args = this.takeFrom(first) as ast.Fact['arguments'];
    return new Fact(start, this.lastEnd, name, args);
  }

  Test(): ast.Test {
    const start = this.starts[this.position]!;
    let title!: ast.Test['title'];
    let setup: ast.Test['setup'] = undefined;
    const first = this.pending;
    this.expect(62, Site.Test);
    title = this.StringLiteral() as ast.Test['title'];
    this.expect(28, Site.Test);
    if ((this.type as number) === 61) {
      setup = this.Setup() as ast.Test['setup'];
    }
    for (;;) {
      if ((this.type as number) === 33 || (this.type as number) === 34) {
        this.keep(this.Assertion());
      } else if ((this.type as number) === 30 || !(this.nextMember(SET_24, Site.Test))) break;
    }
    this.expect(30, Site.Test);
    const assertions = this.takeFrom(first) as ast.Test['assertions'];
    return new Test(start, this.lastEnd, title, setup, assertions);
  }

  Setup(): ast.Setup {
    const start = this.starts[this.position]!;
    const first = this.pending;
    this.expect(61, Site.Setup);
    this.expect(28, Site.Setup);
    for (;;) {
      if (SET_1[this.type] === 1) {
        this.keep(this.SetupItem());
      } else if ((this.type as number) === 30 || !(this.nextMember(SET_1, Site.Setup))) break;
    }
    this.expect(30, Site.Setup);
    const items = this.takeFrom(first) as ast.Setup['items'];
    return new Setup(start, this.lastEnd, items);
  }

  #ahead15(): number {
    switch (GROUPS_19[this.type]) {
      case 1:
      return 1;
      case 2:
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
    const choice = this.#ahead15();
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
    const first = this.pending;
    let iff: ast.Assertion['iff'] = undefined;
    switch (this.type) {
      case 34:
      this.expect(34, Site.Assertion);
      negated = true;
      break;
      default:
      if (!((this.type as number) === 33)) this.unexpected(Site.Assertion);
      this.expect(33, Site.Assertion);
    }
    name = this.Name() as ast.Assertion['name'];
    this.expect(7, Site.Assertion);
    if (!this.panic && (SET_0[this.type] === 1 || (this.type as number) === 11)) {
      this.keep(this.Parameter());
      for (;;) {
        if ((this.type as number) === 11) {
          this.expect(11, Site.Assertion);
          this.keep(this.Parameter());
        } else if ((this.type as number) === 8 || !((this.type as number) !== 11 && this.again(11, 8, Site.Assertion))) break;
      }
    }
    this.expect(8, Site.Assertion);
    if ((this.type as number) === 45 || ((this.type as number) !== 17 && this.again(45, 17, Site.Assertion))) {
      this.expect(45, Site.Assertion);
      iff = this.Disjunction() as ast.Assertion['iff'];
    }
    this.expect(17, Site.Assertion);
    const parameters = this.takeFrom(first) as ast.Assertion['parameters'];
    return new Assertion(start, this.lastEnd, negated, name, parameters, iff);
  }

  #ahead16(): number {
    switch (GROUPS_20[this.type]) {
      case 1:
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

  #ahead17(): number {
    switch (this.type) {
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
    const first = this.pending;
    let second = -1;
    const choice = this.#ahead16();
    if (choice < 0) this.unexpected(Site.Block);
    switch (choice) {
      case 1:
      name = this.Name() as ast.Block['name'];
      break;
      default:
      keyword = this.Name() as ast.Block['keyword'];
      name = this.Name() as ast.Block['name'];
      if ((this.type as number) === 39) {
        this.expect(39, Site.Block);
        this.keep(this.Name());
        for (;;) {
          if (this.#ahead17() === 0) {
            this.expect(11, Site.Block);
            this.keep(this.Name());
          } else if ((this.type as number) === 28 || !((this.type as number) !== 11 && this.again(11, 28, Site.Block))) break;
        }
        if ((this.type as number) === 11) {
          this.expect(11, Site.Block);
        }
      }
    }
    this.expect(28, Site.Block);
    for (;;) {
      if (SET_25[this.type] === 1) {
        if (second < 0) second = this.pending;
        this.keep(this.Member());
      } else if ((this.type as number) === 30 || !(this.nextMember(SET_25, Site.Block))) break;
    }
    this.expect(30, Site.Block);
    const members = this.takeFrom(second) as ast.Block['members'];
    const supertypes = this.takeFrom(first) as ast.Block['supertypes'];
    return new Block(start, this.lastEnd, keyword, name, supertypes, members);
  }

  #ahead18(): number {
    switch (GROUPS_21[this.type]) {
      case 1:
      return 1;
      case 2:
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
    const choice = this.#ahead18();
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
    switch (this.type) {
      case 28:
      return this.DeclaredRelations();
      default:
      if (!((this.type as number) === 26)) this.unexpected(Site.DeclaredValue);
      return this.DeclaredNames();
    }
  }

  DeclaredNames(): ast.DeclaredNames {
    const start = this.starts[this.position]!;
    const first = this.pending;
    this.expect(26, Site.DeclaredNames);
    if (!this.panic && (SET_26[this.type] === 1 || (this.type as number) === 11)) {
      this.keep(this.DeclaredName());
      for (;;) {
        if ((this.type as number) === 11) {
          this.expect(11, Site.DeclaredNames);
          if (SET_26[this.type] === 1) {
            this.keep(this.DeclaredName());
          }
        } else if ((this.type as number) === 27 || !((this.type as number) !== 11 && this.again(11, 27, Site.DeclaredNames))) break;
      }
    }
    this.expect(27, Site.DeclaredNames);
    const names = this.takeFrom(first) as ast.DeclaredNames['names'];
    return new DeclaredNames(start, this.lastEnd, names);
  }

  #ahead19(): number {
    switch (GROUPS_22[this.type]) {
      case 1:
      return 0;
      case 2:
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
    const choice = this.#ahead19();
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
    const first = this.pending;
    this.expect(28, Site.DeclaredRelations);
    if (!this.panic && (SET_2[this.type] === 1 || (this.type as number) === 11)) {
      this.keep(this.DeclaredRelation());
      for (;;) {
        if ((this.type as number) === 11) {
          this.expect(11, Site.DeclaredRelations);
          if (SET_2[this.type] === 1) {
            this.keep(this.DeclaredRelation());
          }
        } else if ((this.type as number) === 30 || !((this.type as number) !== 11 && this.again(11, 30, Site.DeclaredRelations))) break;
      }
    }
    this.expect(30, Site.DeclaredRelations);
    const relations = this.takeFrom(first) as ast.DeclaredRelations['relations'];
    return new DeclaredRelations(start, this.lastEnd, relations);
  }

  DeclaredRelation(): ast.DeclaredRelation {
    const start = this.starts[this.position]!;
    let name!: ast.DeclaredRelation['name'];
    let type: ast.DeclaredRelation['type'] = undefined;
    const choice = this.#ahead2();
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
    const first = this.pending;
    let head!: ast.Shorthand['head'];
    let body!: ast.Shorthand['body'];
    while ((this.type as number) === 25) {
      this.keep(this.Flag());
    }
    head = this.ShorthandTerm() as ast.Shorthand['head'];
    this.expect(44, Site.Shorthand);
    body = this.ShorthandDisjunction() as ast.Shorthand['body'];
    this.expect(17, Site.Shorthand);
    const flags = this.takeFrom(first) as ast.Shorthand['flags'];
    return new Shorthand(start, this.lastEnd, flags, head, body);
  }

  ShorthandTerm(): ast.StringLiteral | ast.Variable {
    switch (this.type) {
      case 2:
      return this.StringLiteral();
      default:
      if (!(SET_1[this.type] === 1)) this.unexpected(Site.ShorthandTerm);
      return this.Variable();
    }
  }

  ShorthandDisjunction(): ast.ShorthandBody {
    let node: ast.ShorthandBody;
    node = this.ShorthandConjunction();
    if ((this.type as number) === 55 || (this.panic && this.seek(55))) {
      {
        const start = node.$start;
        const first = this.pending;
        this.keep(node);
        do {
          this.expect(55, Site.ShorthandDisjunction);
          this.keep(this.ShorthandConjunction());
        } while ((this.type as number) === 55 || (this.panic && this.seek(55)));
        const operands = this.takeFrom(first) as ast.ShorthandOr['operands'];
        node = new ShorthandOr(start, this.lastEnd, operands);
      }
    }
    return node;
  }

  ShorthandConjunction(): ast.ShorthandBody {
    let node: ast.ShorthandBody;
    node = this.ShorthandOperand();
    if ((this.type as number) === 32 || (this.panic && this.seek(32))) {
      {
        const start = node.$start;
        const first = this.pending;
        this.keep(node);
        do {
          this.expect(32, Site.ShorthandConjunction);
          this.keep(this.ShorthandOperand());
        } while ((this.type as number) === 32 || (this.panic && this.seek(32)));
        const operands = this.takeFrom(first) as ast.ShorthandAnd['operands'];
        node = new ShorthandAnd(start, this.lastEnd, operands);
      }
    }
    return node;
  }

  #ahead20(): number {
    switch (GROUPS_23[this.type]) {
      case 1:
      return 0;
      case 2:
      return 2;
      case 3:
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
    const choice = this.#ahead20();
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

  #ahead21(): number {
    switch (GROUPS_26[this.type]) {
      case 1:
      return 1;
      case 2:
      switch (GROUPS_25[this.peek(1)]) {
        case 1:
        return 1;
        case 2:
        switch (GROUPS_24[this.peek(2)]) {
          case 1:
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
    const choice = this.#ahead21();
    if (choice < 0) this.unexpected(Site.ShorthandReference);
    switch (choice) {
      case 1:
      term = this.ShorthandTerm() as ast.ShorthandReference['term'];
      if (SET_1[this.type] === 1) {
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
    const first = this.pending;
    this.expect(64, Site.RuleType);
    name = this.Name() as ast.RuleType['name'];
    this.expect(7, Site.RuleType);
    if (!this.panic && (SET_0[this.type] === 1 || (this.type as number) === 11)) {
      this.keep(this.Parameter());
      for (;;) {
        if ((this.type as number) === 11) {
          this.expect(11, Site.RuleType);
          this.keep(this.Parameter());
        } else if ((this.type as number) === 8 || !((this.type as number) !== 11 && this.again(11, 8, Site.RuleType))) break;
      }
    }
    this.expect(8, Site.RuleType);
    this.expect(17, Site.RuleType);
    const parameters = this.takeFrom(first) as ast.RuleType['parameters'];
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

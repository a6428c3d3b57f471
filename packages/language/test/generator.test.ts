import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readConfiguration } from '../build/configuration.ts';
import { ParserEmitter } from '../build/emit-parser.ts';
import { generateFrom } from '../build/generate.ts';
import { nodeTypes } from '../build/node-types.ts';
import { readRules } from '../build/rules.ts';
import { parseGrammar } from './parse-grammar.ts';

/** Generates from a grammar whose statements are given. */
const generate = async (statement: string): Promise<string> => {
  const grammar = `grammar Small
entry PolicyFile: statements+=Statement*;
Statement: ${statement};
Disjunction: name=NameText;
NameText returns string: ID | 'x';
hidden terminal WS: /[ \\n]+/;
terminal ID: /[a-z]+/;
terminal FLOAT: /[0-9]+\\.[0-9]+/;
terminal INTEGER: /[0-9]+/;
terminal STRING: /"[^"]*"/;`;
  const rules = readRules(await parseGrammar(grammar));
  return new ParserEmitter(rules, nodeTypes(rules)).emit('');
};

describe('the generator', () => {
  it('writes a method for a rule and reads its properties', async () => {
    const text = await generate("name=STRING '=' others+=Disjunction (',' others+=Disjunction)* ';'");
    expect(text).toContain('Statement(): ast.Statement {');
    expect(text).toContain('new Statement(start, this.lastEnd, name, others)');
  });

  it('tells alternatives apart by up to three tokens', async () => {
    await expect(generate("'if' 'and' a=STRING | 'if' 'or' b=STRING | 'if' 'and' 'not' c=STRING")).resolves.toContain(
      'this.peek(2)',
    );
  });

  it('refuses alternatives that three tokens do not tell apart', async () => {
    const alternatives = "Disjunction | 'if' 'and' 'or' 'not' a=STRING | 'if' 'and' 'or' 'if' b=STRING";
    const rule = `value=Value; Value infers Value: ${alternatives.replace('Disjunction | ', '')}`;
    await expect(generate(rule)).rejects.toThrow('overlap');
  });

  it('refuses what it does not know', async () => {
    await expect(generate('a=STRING & b=STRING')).rejects.toThrow('UnorderedGroup is not supported');
    await expect(generate('other=[Statement:STRING]')).rejects.toThrow('only tokens and rules can be assigned');
  });

  describe('knows rules and nodes by name', () => {
    const polar = readFileSync(readConfiguration().grammar, 'utf8');
    const renamed = (name: string) =>
      parseGrammar(polar.replaceAll(new RegExp(`(?<![\\w'])${name}(?![\\w'])`, 'g'), `other${name}`));

    it('and takes the grammar as it is', async () => {
      expect([...generateFrom(await parseGrammar(polar), '').keys()]).toContain('statement-parser.ts');
    });

    it.each([
      ['Primary', 'COUNT_DEPTH names the rule Primary, which the grammar does not have'],
      ['ShorthandOperand', 'COUNT_DEPTH names the rule ShorthandOperand'],
      ['Negation', 'OTHERWISE names the rule Negation'],
      ['DeclaredName', 'BROKEN_AS names the rule DeclaredName'],
      ['Sum', 'LADDER_FROM names the rule Sum'],
      ['PatternField', 'UNCERTAIN_AS names the rule PatternField'],
      ['Matches', 'WITH_OPERATOR names the node Matches'],
      ['operands', 'OWNED_AS names the property And.operands'],
    ])('and refuses a grammar where %s is called otherwise', async (name, message) => {
      const grammar = await renamed(name);
      expect(() => generateFrom(grammar, '')).toThrow(message);
    });
  });

  it('refuses a grammar with errors, in the words of Langium', async () => {
    await expect(generate('name=Nowhere')).rejects.toThrow(
      "Could not resolve reference to AbstractRule named 'Nowhere'",
    );
  });
});

import { describe, expect, it } from 'vitest';
import { ParserEmitter } from '../build/emit-parser.ts';
import { readGrammar } from '../build/grammar.ts';
import { nodeTypes } from '../build/node-types.ts';
import { readRules } from '../build/rules.ts';

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
  const rules = readRules(await readGrammar(grammar));
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

  it('refuses a grammar with errors, in the words of Langium', async () => {
    await expect(generate('name=Nowhere')).rejects.toThrow(
      "Could not resolve reference to AbstractRule named 'Nowhere'",
    );
  });
});

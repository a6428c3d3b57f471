import { EmptyFileSystem, type Grammar, URI } from 'langium';
import { createLangiumGrammarServices } from 'langium/grammar';

/** A grammar from its text, linked and validated, as `langium generate` reads it. Throws with Langium's own messages where it is wrong. */
export async function parseGrammar(text: string): Promise<Grammar> {
  const { shared } = createLangiumGrammarServices(EmptyFileSystem);
  const document = shared.workspace.LangiumDocumentFactory.fromString<Grammar>(
    text,
    URI.parse('memory:/polar.langium'),
  );
  shared.workspace.LangiumDocuments.addDocument(document);
  await shared.workspace.DocumentBuilder.build([document], { validation: true });
  const errors = (document.diagnostics ?? []).filter((diagnostic) => diagnostic.severity === 1);
  if (errors.length > 0) {
    const lines = errors.map((error) => `polar.langium:${error.range.start.line + 1}: ${error.message}`);
    throw new Error(lines.join('\n'));
  }
  return document.parseResult.value;
}

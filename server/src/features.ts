import type { Feature } from './feature.ts';
import { addFactsFeature } from './features/add-facts.ts';
import { askFeature } from './features/ask.ts';
import { callHierarchyFeatures } from './features/call-hierarchy.ts';
import { codeActionFeature } from './features/code-actions.ts';
import { codeLensFeatures } from './features/code-lenses.ts';
import { compareFeature } from './features/compare.ts';
import { completeQueryFeature } from './features/complete-query.ts';
import { completionFeatures } from './features/completion.ts';
import { convertFeature } from './features/convert.ts';
import { definitionFeatures } from './features/definition.ts';
import { documentLinkFeature } from './features/document-links.ts';
import { documentSymbolFeature } from './features/document-symbols.ts';
import { explainFeature } from './features/explain.ts';
import { foldingFeature } from './features/folding.ts';
import { formattingFeatures } from './features/formatting.ts';
import { hoverFeature } from './features/hover.ts';
import { inlayHintFeature } from './features/inlay-hints.ts';
import { inlineValueFeature } from './features/inline-values.ts';
import { knownTestsFeature } from './features/known-tests.ts';
import { linkedEditingFeature } from './features/linked-editing.ts';
import { longhandFeature } from './features/longhand-document.ts';
import { pullDiagnosticsFeatures } from './features/pull-diagnostics.ts';
import { referenceFeatures } from './features/references.ts';
import { renameFeatures } from './features/rename.ts';
import { rolesFeature } from './features/roles.ts';
import { runTestsFeature } from './features/run-tests.ts';
import { sampleDataFeature } from './features/sample-data.ts';
import { selectionRangeFeature } from './features/selection-ranges.ts';
import { semanticTokensFeatures } from './features/semantic-tokens.ts';
import { setDialectFeature } from './features/set-dialect.ts';
import { signatureHelpFeature } from './features/signature-help.ts';
import { typeHierarchyFeatures } from './features/type-hierarchy.ts';
import { workspaceSymbolFeature } from './features/workspace-symbols.ts';

/**
 * Everything that the server answers. What is listed here is advertised, and nothing else is.
 * @param asksForAll called when a client asks for the diagnostics of everything
 */
export function createFeatures(asksForAll: () => void = () => {}): readonly Feature[] {
  return [
    ...pullDiagnosticsFeatures(asksForAll),
    hoverFeature,
    ...definitionFeatures,
    ...referenceFeatures,
    ...renameFeatures,
    ...callHierarchyFeatures,
    ...typeHierarchyFeatures,
    linkedEditingFeature,
    inlayHintFeature,
    inlineValueFeature,
    documentLinkFeature,
    documentSymbolFeature,
    workspaceSymbolFeature,
    ...codeLensFeatures,
    codeActionFeature,
    foldingFeature,
    ...formattingFeatures,
    selectionRangeFeature,
    ...completionFeatures,
    signatureHelpFeature,
    ...semanticTokensFeatures(),
    longhandFeature,
    setDialectFeature,
    knownTestsFeature,
    runTestsFeature,
    askFeature,
    explainFeature,
    rolesFeature,
    compareFeature,
    completeQueryFeature,
    addFactsFeature,
    sampleDataFeature,
    convertFeature,
  ];
}

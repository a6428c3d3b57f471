import type { Block } from '@polar-tools/language';
import { isSlip, nearestOf } from '../names/suggestions.ts';
import type { FindingFix, StatementContext } from './definition.ts';

/** What stands before the name of a block: `actor`, `resource`, or for `global` nothing. */
export function checkKeyword({ keyword, name, members }: Block, { model, policy, report }: StatementContext): void {
  // `test fixtur t {` was to be none.
  if (model.broken && keyword?.text === 'test') return;
  // Two words and no block: what they were meant for is not known.
  if (model.broken && members.length === 0 && keyword && nearestOf(keyword.text, ['actor', 'resource']) === undefined)
    return;
  if (keyword === undefined) {
    if (name.text === 'global') return; // Cloud's; in a Library policy the dialect is reported.
    if (policy.dialect === 'cloud' && isSlip(name.text, 'global')) {
      report(name, "Expected 'actor' or 'resource' but found nothing. Did you mean 'global'?", {
        fixes: [
          { title: 'Change to global', preferred: true, edits: [{ node: name, at: 'instead', newText: 'global' }] },
        ],
      });
      return;
    }
    const fixes = (['actor', 'resource'] as const).map((word): FindingFix => {
      return {
        title: `Make it an ${word} block`.replace('an resource', 'a resource'),
        edits: [{ node: name, at: 'before', newText: `${word} ` }],
      };
    });
    report(name, "Expected 'actor' or 'resource' but found nothing. Write one of them before the name.", { fixes });
  } else if (keyword.text !== 'actor' && keyword.text !== 'resource') {
    const meant = nearestOf(keyword.text, ['actor', 'resource']);
    const words = meant ? [meant] : ['actor', 'resource'];
    report(
      keyword,
      `Expected 'actor' or 'resource' but found '${keyword.text}'.${meant ? ` Did you mean '${meant}'?` : ''}`,
      {
        fixes: words.map((word) => ({
          title: `Change to ${word}`,
          edits: [{ node: keyword, at: 'instead', newText: word }],
        })),
      },
    );
  }
}

import { explanationLines } from '@polar-tools/evaluator';
import { printable } from '@polar-tools/language';
import { flipsTitle, flipText, shortPlace, type ToldExplanation, verdictText } from './told.ts';

/** Lines that a picture can hold. */
const MOST_NODES = 120;

/** An explanation as a flow chart of Mermaid, which Markdown pages show as a picture. */
export function explanationAsMermaid(told: ToldExplanation): string {
  const { explanation, flips, where } = told;
  const written = ['flowchart LR', `  n0["${label(verdictText(explanation))}"]`];
  const above: number[] = [0];
  const classes: Record<string, number[]> = {};
  const all = explanationLines(explanation);
  for (const [i, line] of all.slice(0, MOST_NODES).entries()) {
    const place = shortPlace(where(line.place));
    const id = i + 1;
    written.push(`  n${id}["${label(line.text)}${place === undefined ? '' : `<br/>${label(place)}`}"]`);
    written.push(`  n${above[line.depth] ?? 0} --> n${id}`);
    above[line.depth + 1] = id;
    classes[line.kind] = [...(classes[line.kind] ?? []), id];
  }
  if (all.length > MOST_NODES) written.push(`  more["… and ${all.length - MOST_NODES} more"]`, '  n0 -.-> more');
  const title = flipsTitle(told);
  if (title !== undefined && flips.length > 0) {
    written.push(`  flips["${label(title)}"]`, '  n0 -.-> flips');
    for (const [i, flip] of flips.entries()) written.push(`  f${i}["${label(flipText(flip))}"]`, `  flips -.-> f${i}`);
  }
  for (const [kind, ids] of Object.entries(classes))
    written.push(`  class ${ids.map((id) => `n${id}`).join(',')} ${kind}`);
  written.push(
    '  classDef held stroke:#1a7f37',
    '  classDef fact stroke:#1a7f37',
    '  classDef failed stroke:#cf222e',
    '  classDef rule stroke-dasharray:4',
    '  classDef note stroke:#8888',
  );
  return `${written.join('\n')}\n`;
}

/** A text within quotes: Mermaid reads entities there, by number, and nothing else of its own. */
const label = (text: string): string =>
  printable(text).replaceAll(/[^\p{L}\p{N} .,:(){}[\]/=_-]/gu, (sign) => `#${sign.codePointAt(0)};`);

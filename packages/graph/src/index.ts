/** Who implies what in a policy's blocks, as a graph, a picture and tables. */

export type { Box, Drawing, Label, Line, Run } from './drawing.ts';
export { graphAsJson } from './json.ts';
export { drawingOf } from './layout.ts';
export { graphAsMarkdown } from './markdown.ts';
export { type Matrix, type MatrixColumn, matricesOf, type Reached } from './matrix.ts';
export { graphAsMermaid } from './mermaid.ts';
export { around, linkedWith } from './parts.ts';
export { type GraphBlock, type GraphLink, type GraphName, type RoleGraph, roleGraph } from './role-graph.ts';
export { drawingAsSvg, graphAsSvg, linkText } from './svg.ts';
export { graphOfWire, type WireGraph, wireOf } from './wire.ts';
export { matrixAsLines, reachedText, rulesText } from './words.ts';

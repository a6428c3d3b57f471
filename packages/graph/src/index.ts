/** Who implies what in a policy's blocks, as a graph, a picture and tables. */
export { graphAsJson } from './json.ts';
export { type Box, type Drawing, drawingOf } from './layout.ts';
export { graphAsMarkdown } from './markdown.ts';
export { type Matrix, type MatrixColumn, matricesOf, type Reached } from './matrix.ts';
export { graphAsMermaid } from './mermaid.ts';
export { type GraphBlock, type GraphLink, type GraphName, type RoleGraph, roleGraph } from './role-graph.ts';
export { type Colours, graphAsSvg } from './svg.ts';
export { matrixAsLines, reachedText } from './words.ts';

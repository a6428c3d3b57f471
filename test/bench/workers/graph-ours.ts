import { drawingOf, roleGraph } from '@polar-tools/graph';
import { createPolicy } from '@polar-tools/policy';
import { generateBlocks } from '../policies.ts';
import { argument, report } from '../worker.ts';

/**
 * Milliseconds to lay out the picture of so many blocks, once, as `polar graph` does, and the panel when it opens: nothing is warm. What was read
 * is there.
 */
const count = Number(argument());
const graph = roleGraph(createPolicy([{ uri: 'main.polar', text: generateBlocks(count) }]));
const start = performance.now();
const { blocks } = drawingOf(graph);
const milliseconds = performance.now() - start;
if (blocks.size !== count) throw new Error(`${blocks.size} blocks were laid out, not ${count}`);
report(milliseconds);

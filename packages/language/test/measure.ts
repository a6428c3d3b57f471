/**
 * Measures reading: `node --expose-gc test/measure.ts [lines]`. Reading cold (first in the process), warm, the median and worst edit,
 * and the heap kept for each byte of source.
 */
import { isProgram } from '../build/run-as-program.ts';
import { parseFile, updateFile } from '../src/index.ts';

/** A policy of blocks and rules, like real ones. */
export function policyOf(lines: number): string {
  const parts: string[] = [];
  for (let i = 0, written = 0; written < lines; i++) {
    const part = `resource Repository${i} {
  roles = ["reader", "writer", "admin"];
  permissions = ["read", "write", "delete"];
  relations = { parent: Organization${i % 100}, owner: User };

  "read" if "reader";
  "write" if "writer";
  "reader" if "writer";
  "admin" if "owner" on "parent";
}

has_role(user: User, name: String, repository: Repository${i}) if
  role in user.repository_roles and
  role.name = name and
  role.repository_id = repository.id;

allow_${i}(actor: User, action, resource: Repository${i}) if
  has_permission(actor, action, resource) and
  not resource.is_archived or actor matches Admin{level: ${i % 7}};

`;
    parts.push(part);
    written += part.split('\n').length - 1;
  }
  return parts.join('');
}

const time = <T>(run: () => T): [number, T] => {
  const start = performance.now();
  const result = run();
  return [performance.now() - start, result];
};

if (isProgram(import.meta.url)) {
  const text = policyOf(Number(process.argv[2] ?? 10_000));
  const collect = (globalThis as { gc?: () => void }).gc ?? (() => {});
  const [cold] = time(() => parseFile(text));
  const warm = Array.from({ length: 15 }, () => time(() => parseFile(text))[0]).sort((a, b) => a - b);
  collect();
  const before = process.memoryUsage().heapUsed;
  let file = parseFile(text);
  collect();
  const kept = process.memoryUsage().heapUsed - before;
  const edits: number[] = [];
  for (const piece of ['x', ';', '(', '"', '\n', 'foo']) {
    for (let i = 1; i < 40; i++) {
      const at = Math.floor((text.length * i) / 40);
      const changed = file.text.slice(0, at) + piece + file.text.slice(at);
      const [there, next] = time(() => updateFile(file, changed));
      const [back, restored] = time(() => updateFile(next, text));
      edits.push(there, back);
      file = restored;
    }
  }
  edits.sort((a, b) => a - b);
  const at = (share: number): string => edits[Math.floor(edits.length * share)]!.toFixed(2);
  console.info(
    `${(text.length / 1000).toFixed(0)} kB; cold ${cold.toFixed(0)} ms; warm ${warm[7]!.toFixed(0)} ms (best ${warm[0]!.toFixed(0)})`,
  );
  console.info(
    `edit: median ${at(0.5)} ms, p95 ${at(0.95)}, worst ${at(0.999)}; heap ${(kept / text.length).toFixed(1)} bytes a byte; ${file.statements.length} statements`,
  );
}

import { compile, Debuggee, Machine, prepare } from '@polar-tools/evaluator';
import { createPolicy } from '@polar-tools/policy';
const text='fib(0, 1) if cut; fib(1, 1) if cut; fib(n, f) if n > 1 and fib(n - 1, a) and fib(n - 2, b) and f = a + b; q(x, n, f) if x > 0 and fib(n, f);';
const policy=createPolicy([{uri:'a.polar',text}],{dialect:'library'});
const {query}=prepare(compile(policy),'q(x, 22, f)');
const gc=globalThis.gc;
const every=+(process.argv[2]??500);
gc();gc();const before=process.memoryUsage().heapUsed;
const d=new Debuggee(query,{checkpointEvery:+process.argv[2]||undefined});
const target=300000; let r;
r=d.forward(({event})=>event>=target);
gc();gc();const after=process.memoryUsage().heapUsed;
console.log(r.kind,d.event,((after-before)/d.event).toFixed(0),'bytes an event');
const times=[];for(let i=0;i<(every>1e5?0:11);i++){const t=performance.now();d.backward(()=>true);times.push(performance.now()-t);}
console.log('step back ms',times.map(t=>t.toFixed(1)).join(' '));
if(process.argv[3]){const{writeHeapSnapshot}=await import('node:v8');writeHeapSnapshot('/tmp/reference/h.heapsnapshot');}

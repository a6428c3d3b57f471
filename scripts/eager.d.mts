import type { Plugin } from 'esbuild';

export function eager(text: string, ran: ReadonlySet<number>): string;
export function eagerModules(text: string): string;
export function eagerFunctions(what?: 'checks' | 'tests'): Plugin;

import type { Plugin } from 'esbuild';

export function withConstants(text: string): string;
export const constants: Plugin;

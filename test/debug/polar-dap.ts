// `polar dap`, for a test client that can start a program but give it no arguments.
process.argv.push('dap');
await import('../../packages/cli/src/main.ts');

export {};

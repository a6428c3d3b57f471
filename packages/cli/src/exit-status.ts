/** 0: fine. 1: findings, or no answer. 2: wrong use, or an input that cannot be read. */
export type ExitStatus = 0 | 1 | 2;

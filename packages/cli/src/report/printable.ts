/** Text without control characters: nothing in a policy, or in the name of its file, may steer the terminal. */
export const printable = (text: string): string => text.replaceAll(/(?![\t\n])\p{Cc}/gu, '�');

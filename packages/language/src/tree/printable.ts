/**
 * A text of a person's for a terminal, without what would steer it: control characters (an escape begins a command to the terminal, a
 * return writes over what stands before it) and the marks that turn the direction of writing, which show a text as another one. Tabs and,
 * where there are several lines, line feeds stay.
 */
export const printable = (text: string): string =>
  text.replaceAll(/(?![\t\n])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');

/** No fact takes so many characters: what goes on for longer without an end is cut off, or no file of facts. */
export const LONGEST = 1_000_000;

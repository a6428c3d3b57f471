/** `a User`, `an integer`. */
export function withArticle(noun: string): string {
  // As it is spoken: a unit, a European.
  const vowel = /^[aeiou]/i.test(noun) && !/^(?:eu|uni|us|ut)/i.test(noun);
  return `${vowel ? 'an' : 'a'} ${noun}`;
}

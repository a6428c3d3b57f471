/** A new text with the line breaks of the text that it goes into. */
export function withLineBreaksOf(text: string, newText: string): string {
  return newText.includes('\n') && text.includes('\r\n') ? newText.replaceAll(/\r?\n/g, '\r\n') : newText;
}

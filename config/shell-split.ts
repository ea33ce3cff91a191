/**
 * Splits as a POSIX shell does, without expanding anything: blanks separate, single quotes keep
 * everything, double quotes keep all but `\"` and `\\`, a backslash elsewhere keeps the next
 * character. null when a quote is not closed or the text ends in a backslash.
 */
export function shellSplit(text: string): string[] | null {
  const words: string[] = [];
  const word = /((?:[^\s'"\\]|\\[\s\S]|'[^']*'|"(?:[^"\\]|\\[\s\S])*")+)|\s+/y;
  while (word.lastIndex < text.length) {
    const found = word.exec(text);
    if (found === null) return null;
    if (found[1] !== undefined) words.push(unquote(found[1]));
  }
  return words;
}

function unquote(word: string): string {
  const part = /'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])/g;
  return word.replace(part, (_, single?: string, double?: string, escaped?: string) => {
    return single ?? double?.replace(/\\(["\\])/g, '$1') ?? escaped ?? '';
  });
}

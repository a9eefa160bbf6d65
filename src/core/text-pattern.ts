/** The most words of a search that are looked for. */
const mostWords = 8

/**
 * Regular expressions, one for each word of a search, all of which a text must meet somewhere. They name the upper and lower
 * case of each letter themselves, so that in PostgreSQL they find any script whatever its locale knows; what they are held
 * against is NFKC, as they are. Nothing of the words is read as an expression.
 */
export function wordPatterns(search: string): string[] {
  const words = search
    .normalize('NFKC')
    .split(/\s+/u)
    .filter((word) => word !== '')
  return words.slice(0, mostWords).map((word) => [...word].map(anyCase).join(''))
}

function anyCase(char: string): string {
  const cases = new Set([char, char.toLowerCase(), char.toUpperCase()].filter((one) => [...one].length === 1))
  if (cases.size > 1) return `[${[...cases].join('')}]`
  // only ASCII has a meaning in an expression
  return /[!-/:-@[-`{-~]/.test(char) ? `\\${char}` : char
}

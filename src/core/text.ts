/**
 * Text as it is compared everywhere: NFKC, lower case by Unicode default mapping, runs of white space as one space,
 * trimmed. Stored beside the original, so that SQL never depends on a database's lower(). ё is kept apart from е.
 */
export function foldText(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim()
}

/** Whether it is text that can be stored: no NUL, no half of a surrogate pair. */
export function isWholeText(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed()
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

// Unicode 16, East_Asian_Width W and F, in ranges (UAX #11); emoji are asked for by their own property
const wide =
  /^[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{16fe0}-\u{18cff}\u{1aff0}-\u{1b2ff}\u{1f200}-\u{1f2ff}\u{20000}-\u{3fffd}]/u
const emoji = /^(\p{Emoji_Presentation}|\p{Emoji}\ufe0f)/u
const nothing = /^[\p{Mn}\p{Me}\p{Cf}]/u

/** Columns a text takes in a terminal: two for Hangul, Han, kana and emoji, none for what only combines. */
export function displayWidth(text: string): number {
  let width = 0
  for (const { segment } of graphemes.segment(text)) {
    width += wide.test(segment) || emoji.test(segment) ? 2 : nothing.test(segment) ? 0 : 1
  }
  return width
}

/** Text from outside as one harmless line: no control or direction characters reach the terminal. */
export function harmless(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, '�')
}

/** Cuts a text to so many columns, with an ellipsis. */
export function cutTo(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text
  let cut = ''
  let width = 0
  for (const { segment } of graphemes.segment(text)) {
    width += displayWidth(segment)
    if (width >= columns) break
    cut += segment
  }
  return `${cut}…`
}

/**
 * Lines of an aligned table: the first column to the left, the others to the right (or, being words, to the left too),
 * two spaces between.
 */
export function tableLines(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  others: 'left' | 'right' = 'right',
): string[] {
  const all = [head, ...rows]
  const widths = head.map((_, column) => Math.max(...all.map((row) => displayWidth(row[column] ?? ''))))
  return all.map((row) =>
    widths
      .map((width, column) => {
        const text = row[column] ?? ''
        const gap = ' '.repeat(width - displayWidth(text))
        return column === 0 || others === 'left' ? text + gap : gap + text
      })
      .join('  ')
      .trimEnd(),
  )
}

export type Cell = string | number | boolean | null

/**
 * Rows as CSV (RFC 4180) that spreadsheets open as it is: a byte order mark says that it is UTF-8, and text that a
 * spreadsheet would take for a formula begins with an apostrophe (OWASP, CSV injection). Numbers stay numbers.
 */
export function csvText(rows: readonly (readonly Cell[])[]): string {
  return `\uFEFF${rows.map((row) => `${row.map(cellText).join(',')}\r\n`).join('')}`
}

function cellText(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell !== 'string') return String(cell)
  const text = /^[\s\p{C}]*[=+\-@]|^[\t\r\n]/u.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

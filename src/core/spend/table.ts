import { decodeTable } from '#core/import/decode.ts'
import { declaredDelimiter, guessDelimiter } from '#core/import/delimiter.ts'
import { createRecordReader } from '#core/import/records.ts'
import { columnOf, networkOf, type SpendColumn, spendColumns, type SpendNetwork } from '#core/spend/network.ts'

/** A file of costs as rows of cells, below its header. */
export interface SpendTable {
  headers: string[]
  /** `line`: as a spreadsheet numbers it, from 1 */
  rows: { line: number; cells: string[] }[]
  /** lines that are no records, such as a quote that never ends */
  broken: number[]
  network: SpendNetwork
  /** places of the columns, as their headers say; null where none does */
  columns: Record<SpendColumn, number | null>
}

/** One sentence that says why a file is no table (core/import/encoding.ts), or the table. */
export function readSpendFile(bytes: Uint8Array): { ok: true; table: SpendTable } | { ok: false; sentence: string } {
  const decoded = decodeTable(bytes)
  return decoded.ok ? { ok: true, table: readSpendText(decoded.text) } : decoded
}

/** lines above the header at most: exports put the account and the period there */
const mostAbove = 30

/** The header is the first line that names a day and a cost; where none does, the first that is as wide as the table. */
export function readSpendText(whole: string): SpendTable {
  const text = whole.replace(/^\uFEFF/, '')
  const declared = declaredDelimiter(text)
  const body = declared === null ? text : text.slice(text.indexOf('\n') + 1)
  const delimiter = declared ?? delimiterOf(body)
  const reader = createRecordReader({ delimiter })
  const records = [...reader.push(body), ...reader.end()]
  const lines = records.flatMap(({ row, cells }) => (cells === null ? [] : [{ line: row, cells }]))
  const found = lines.slice(0, mostAbove).findIndex(({ cells }) => {
    const named = cells.map(columnOf)
    return named.includes('day') && named.includes('cost')
  })
  const widest = Math.max(0, ...lines.slice(0, 200).map(({ cells }) => cells.length))
  const place =
    found >= 0
      ? found
      : Math.max(
          0,
          lines.findIndex(({ cells }) => cells.length === widest),
        )
  const headers = (lines[place]?.cells ?? []).map((cell) => cell.trim())
  const columns = Object.fromEntries(
    spendColumns.map((column) => {
      const at = headers.findIndex((header) => columnOf(header) === column)
      return [column, at < 0 ? null : at]
    }),
  ) as Record<SpendColumn, number | null>
  // a campaign's own name says more than that of its group
  const exact = headers.findIndex((header) => /^(campaign name|campaign|utm_campaign)$/i.test(header))
  if (exact >= 0) columns.campaign = exact
  return {
    headers,
    rows: lines.slice(place + 1).filter(({ cells }) => cells.some((cell) => cell.trim() !== '')),
    broken: records.flatMap(({ row, cells }) => (cells === null ? [row] : [])),
    network: networkOf(headers),
    columns,
  }
}

/** Lines above the header have one cell: the delimiter is that of the wider ones. */
function delimiterOf(text: string): string {
  const lines = text.slice(0, 200_000).split(/\r?\n/).slice(0, 300)
  const wide = lines.filter((line) => /[,;\t|]/.test(line))
  const named = wide.find((line) =>
    [',', ';', '\t', '|'].some((mark) => {
      const cells = line.split(mark).map((cell) => columnOf(cell.replace(/^"|"$/g, '')))
      return cells.includes('day') && cells.includes('cost')
    }),
  )
  return guessDelimiter((named === undefined ? wide : wide.slice(wide.indexOf(named))).join('\n'))
}

import { type ImportMapping, rulesOf } from '#core/import/mapping.ts'
import { type ImportFile, readRows } from '#actions/import-file.ts'

const mostWords = 100
const mostBytes = 32 * 1024 * 1024
const batchRows = 2_000

/**
 * The samples of a file with every word of its stage columns, each once, in the order in which they come: so that all of
 * them can be mapped before the first row is taken. Reads 32 MB of the file at most; words beyond are read row by row.
 */
export async function stageSamples(file: ImportFile, mapping: ImportMapping): Promise<string[][]> {
  const columns = rulesOf(mapping).flatMap(({ header, rule }) => {
    const wanted = header.trim().toLowerCase()
    const column = file.headers.findIndex((one) => one.toLowerCase() === wanted)
    return column >= 0 && rule.to.trim() === 'stage' ? [column] : []
  })
  if (columns.length === 0) return file.samples
  const words = new Map(columns.map((column) => [column, new Set<string>()]))
  for await (const { records, bytes } of readRows(file, batchRows)) {
    for (const { cells } of records) {
      for (const [column, seen] of words) {
        const word = cells?.[column]?.trim() ?? ''
        if (word !== '' && seen.size < mostWords) seen.add(word)
      }
    }
    if (bytes > mostBytes) break
  }
  return file.samples.map((cells, column) => {
    const seen = words.get(column)
    return seen ? [...seen] : cells
  })
}

import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { errorsToCsv } from '#actions/import-errors.ts'

interface RefusedRow {
  row: number
  /** null: the row counts, and is not listed */
  rejection: { code: string; field: string | null; message: string } | null
  raw: unknown
}

export interface RefusedList {
  /** Throws what the disk says (full, gone), also of what was taken before. */
  take(rows: readonly RefusedRow[], headers: readonly string[]): Promise<void>
  /** Resolves when all of it is written; throws what the disk says. */
  end(): Promise<void>
}

/** The rows a dry run refuses, as they come, in a CSV file at `path`. */
export function refusedList(path: string): RefusedList {
  const out = createWriteStream(path, { mode: 0o600 })
  let first = true
  let failed: Error | null = null
  out.on('error', (error) => {
    failed = error
  })
  return {
    async take(rows, headers) {
      if (failed !== null) throw failed
      const listed = rows.flatMap(({ row, rejection, raw }) =>
        rejection === null ? [] : [{ ...rejection, row, raw: typeof raw === 'string' ? raw : JSON.stringify(raw) }],
      )
      const text = errorsToCsv(headers, listed, first)
      first = false
      // a disk that fails never drains: once() then throws its error
      if (!out.write(text)) await once(out, 'drain')
    },
    async end() {
      if (failed !== null) throw failed
      out.end()
      await finished(out)
    },
  }
}

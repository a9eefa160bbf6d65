import type { Pool } from 'pg'
import { stringify } from 'csv-stringify/sync'
import { importId } from '#contract/import.ts'
import { type Result, invalid, ok, refuse } from '#contract/problem.ts'
import { type SetAsideRow, findImport, listSetAside } from '#store/import.ts'
import type { Actor } from '#actions/actor.ts'
import { errorColumns } from '#actions/import-file.ts'
import { noImport } from '#actions/import-list.ts'
import { requirePermission } from '#actions/verb.ts'

export interface ImportErrors {
  headers: string[]
  /** rows in the order of the file, page by page */
  pages(): AsyncGenerator<SetAsideRow[]>
}

const pageRows = 1_000

/** The rows an import has set aside. */
export async function readImportErrors(pool: Pool, actor: Actor, input: unknown): Promise<Result<ImportErrors>> {
  const denied = requirePermission(actor, 'import.read')
  if (denied) return denied
  const parsed = importId.safeParse(input)
  if (!parsed.success) return invalid(parsed.error)
  const { id } = parsed.data
  const { workspaceId } = actor
  const row = await findImport(pool, workspaceId, id)
  if (!row) return refuse('not_found', noImport(id))
  return ok({
    headers: row.source.headers,
    async *pages() {
      for (let after = 0; ;) {
        const rows = await listSetAside(pool, workspaceId, id, after, pageRows)
        if (rows.length === 0) return
        yield rows
        after = rows.at(-1)?.row ?? Number.MAX_SAFE_INTEGER
      }
    },
  })
}

/**
 * Rows set aside as CSV: number, reason, field, explanation, then the row as it stood in the file. Cells that a
 * spreadsheet would run as a formula are made text. The header begins with the mark without which a spreadsheet takes
 * UTF-8 for its own encoding, and garbles Hangul and Cyrillic.
 */
export function errorsToCsv(headers: readonly string[], rows: readonly SetAsideRow[], withHeader: boolean): string {
  const records = rows.map((row) => {
    const cells = cellsOf(row.raw, headers)
    const own = headers.map((header) => cells.get(header) ?? '')
    const rest = [...cells].filter(([header]) => !headers.includes(header)).map(([, cell]) => cell)
    return [String(row.row ?? ''), row.code, row.field ?? '', row.message, ...own, ...rest]
  })
  const head = [...errorColumns, ...headers]
  return stringify(withHeader ? [head, ...records] : records, { escape_formulas: true, bom: withHeader })
}

/** The cells by header; what was not kept as cells (a row that could not be read) stands whole in a cell of its own. */
function cellsOf(raw: string | null, headers: readonly string[]): Map<string, string> {
  if (raw === null) return new Map()
  try {
    const value: unknown = JSON.parse(raw)
    if (typeof value === 'object' && value !== null && headers.some((header) => Object.hasOwn(value, header))) {
      return new Map(Object.entries(value).map(([header, cell]) => [header, String(cell)]))
    }
  } catch {
    // cut, or never JSON
  }
  return new Map([['(whole row)', raw]])
}

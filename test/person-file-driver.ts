import { allowPersonFile } from '#actions/person-file.ts'
import { readPersonFile } from '#actions/person-file-read.ts'
import { jsonWriter } from '#core/privacy/person-file-json.ts'
import { sheetWriter } from '#server/http/person-sheet.ts'
import { openDatabase } from '#store/database.ts'

/*
 * Takes out everything about one person in a process of its own, whose heap is bounded by whoever starts it:
 * `person-file-driver.ts <database> <workspace> <person>`; says how much it read.
 */
const [url = '', workspaceId = '', id = ''] = process.argv.slice(2)
const { pool, close } = openDatabase(url)
const actor = { kind: 'operator' as const, name: 'test', workspaceId }

const ready = await allowPersonFile({ pool }, actor, { id, format: 'json', because: 'own' })
if (!ready.ok) throw new Error(ready.problem.message)
const file = await readPersonFile({ pool }, actor, { id: ready.value.id }, { json: jsonWriter, html: sheetWriter })
if (!file.ok) throw new Error(file.problem.message)
let bytes = 0
let pages = 0
let longest = 0
for await (const piece of file.value.body) {
  bytes += Buffer.byteLength(piece)
  longest = Math.max(longest, piece.length)
  pages += piece.split('/docs/page-').length - 1
}
console.log(JSON.stringify({ bytes, pages, longest }))
await close()

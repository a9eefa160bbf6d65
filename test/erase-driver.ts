import { carryOutErasures } from '#actions/person-erase-run.ts'
import { applyRetention } from '#actions/retention-keep.ts'
import { openDatabase } from '#store/database.ts'

// Erases in a process of its own, to be killed: `erase-driver.ts <database> erasures | retention`.
const [url = '', what = ''] = process.argv.slice(2)
const { pool, close } = openDatabase(url)
if (what === 'erasures') await carryOutErasures({ pool })
else await applyRetention(pool, { rest: () => Promise.resolve() })
await close()

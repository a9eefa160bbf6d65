import { parseArgs } from 'node:util'
import { listPeople } from '#actions/person-list.ts'
import { personList, type PersonList } from '#contract/person.ts'
import { benchDatabase, benchWorkspace } from './database.ts'
import { member } from './member.ts'
import { fillPeople } from './people-fill.ts'
import { machineLine, percentile, type BenchResult } from './report.ts'
import { benchServer } from './server.ts'

const lists = [
  '',
  'stage=prospect',
  'stage=subscriber',
  'stage=lead',
  'stage=mql',
  'stage=customer',
  'channel=search',
  'channel=email',
  'channel=ai',
  'channel=display',
  'hot=true',
  'stage=lead&channel=social',
  'stage=opportunity&channel=display',
  'stage=mql&hot=true',
  'channel=partner&hot=true',
  'sort=total',
  'sort=total&stage=lead',
  'sort=total&channel=event',
  'sort=total&hot=true',
  'sort=recent',
  'sort=recent&stage=customer',
]

// two syllables of a Korean name, its beginning, whole names, beginnings in Cyrillic and Latin; frequent, rare, none
const searches = [
  '민수',
  '지훈',
  '현정',
  '김',
  '김민',
  '김민수',
  '이서연',
  '심현정',
  'ив',
  'Иванов',
  'Сергей Ко',
  'степан',
  'а',
  'an',
  'Smith',
  'anna b',
  'kimberly carter',
  'user4711',
  'company77',
  'nobody at all',
]

/**
 * A million people, asked of the server's own action: first pages of lists by filters and orders (`list_p95_ms`), the pages
 * after them (`page_p95_ms`), names (`search_p95_ms`). The same of a real server over HTTP, whoever asks on the same two
 * cores (`…_http_p95_ms`), and its memory. `--people 100000` is quicker.
 */
export async function run(args: string[]): Promise<BenchResult> {
  const { values } = parseArgs({ args, options: { people: { type: 'string', default: '1000000' } } })
  const people = Number(values.people)
  const database = await benchDatabase()
  try {
    const { workspaceId } = await benchWorkspace(database.pool)
    console.log(await machineLine(database.pool))
    await fillPeople(database.pool, workspaceId, people, Date.now())
    console.log(`${people} people in ${Math.round(people / 50)} companies`)

    const inProcess = await measure(async (query) => {
      const input = Object.fromEntries(new URLSearchParams(query))
      const result = await listPeople({ pool: database.pool }, { kind: 'operator', name: 'bench', workspaceId }, input)
      if (!result.ok) throw new Error(result.problem.message)
      return result.value
    })
    const signIn = await member(database.pool, workspaceId, 'viewer')
    const server = await benchServer(database.dataDir)
    try {
      const cookie = await signIn(server.address)
      const overHttp = await measure(async (query) => {
        const answer = await fetch(`${server.address}/api/people?${query}`, {
          headers: { cookie },
        })
        if (!answer.ok) throw new Error(await answer.text())
        return answer.json() as Promise<PersonList>
      })
      const rss = server.peakRssMb()
      for (const name of ['list', 'page', 'search'] as const) {
        const said = [inProcess, overHttp].map((measured) => {
          const samples = measured[name].map(({ ms }) => ms)
          return `p50 ${percentile(samples, 0.5).toFixed(1)} ms, p95 ${percentile(samples, 0.95).toFixed(1)} ms`
        })
        console.log(`${name}: in process ${said[0]}; over HTTP ${said[1]}`)
        for (const slow of slowest(overHttp[name])) console.log(`  ${slow}`)
      }
      console.log(`server’s resident memory, the most: ${rss?.toFixed(0) ?? 'unknown'} MB`)
      const p95 = (measured: Measured, name: keyof Measured) =>
        percentile(
          measured[name].map(({ ms }) => ms),
          0.95,
        )
      return {
        bench: 'people',
        measures: {
          list_p95_ms: p95(inProcess, 'list'),
          page_p95_ms: p95(inProcess, 'page'),
          search_p95_ms: p95(inProcess, 'search'),
          list_http_p95_ms: p95(overHttp, 'list'),
          page_http_p95_ms: p95(overHttp, 'page'),
          search_http_p95_ms: p95(overHttp, 'search'),
          rss_mb: rss,
        },
      }
    } finally {
      await server.stop()
    }
  } finally {
    await database.drop()
  }
}

interface Sample {
  query: string
  ms: number
}
interface Measured {
  list: Sample[]
  page: Sample[]
  search: Sample[]
}

const rounds = 8
const pages = 3

/** Every list and name in turn, so many times, with the pages after it. The first round does not count. */
async function measure(ask: (query: string) => Promise<PersonList>): Promise<Measured> {
  const measured: Measured = { list: [], page: [], search: [] }
  const sample = async (into: Sample[], query: string): Promise<PersonList> => {
    const begin = performance.now()
    const list = await ask(query)
    into.push({ query, ms: performance.now() - begin })
    return list
  }
  for (let round = 0; round <= rounds; round++) {
    if (round === 1) for (const samples of Object.values(measured)) samples.length = 0
    for (const query of [...lists, ...searches.map((name) => `q=${encodeURIComponent(name)}`)]) {
      let list = await sample(query.startsWith('q=') ? measured.search : measured.list, query)
      if (round === 0) personList.parse(list)
      for (let page = 0; page < pages && list.next !== null; page++) {
        list = await sample(measured.page, `${query}&cursor=${list.next}`)
      }
    }
  }
  return measured
}

function slowest(samples: readonly Sample[]): string[] {
  const byQuery = Map.groupBy(samples, ({ query }) => decodeURIComponent(query.replace(/&?cursor=.*/, ' …')))
  return [...byQuery]
    .map(([query, some]) => ({
      query,
      ms: percentile(
        some.map(({ ms }) => ms),
        0.5,
      ),
    }))
    .toSorted((a, b) => b.ms - a.ms)
    .slice(0, 4)
    .map(({ query, ms }) => `${ms.toFixed(1)} ms at the median: ${query || 'everybody'}`)
}

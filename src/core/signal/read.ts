import { declaredDelimiter, guessDelimiter } from '#core/import/delimiter.ts'
import { squash } from '#core/import/header-text.ts'
import { createRecordReader } from '#core/import/records.ts'
import { guessTimeFormat } from '#core/import/time-guess.ts'
import { compileTimeReader } from '#core/import/time.ts'
import { keyOfSignal, readNetwork, signalKinds, type SignalCount, type SignalKind } from './signal.ts'

/**
 * Columns of a file of social numbers. Networks export a day a line and a column for each kind; tables of one's own may
 * have a line for each kind instead, with `kind` and `count`.
 */
type SignalColumn = 'day' | 'network' | 'campaign' | 'url' | 'kind' | 'count' | 'person' | SignalKind

/** Headers as exports write them in English, Korean and Russian. */
const headers: Readonly<Record<SignalColumn, string>> = {
  day: 'day, date, 날짜, 일자, 일, 기준일, дата, день, published date, reporting date',
  network: 'network, platform, channel, 네트워크, 플랫폼, 채널, сеть, соцсеть, площадка, платформа',
  campaign: 'campaign, campaign name, 캠페인, 캠페인명, кампания, название кампании',
  url: `url, link, page, post, permalink, post link, post url, 링크, 게시물, 주소, 페이지, ссылка, адрес, пост, запись,
    публикация, страница`,
  kind: 'kind, type, action, metric, 종류, 유형, 지표, 반응, вид, тип, действие, показатель',
  count: 'count, number, value, total, 수, 건수, 횟수, 값, количество, число, значение, всего',
  person: 'email, e-mail, mail, user id, userid, 이메일, 메일, почта, эл. почта',
  like: `like, likes, reactions, reactions total, post reactions, favorites, favourites, hearts, 좋아요, 좋아요 수, 공감,
    공감수, 공감 수, 반응 수, лайки, лайк, нравится, реакции`,
  share: `share, shares, reposts, reposts total, retweets, post shares, 공유, 공유수, 공유 수, 리포스트, 리트윗, 재게시, репосты,
    репост, поделились, пересылки`,
  comment: `comment, comments, comments total, replies, post comments, 댓글, 댓글수, 댓글 수, 답글, комментарии, комментарий,
    ответы`,
  mention: 'mention, mentions, 언급, 언급수, 언급 수, упоминания, упоминание',
  follow: `follow, follows, new followers, total followers gained, new subscribers, subscribers gained,
    page follows, 신규 팔로워, 팔로우, 신규 구독자, 이웃 증가, 이웃증가수, новые подписчики, подписки, подписались`,
  view: `view, views, impressions, impressions total, video views, 조회, 조회수, 조회 수, 노출, 노출수, просмотры, показы`,
}

const columnByHeader = new Map(
  Object.entries(headers).flatMap(([column, names]) =>
    names.split(',').map((name): [string, SignalColumn] => [squash(name), column as SignalColumn]),
  ),
)

export interface SignalReading {
  rows: SignalCount[]
  /** what must be said before it can be read: the network, or whether 3/4 is the third of April */
  needs: ('day' | 'counts' | 'network' | 'date_order' | 'date_format')[]
  /** it names people: what is tied to somebody comes in as events */
  people: boolean
  /** lines that cannot be read, the first 50 */
  faults: { line: number; code: 'day' | 'count' | 'kind' | 'broken'; text: string }[]
  faultCount: number
  /** kinds that have a column, or occur */
  kinds: SignalKind[]
  /** first and last day; null without rows */
  from: string | null
  to: string | null
}

export interface SignalSaid {
  /** of all lines where no column says it */
  network: string
  /** where both readings fit */
  dateFormat: 'D/M/YYYY' | 'M/D/YYYY' | null
}

const shownFaults = 50
/** lines above the header at most: exports put the account and the period there */
const mostAbove = 20
export const mostSignal = 1_000_000_000

/** Reads a table of social numbers; never throws. Alike rows are one, with their counts added up. */
export function readSignals(text: string, said: SignalSaid): SignalReading {
  const declared = declaredDelimiter(text)
  const body = declared === null ? text : text.slice(text.indexOf('\n') + 1)
  const lines = body.slice(0, 200_000).split(/\r?\n/)
  const wide = lines.find((line) => columnsIn(line.split(/[,;\t|]/)).has('day')) ?? lines[0] ?? ''
  const delimiter = declared ?? guessDelimiter(lines.slice(lines.indexOf(wide)).join('\n'))
  const reader = createRecordReader({ delimiter })
  const records = [...reader.push(body), ...reader.end()]
  const table = records.flatMap(({ row, cells }) => (cells === null ? [] : [{ line: row, cells }]))
  const place = Math.max(
    0,
    table.slice(0, mostAbove).findIndex(({ cells }) => columnsIn(cells).has('day')),
  )
  const columns = columnsIn(table[place]?.cells ?? [])
  const reading: SignalReading = {
    rows: [],
    needs: [],
    people: columns.has('person'),
    faults: [],
    faultCount: 0,
    kinds: [],
    from: null,
    to: null,
  }
  const measured = signalKinds.filter((kind) => columns.has(kind))
  const long = columns.has('kind') && columns.has('count')
  if (!columns.has('day')) reading.needs.push('day')
  if (measured.length === 0 && !long) reading.needs.push('counts')
  if (!columns.has('network') && readNetwork(said.network) === '') reading.needs.push('network')
  const rows = table.slice(place + 1).filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  const cellOf = (cells: readonly string[], column: SignalColumn): string => {
    const at = columns.get(column)
    return at === undefined ? '' : (cells[at] ?? '').trim()
  }
  const days = rows.map(({ cells }) => cellOf(cells, 'day').replace(/(?<=\d)\.$/, ''))
  const format = formatOf(days, said)
  if (typeof format !== 'string') reading.needs.push(format.need)
  if (reading.needs.length > 0 || typeof format !== 'string') return reading
  const readTime = compileTimeReader(format, 'UTC')
  if (typeof readTime !== 'function') return { ...reading, needs: ['date_format'] }

  const fault = (line: number, code: SignalReading['faults'][number]['code'], what: string): void => {
    reading.faultCount++
    if (reading.faults.length < shownFaults) reading.faults.push({ line, code, text: what.slice(0, 80) })
  }
  for (const { row, cells } of records) if (cells === null) fault(row, 'broken', '')
  const sums = new Map<string, SignalCount>()
  for (const [index, { line, cells }] of rows.entries()) {
    const time = readTime(days[index] ?? '')
    if (!time.ok) {
      fault(line, 'day', cellOf(cells, 'day'))
      continue
    }
    const about = {
      day: new Date(time.at).toISOString().slice(0, 10),
      network: readNetwork(cellOf(cells, 'network') || said.network),
      campaign: whole(cellOf(cells, 'campaign'), 200),
      url: whole(cellOf(cells, 'url'), 500),
    }
    const given: [SignalKind, string][] = measured.map((kind) => [kind, cellOf(cells, kind)])
    if (long) {
      const kind = columnByHeader.get(squash(cellOf(cells, 'kind')))
      if (kind === undefined || !isKind(kind)) fault(line, 'kind', cellOf(cells, 'kind'))
      else given.push([kind, cellOf(cells, 'count')])
    }
    for (const [kind, written] of given) {
      const count = countOf(written)
      if (count === null) fault(line, 'count', written)
      else if (count > 0) {
        const row = { ...about, kind, count }
        const key = keyOfSignal(row)
        const before = sums.get(key)
        if (before) before.count = Math.min(mostSignal, before.count + count)
        else sums.set(key, row)
      }
    }
  }
  reading.rows = [...sums.values()].toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
  reading.kinds = signalKinds.filter((kind) => reading.rows.some((row) => row.kind === kind))
  reading.from = reading.rows[0]?.day ?? null
  reading.to = reading.rows.at(-1)?.day ?? null
  return reading
}

function columnsIn(cells: readonly string[]): Map<SignalColumn, number> {
  const found = new Map<SignalColumn, number>()
  for (const [at, cell] of cells.entries()) {
    const column = columnByHeader.get(squash(cell)) ?? columnByHeader.get(squash(cell.replace(/\([^()]*\)/g, ' ')))
    if (column !== undefined && !found.has(column)) found.set(column, at)
  }
  return found
}

function formatOf(
  days: readonly string[],
  { dateFormat }: SignalSaid,
): string | { need: 'date_order' | 'date_format' } {
  if (dateFormat !== null) return dateFormat
  const guess = guessTimeFormat(days.filter((day) => day !== '').slice(0, 2000), '')
  if ('format' in guess) return guess.format
  return { need: guess.code === 'time_ambiguous' ? 'date_order' : 'date_format' }
}

/** A whole number, with or without marks between thousands; a dash and an empty cell are none of it (0). */
function countOf(text: string): number | null {
  if (/^[-–—]?$/.test(text)) return 0
  const plain = text.replace(/(?<=\d)[\s  ,.'](?=\d{3}(?!\d))/g, '').replace(/[.,]0+$/, '')
  if (!/^\d{1,10}$/.test(plain)) return null
  const count = Number(plain)
  return count <= mostSignal ? count : null
}

function isKind(column: SignalColumn): column is SignalKind {
  return (signalKinds as readonly string[]).includes(column)
}

function whole(text: string, most: number): string {
  return text.toWellFormed().replaceAll('\0', '').slice(0, most)
}

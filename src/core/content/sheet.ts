import type { Band, Blueprint, Text } from '#core/blueprint.ts'
import { contentClassifier } from '#core/content.ts'
import { readPlace } from '#core/content/address.ts'
import { journeyOf } from '#core/content/gap.ts'
import { squash } from '#core/import/header-text.ts'
import { createRecordReader } from '#core/import/records.ts'
import { isDay } from '#core/report/period.ts'
import { foldText } from '#core/text.ts'

/** A line of a list of content that can be taken in: one asset in one language. */
export interface SheetRow {
  /** as a spreadsheet numbers it */
  row: number
  /** rows with the same word here are one asset; the title where the list has no such column */
  asset: string
  title: string
  kind: string
  language: string
  url: string | null
  path: string | null
  about: string
  bands: Band[]
  stage: string | null
  personas: string[]
  industries: string[]
  /** YYYY-MM-DD */
  reviewOn: string | null
  /** mail address or name of a colleague, as written */
  owner: string | null
}

export interface SheetFault {
  row: number
  /** the column's header as written; null: the whole row */
  column: string | null
  code:
    | 'broken'
    | 'no_title'
    | 'unknown_kind'
    | 'unknown_language'
    | 'unknown_stage'
    | 'unknown_band'
    | 'unknown_persona'
    | 'bad_address'
    | 'bad_day'
    | 'too_long'
  /** what stood there */
  text: string
}

export interface Sheet {
  rows: SheetRow[]
  faults: SheetFault[]
  /** headers that nothing is read from */
  ignored: string[]
  /** null: read; else what is wrong with the whole list */
  refused: 'empty' | 'no_title_column' | 'too_many_rows' | null
}

type Field =
  | 'asset'
  | 'title'
  | 'kind'
  | 'language'
  | 'address'
  | 'about'
  | 'bands'
  | 'stage'
  | 'personas'
  | 'industries'
  | 'reviewOn'
  | 'owner'

const headers: Record<Field, readonly string[]> = {
  asset: [
    'asset',
    'asset name',
    'internal name',
    'content name',
    'name',
    '콘텐츠명',
    '관리명',
    '자료명',
    'материал',
    'название материала',
  ],
  title: ['title', 'headline', 'page title', '제목', 'название', 'заголовок'],
  kind: ['kind', 'type', 'content type', 'format', '유형', '종류', '콘텐츠 유형', 'тип', 'вид', 'формат'],
  language: ['language', 'lang', 'locale', '언어', 'язык'],
  address: ['address', 'url', 'link', 'path', 'page', '주소', '링크', '경로', 'адрес', 'ссылка', 'путь'],
  about: ['about', 'description', 'summary', '설명', '요약', 'описание'],
  bands: ['band', 'bands', 'funnel', 'funnel stage', '구간', '퍼널 단계', 'этап воронки', 'уровень воронки'],
  stage: ['stage', 'journey stage', 'buyer stage', '여정 단계', '단계', 'этап', 'этап пути'],
  personas: ['persona', 'personas', 'audience', '페르소나', '대상', 'персона', 'персоны', 'аудитория'],
  industries: ['industry', 'industries', '업종', '산업', 'отрасль', 'отрасли'],
  reviewOn: ['review', 'review date', 'review on', 'expires', '검토일', '검토 예정일', 'дата проверки', 'проверить'],
  owner: ['owner', 'author', '담당자', '작성자', 'ответственный', 'автор'],
}
const fieldOf = new Map(
  Object.entries(headers).flatMap(([field, words]) => words.map((word) => [squash(word), field as Field] as const)),
)

const mostRows = 2000
const bandNames: readonly Band[] = ['TOFU', 'MOFU', 'BOFU', 'CUSTOMER']
const languageNames: Readonly<Record<string, string>> = {
  english: 'en',
  영어: 'en',
  английский: 'en',
  korean: 'ko',
  한국어: 'ko',
  корейский: 'ko',
  russian: 'ru',
  러시아어: 'ru',
  русский: 'ru',
}

/**
 * Reads a list of content (delimited text with a line of headers, in English, Korean or Russian). Kinds, stages and
 * personas may stand there by id or by name in any language; several are parted by `;` or `|`. A row with a fault is left
 * out and named; the others are read. `language`: of rows that name none.
 */
export function readContentSheet(text: string, blueprint: Blueprint, language: string): Sheet {
  const reader = createRecordReader({ delimiter: delimiterOf(text) })
  const records = [...reader.push(text.replace(/^\uFEFF/, '')), ...reader.end()].filter(
    ({ cells }) => cells === null || cells.some((cell) => cell.trim() !== ''),
  )
  const sheet: Sheet = { rows: [], faults: [], ignored: [], refused: null }
  const [first, ...rest] = records
  if (!first?.cells) return { ...sheet, refused: 'empty' }
  const names = first.cells
  const columns = names.map((name) => fieldOf.get(squash(name)) ?? null)
  sheet.ignored = names.filter((name, place) => columns[place] === null && name.trim() !== '')
  // a list that has only names of assets means their titles
  const titled = columns.includes('title') ? 'title' : 'asset'
  if (!columns.includes(titled)) return { ...sheet, refused: 'no_title_column' }
  if (rest.length > mostRows) return { ...sheet, refused: 'too_many_rows' }
  const words = wordsOf(blueprint)
  for (const record of rest) {
    if (record.cells === null) {
      sheet.faults.push({ row: record.row, column: null, code: 'broken', text: record.text.slice(0, 200) })
      continue
    }
    const { cells, row } = record
    const cell = (field: Field): string => (cells[columns.indexOf(field)] ?? '').trim()
    const faults: SheetFault[] = []
    const refuse = (field: Field, code: SheetFault['code'], said: string): void => {
      faults.push({ row, column: names[columns.indexOf(field)] ?? null, code, text: said.slice(0, 200) })
    }
    const title = cell(titled)
    if (title === '') refuse(titled, 'no_title', '')
    if (title.length > 300) refuse(titled, 'too_long', title)
    const place = cell('address') === '' ? { url: null, path: null } : readPlace(cell('address'))
    if (!place) refuse('address', 'bad_address', cell('address'))
    const kind =
      words.kinds.get(foldText(cell('kind'))) ?? (cell('kind') === '' ? words.kindOf(place?.path ?? null) : null)
    if (!kind) refuse('kind', 'unknown_kind', cell('kind'))
    const spoken = readLanguage(cell('language'), language)
    if (!spoken) refuse('language', 'unknown_language', cell('language'))
    const stage = cell('stage') === '' ? null : (words.stages.get(foldText(cell('stage'))) ?? undefined)
    if (stage === undefined) refuse('stage', 'unknown_stage', cell('stage'))
    const reviewOn = cell('reviewOn') === '' ? null : cell('reviewOn').replaceAll(/[./]/g, '-')
    if (reviewOn !== null && !isDay(reviewOn)) refuse('reviewOn', 'bad_day', cell('reviewOn'))
    const bands = many(cell('bands')).map((word) => {
      const band = bandNames.find((one) => one === word.toUpperCase())
      if (!band) refuse('bands', 'unknown_band', word)
      return band
    })
    const personas = many(cell('personas')).map((word) => {
      const persona = words.personas.get(foldText(word))
      if (!persona) refuse('personas', 'unknown_persona', word)
      return persona
    })
    if (faults.length > 0 || !place || !kind || !spoken || stage === undefined) {
      sheet.faults.push(...faults)
      continue
    }
    sheet.rows.push({
      row,
      asset: cell('asset') === '' ? title : cell('asset').slice(0, 300),
      title,
      kind,
      language: spoken,
      ...place,
      about: cell('about').slice(0, 2000),
      bands: [...new Set(bands.filter((band) => band !== undefined))],
      stage,
      personas: [...new Set(personas.filter((persona) => persona !== undefined))],
      industries: [...new Set(many(cell('industries')))].slice(0, 20).map((one) => one.slice(0, 100)),
      reviewOn,
      owner: cell('owner') === '' ? null : cell('owner').slice(0, 300),
    })
  }
  return sheet
}

function delimiterOf(text: string): string {
  const line = text.slice(0, text.search(/\r|\n|$/))
  const counts = [',', ';', '\t'].map((mark) => [line.split(mark).length, mark] as const)
  return counts.reduce((a, b) => (b[0] > a[0] ? b : a))[1]
}

function many(cell: string): string[] {
  return cell
    .split(/[;|]/)
    .map((word) => word.trim())
    .filter((word) => word !== '')
}

function readLanguage(cell: string, otherwise: string): string | null {
  const word = cell.toLowerCase()
  if (word === '') return otherwise
  if (languageNames[word] !== undefined) return languageNames[word]
  return /^[a-z]{2}(?:$|[-_][a-z0-9]+$)/.test(word) ? word.slice(0, 2) : null
}

interface BlueprintWords {
  kinds: ReadonlyMap<string, string>
  stages: ReadonlyMap<string, string>
  personas: ReadonlyMap<string, string>
  /** by the content rules, where a row names no kind */
  kindOf(path: string | null): string | null
}

function wordsOf(blueprint: Blueprint): BlueprintWords {
  const named = (some: readonly { id: string; name: Text }[]) =>
    new Map(
      some.flatMap(({ id, name }) => [
        [foldText(id), id] as const,
        [foldText(id.replaceAll('_', ' ')), id] as const,
        ...Object.values(name).map((text) => [foldText(text as string), id] as const),
      ]),
    )
  const kindOf = contentClassifier(blueprint)
  return {
    kinds: named(blueprint.contentKinds),
    stages: named(journeyOf(blueprint).stages),
    personas: named(blueprint.personas),
    kindOf: (path) => (path === null ? null : kindOf(path)),
  }
}

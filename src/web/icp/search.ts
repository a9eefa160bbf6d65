import type { PhraseTag } from '#core/icp/phrase.ts'
import type { WorksheetPart } from '#core/icp/worksheet.ts'

/** How far back both sides are compared; absent: twelve months. */
export interface IcpSearch {
  months?: 3 | 6 | 24
}

export function parseIcpSearch(search: Record<string, unknown>): IcpSearch {
  const months = ([3, 6, 24] as const).find((one) => one === Number(search['months']))
  return months === undefined ? {} : { months }
}

/** The part of the worksheet that is open; absent: the first. */
export interface SheetSearch {
  part?: WorksheetPart
}

const parts: readonly WorksheetPart[] = [
  'wants',
  'who',
  'facts',
  'world',
  'problems',
  'objections',
  'past',
  'projection',
]

export function parseSheetSearch(search: Record<string, unknown>): SheetSearch {
  const part = parts.find((one) => one === search['part'])
  return part === undefined ? {} : { part }
}

export interface PhraseSearch {
  q?: string
  tag?: PhraseTag
}

const tags: readonly PhraseTag[] = ['problem', 'wish', 'objection', 'benefit', 'wording']

export function parsePhraseSearch(search: Record<string, unknown>): PhraseSearch {
  const { q } = search
  const tag = tags.find((one) => one === search['tag'])
  return { ...(typeof q === 'string' && q !== '' ? { q: q.slice(0, 200) } : {}), ...(tag === undefined ? {} : { tag }) }
}

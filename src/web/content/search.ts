/** The library as it stands in the address. */
export interface LibrarySearch {
  q?: string
  kind?: string
  band?: string
  stage?: string
  persona?: string
  language?: string
  state?: 'overdue' | 'archived'
  /** by title unless said */
  sort?: 'people' | 'review'
}

export function parseLibrarySearch(search: Record<string, unknown>): LibrarySearch {
  const { state, sort } = search
  return {
    ...texts(search, ['q', 'kind', 'band', 'stage', 'persona', 'language']),
    ...(state === 'overdue' || state === 'archived' ? { state } : {}),
    ...(sort === 'people' || sort === 'review' ? { sort } : {}),
  }
}

/** What a report is over, and the number that is open. */
export interface ReadingSearch {
  /** days; 90 unless said */
  days?: number
  persona?: string
  language?: string
  /** the number that is open: its people stand at the side */
  of?: 'all' | 'asset' | 'kind' | 'band' | 'persona' | 'stage' | 'language'
  key?: string
}

export const periods = [30, 90, 365] as const
const openings = ['all', 'asset', 'kind', 'band', 'persona', 'stage', 'language'] as const

export function parseReadingSearch(search: Record<string, unknown>): ReadingSearch {
  const days = periods.find((one) => one === Number(search['days']))
  const of = openings.find((one) => one === search['of'])
  return {
    ...(days === undefined || days === 90 ? {} : { days }),
    ...texts(search, ['persona', 'language', 'key']),
    ...(of === undefined ? {} : { of }),
  }
}

/** The matrix: which axis, which language, which cell is open (`persona/column`). */
export interface GapSearch {
  by?: 'band'
  language?: string
  cell?: string
}

export function parseGapSearch(search: Record<string, unknown>): GapSearch {
  return { ...(search['by'] === 'band' ? { by: 'band' } : {}), ...texts(search, ['language', 'cell']) }
}

/** What a new asset begins with, and whether one is being changed. */
export interface AssetSearch {
  edit?: true
  title?: string
  kind?: string
  address?: string
  language?: string
  persona?: string
  stage?: string
  band?: string
}

export function parseAssetSearch(search: Record<string, unknown>): AssetSearch {
  return {
    ...(search['edit'] === true || search['edit'] === 'true' ? { edit: true as const } : {}),
    ...texts(search, ['title', 'kind', 'address', 'language', 'persona', 'stage', 'band']),
  }
}

function texts<Key extends string>(search: Record<string, unknown>, keys: readonly Key[]): { [key in Key]?: string } {
  const found: { [key in Key]?: string } = {}
  for (const key of keys) {
    const value = search[key]
    if (typeof value === 'string' && value !== '') found[key] = value.slice(0, 2000)
    else if (typeof value === 'number') found[key] = String(value)
  }
  return found
}

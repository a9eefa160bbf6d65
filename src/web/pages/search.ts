import type { VariantKey } from '#core/page/document.ts'
import type { Conversion } from '#core/page/test.ts'

// written out: what the router reads stays free of the contract's schemas
export const pageTabs = ['edit', 'test', 'numbers', 'versions'] as const
export type PageTab = (typeof pageTabs)[number]

export const spans = [7, 28, 90, 365] as const
export const windows = [1, 7, 14, 30] as const
const known = [
  'form_submitted',
  'demo_requested',
  'callback_requested',
  'content_downloaded',
  'quote_requested',
  'trial_started',
  'cta_clicked',
] as const satisfies readonly Conversion[]

/** Which part of a page is open, which variant is edited, and how its numbers are counted. */
export interface PageSearch {
  tab?: PageTab
  variant?: VariantKey
  span?: (typeof spans)[number]
  conversion?: Conversion
  within?: (typeof windows)[number]
  /** whose list is open: `all`, `converted`, or a part such as `variant.b`, `channel.search` */
  who?: string
}

export function parsePageSearch(search: Record<string, unknown>): PageSearch {
  const tab = pageTabs.find((one) => one === search['tab'] && one !== 'edit')
  const variant = (['b', 'c', 'd'] as const).find((one) => one === search['variant'])
  const span = spans.find((one) => one === Number(search['span']) && one !== 28)
  const conversion = known.find((one) => one === search['conversion'] && one !== 'form_submitted')
  const within = windows.find((one) => one === Number(search['within']) && one !== 7)
  const who =
    typeof search['who'] === 'string' && /^[a-z]+(\.[a-z_]+)?$/.test(search['who']) ? search['who'] : undefined
  return {
    ...(tab ? { tab } : {}),
    ...(variant ? { variant } : {}),
    ...(span ? { span } : {}),
    ...(conversion ? { conversion } : {}),
    ...(within ? { within } : {}),
    ...(who === undefined ? {} : { who }),
  }
}

/** Pages in the list, or those taken out of it. */
export interface PagesSearch {
  retired?: true
}

export function parsePagesSearch(search: Record<string, unknown>): PagesSearch {
  return search['retired'] === true || search['retired'] === 'true' ? { retired: true } : {}
}

import { useIntl } from 'react-intl'
import type { Json } from '#core/json.ts'
import { useFormat } from '../app/format.ts'
import { Say } from '../app/words.tsx'
import { useLabels } from '../filter/labels.ts'

interface FactValueInput {
  of?: 'person' | 'account'
  name: string
  value: Json | undefined
}

/** A fact as text: whatever people or programs sent, never as markup. */
export function FactValue({ of = 'person', name, value }: FactValueInput) {
  const intl = useIntl()
  const format = useFormat()
  const labels = useLabels()
  if (value === undefined || value === null) return <>–</>
  if (typeof value === 'boolean') return <Say id={value ? 'facts.yes' : 'facts.no'} />
  if (typeof value === 'number') return <>{intl.formatNumber(value)}</>
  if (typeof value !== 'string') return <>{plain(value)}</>
  // a day has no zone
  if (/^\d{4}-\d{2}-\d{2}$/.test(value) && Number.isFinite(Date.parse(value)))
    return <>{intl.formatDate(value, { dateStyle: 'medium', timeZone: 'UTC' })}</>
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value)) return <>{format.dateTime(value)}</>
  return <>{labels.value(`${of}.${name}`, value)}</>
}

function plain(value: Json): string {
  if (value === null) return '–'
  if (Array.isArray(value)) return value.map(plain).join(', ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

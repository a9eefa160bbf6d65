import { NativeSelect } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useIntl } from 'react-intl'
import { currencies } from '#core/currency.ts'
import { useSay } from '../app/words.tsx'

interface ZoneSelectInput {
  value: string
  onChange(zone: string): void
  error?: string | undefined
}

/** IANA zones, the browser's own first guess chosen. */
export function ZoneSelect({ value, onChange, error }: ZoneSelectInput) {
  const say = useSay()
  const zones = useMemo(() => [...new Set([value, 'UTC', ...Intl.supportedValuesOf('timeZone')])].toSorted(), [value])
  return (
    <NativeSelect
      label={say('setup.zone')}
      description={say('setup.zone.hint')}
      value={value}
      data={zones}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

/** Currencies in use, and the one chosen, should it be of the past. */
export function CurrencySelect({ value, onChange }: { value: string; onChange(currency: string): void }) {
  const say = useSay()
  const intl = useIntl()
  const [chosen] = useState(value)
  const data = useMemo(
    () =>
      [...new Set([...currencies, chosen])].toSorted().map((code) => ({
        value: code,
        label: `${code} · ${intl.formatDisplayName(code, { type: 'currency' }) ?? code}`,
      })),
    [intl, chosen],
  )
  return (
    <NativeSelect
      label={say('setup.currency')}
      value={value}
      data={data}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

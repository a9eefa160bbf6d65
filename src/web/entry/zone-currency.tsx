import { NativeSelect } from '@mantine/core'
import { useMemo } from 'react'
import { useIntl } from 'react-intl'
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

export function CurrencySelect({ value, onChange }: { value: string; onChange(currency: string): void }) {
  const say = useSay()
  const intl = useIntl()
  const data = useMemo(
    () =>
      Intl.supportedValuesOf('currency').map((code) => ({
        value: code,
        label: `${code} · ${intl.formatDisplayName(code, { type: 'currency' }) ?? code}`,
      })),
    [intl],
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

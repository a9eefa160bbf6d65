import { Checkbox, NativeSelect } from '@mantine/core'
import type { ImportPreview } from '#contract/import-task.ts'
import { importKinds, type ImportKind, type ImportMapping } from '#core/import/mapping.ts'
import { useMay } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { CurrencySelect } from '../entry/zone-currency.tsx'
import { DealFields } from './deal-fields.tsx'
import { EventNameInput } from './event-name-input.tsx'
import styles from './imports.module.css'

const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'cp949', 'windows-1251', 'windows-1252'] as const
const delimiters = [',', ';', 'tab', '|'] as const

const names = { ',': 'comma', ';': 'semicolon', tab: 'tab', '|': 'bar' } as const

function isNamed(delimiter: string): delimiter is keyof typeof names {
  return Object.hasOwn(names, delimiter)
}

interface ReadingFormInput {
  preview: ImportPreview
  /** columns are guessed anew */
  onReread(part: Partial<ImportMapping>): void
  /** columns stay as they are */
  onChange(mapping: ImportMapping): void
}

/** What the rows are about, and how the file is read; every guess can be overruled. */
export function ReadingForm({ preview, onReread, onChange }: ReadingFormInput) {
  const say = useSay()
  const { reading, kind, mapping } = preview
  const mayDeals = useMay('deal.write_any')
  const mayLists = useMay('pipeline.manage')
  const may: Partial<Record<ImportKind, boolean>> = {
    deals: mayDeals,
    deal_history: mayDeals,
    products: mayLists,
    teams: mayLists,
  }
  return (
    <>
      <div className={styles.fields}>
        <NativeSelect
          label={say('imports.about')}
          value={kind}
          data={importKinds
            .filter((value) => value === kind || may[value] !== false)
            .map((value) => ({ value, label: say(`imports.kind.${value}`) }))}
          onChange={(event) => onReread({ kind: event.currentTarget.value as ImportKind })}
        />
        {kind === 'events' && (
          <EventNameInput
            key={mapping.event ?? ''}
            value={mapping.event ?? ''}
            onTake={(event) => {
              const { event: _event, ...rest } = mapping
              onChange(event === '' ? rest : { ...rest, event })
            }}
          />
        )}
        <NativeSelect
          label={say('imports.encoding')}
          {...(reading.confidence === 'certain' || reading.confidence === 'given'
            ? {}
            : { description: say('imports.encoding.guess') })}
          value={reading.encoding}
          data={[...new Set([reading.encoding, ...encodings])]}
          onChange={(event) => onReread({ encoding: event.currentTarget.value })}
        />
        <NativeSelect
          label={say('imports.delimiter')}
          value={reading.delimiter}
          data={[...new Set([reading.delimiter, ...delimiters])].map((value) => ({
            value,
            label: isNamed(value) ? say(`imports.delimiter.${names[value]}`) : value,
          }))}
          onChange={(event) => onReread({ delimiter: event.currentTarget.value })}
        />
        <NativeSelect
          label={say('imports.zone')}
          value={reading.zone}
          data={[...new Set([reading.zone, 'UTC', ...Intl.supportedValuesOf('timeZone')])].toSorted()}
          onChange={(event) => onChange({ ...mapping, zone: event.currentTarget.value })}
        />
        {(kind === 'deals' || kind === 'deal_history') && <DealFields preview={preview} onChange={onChange} />}
        {(kind === 'events' || kind === 'deals' || kind === 'deal_history' || kind === 'products') && (
          <CurrencySelect value={reading.currency} onChange={(currency) => onChange({ ...mapping, currency })} />
        )}
      </div>
      <Checkbox
        mb={16}
        checked={reading.header}
        label={<Say id="imports.header" />}
        onChange={(event) => onReread({ header: event.currentTarget.checked })}
      />
    </>
  )
}

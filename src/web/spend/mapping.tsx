import { NativeSelect } from '@mantine/core'
import { type SpendColumn, spendColumns, spendNetworks } from '#core/spend/network.ts'
import type { SpendMapping, SpendReading } from '#core/spend/read.ts'
import type { SpendTable } from '#core/spend/table.ts'
import { Say, useSay } from '../app/words.tsx'
import { CurrencySelect } from '../entry/zone-currency.tsx'
import styles from './spend.module.css'

interface MappingInput {
  table: SpendTable
  mapping: SpendMapping
  reading: SpendReading
  /** of the workspace */
  currency: string
  onChange(mapping: SpendMapping): void
}

/** Which column holds what; what the file leaves open is asked for. */
export function Mapping({ table, mapping, reading, currency, onChange }: MappingInput) {
  const say = useSay()
  const set = (part: Partial<SpendMapping>) => onChange({ ...mapping, ...part })
  const { needs } = reading
  const asksCurrency = needs.includes('currency') || mapping.currency !== null
  return (
    <div className={styles.fields}>
      <NativeSelect
        label={say('spend.file.network')}
        value={mapping.network}
        data={spendNetworks.map((network) => ({ value: network, label: say(`spend.network.${network}`) }))}
        onChange={(event) =>
          set({ network: spendNetworks.find((one) => one === event.currentTarget.value) ?? 'other' })
        }
      />
      {spendColumns.map((column) => (
        <ColumnField
          key={column}
          column={column}
          headers={table.headers}
          place={mapping.columns[column]}
          onChange={(place) => set({ columns: { ...mapping.columns, [column]: place } })}
        />
      ))}
      {(needs.includes('date_order') || needs.includes('date_format') || mapping.dateFormat !== null) && (
        <NativeSelect
          label={say('spend.file.dates')}
          value={mapping.dateFormat ?? ''}
          data={[
            { value: '', label: say('spend.file.choose.one') },
            'D/M/YYYY',
            'M/D/YYYY',
            'D.M.YYYY',
            'YYYY-MM-DD',
            'YYYYMMDD',
          ]}
          onChange={(event) => set({ dateFormat: event.currentTarget.value === '' ? null : event.currentTarget.value })}
        />
      )}
      {(needs.includes('decimal') || mapping.decimal !== null) && (
        <NativeSelect
          label={say('spend.file.decimal')}
          value={mapping.decimal ?? ''}
          data={[
            { value: '', label: say('spend.file.choose.one') },
            { value: '.', label: '1,234.56' },
            { value: ',', label: '1.234,56' },
          ]}
          onChange={(event) => {
            const mark = event.currentTarget.value
            set({ decimal: mark === '.' || mark === ',' ? mark : null })
          }}
        />
      )}
      {asksCurrency && (
        <div>
          <CurrencySelect value={mapping.currency ?? currency} onChange={(code) => set({ currency: code })} />
          {mapping.currency === null && (
            <button type="button" className="link small" onClick={() => set({ currency })}>
              <Say id="spend.file.currency" values={{ currency }} />
            </button>
          )}
        </div>
      )}
    </div>
  )
}

interface ColumnFieldInput {
  column: SpendColumn
  headers: readonly string[]
  place: number | null
  onChange(place: number | null): void
}

function ColumnField({ column, headers, place, onChange }: ColumnFieldInput) {
  const say = useSay()
  return (
    <NativeSelect
      label={say(`spend.column.${column}`)}
      value={place === null ? '' : String(place)}
      data={[
        { value: '', label: say('spend.column.none') },
        ...headers.map((header, index) => ({
          value: String(index),
          label: header === '' ? say('spend.column.nameless', { column: index + 1 }) : header,
        })),
      ]}
      onChange={(event) => onChange(event.currentTarget.value === '' ? null : Number(event.currentTarget.value))}
    />
  )
}

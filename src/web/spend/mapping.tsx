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
      <label className="field">
        <Say id="spend.file.network" />
        <select
          className="plain"
          value={mapping.network}
          onChange={(event) =>
            set({ network: spendNetworks.find((one) => one === event.currentTarget.value) ?? 'other' })
          }
        >
          {spendNetworks.map((network) => (
            <option key={network} value={network}>
              {say(`spend.network.${network}`)}
            </option>
          ))}
        </select>
      </label>
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
        <label className="field">
          <Say id="spend.file.dates" />
          <select
            className="plain"
            value={mapping.dateFormat ?? ''}
            onChange={(event) =>
              set({ dateFormat: event.currentTarget.value === '' ? null : event.currentTarget.value })
            }
          >
            <option value="">{say('spend.file.choose.one')}</option>
            {['D/M/YYYY', 'M/D/YYYY', 'D.M.YYYY', 'YYYY-MM-DD', 'YYYYMMDD'].map((format) => (
              <option key={format} value={format}>
                {format}
              </option>
            ))}
          </select>
        </label>
      )}
      {(needs.includes('decimal') || mapping.decimal !== null) && (
        <label className="field">
          <Say id="spend.file.decimal" />
          <select
            className="plain"
            value={mapping.decimal ?? ''}
            onChange={(event) => {
              const mark = event.currentTarget.value
              set({ decimal: mark === '.' || mark === ',' ? mark : null })
            }}
          >
            <option value="">{say('spend.file.choose.one')}</option>
            <option value=".">1,234.56</option>
            <option value=",">1.234,56</option>
          </select>
        </label>
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
    <label className="field">
      <Say id={`spend.column.${column}`} />
      <select
        className="plain"
        value={place === null ? '' : String(place)}
        onChange={(event) => onChange(event.currentTarget.value === '' ? null : Number(event.currentTarget.value))}
      >
        <option value="">{say('spend.column.none')}</option>
        {headers.map((header, index) => (
          <option key={`${index} ${header}`} value={String(index)}>
            {header === '' ? say('spend.column.nameless', { column: index + 1 }) : header}
          </option>
        ))}
      </select>
    </label>
  )
}

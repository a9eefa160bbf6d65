import type { SpendReading, SpendRow } from '#core/spend/read.ts'
import { foldText } from '#core/text.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { useMoney } from '../review/money.ts'
import { Table } from '../ui/table.tsx'
import styles from './spend.module.css'

const shown = 8

/** The file as it would count: its sums, its first rows, what cannot be read, which campaigns nobody has come by. */
export function Preview({ reading, campaigns }: { reading: SpendReading; campaigns: readonly string[] }) {
  const say = useSay()
  const format = useFormat()
  const money = useMoney()
  const { rows, needs, faults, faultCount, left, totals, from, to } = reading
  if (needs.length > 0) {
    return (
      <ul className={styles.needs} role="status">
        {needs.map((need) => (
          <li key={need}>
            <Say id={`spend.need.${need}`} />
          </li>
        ))}
      </ul>
    )
  }
  const known = new Set(campaigns.map(foldText))
  const strange = [...new Set(rows.map(({ campaign }) => campaign))].filter(
    (name) => name !== '' && !known.has(foldText(name)),
  )
  return (
    <>
      <p role="status">
        {from === null || to === null ? (
          <Say id="spend.preview.none" />
        ) : (
          <Say
            id="spend.preview"
            values={{
              rows: rows.length,
              from: format.calendar(from),
              to: format.calendar(to),
              sum: format.list(totals.map(({ currency, minor }) => money.full(minor, currency))),
            }}
          />
        )}{' '}
        {left > 0 && <Say id="spend.preview.left" values={{ count: left }} />}
      </p>
      {rows.length > 0 && (
        <Table<SpendRow>
          label={say('spend.preview.rows')}
          rows={rows.slice(0, shown)}
          keyOf={({ day, campaign, currency }) => `${day} ${campaign} ${currency}`}
          columns={[
            { id: 'day', head: say('spend.column.day'), cell: ({ day }) => format.calendar(day) },
            {
              id: 'campaign',
              head: say('spend.column.campaign'),
              rowHead: true,
              cell: ({ campaign }) => campaign || <span className="quiet">{say('spend.noCampaign')}</span>,
            },
            {
              id: 'cost',
              head: say('spend.column.cost'),
              num: true,
              cell: ({ amountMinor, currency }) => money.full(amountMinor, currency),
            },
          ]}
        />
      )}
      {strange.length > 0 && (
        <p className="small">
          <Say id="spend.preview.strange" values={{ count: strange.length, names: format.list(strange.slice(0, 5)) }} />
        </p>
      )}
      {faultCount > 0 && (
        <details className="small">
          <summary>
            <Say id="spend.preview.faults" values={{ count: faultCount }} />
          </summary>
          <ul>
            {faults.map(({ line, code, text }) => (
              <li key={line}>
                <Say id={`spend.fault.${code}`} values={{ line, text }} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

import { Link } from '@tanstack/react-router'
import type { DealDryRun, DryRun } from '#contract/import.ts'
import { toMajor } from '#core/deal/money.ts'
import { useFormat } from '../app/format.ts'
import { Say } from '../app/words.tsx'
import { Figure } from '../ui/figure.tsx'
import { Notices } from './notices.tsx'

/** How many deals, products or agents would come, and how the deals stand. */
export function DealFigures({ deals, companies }: { deals: DealDryRun; companies: DryRun['companies'] }) {
  const format = useFormat()
  const listed = deals.open + deals.won + deals.lost > 0
  return (
    <>
      <Figure label={<Say id="imports.deals.new" />} value={format.number(deals.new)} />
      <Figure label={<Say id="imports.deals.changed" />} value={format.number(deals.changed)} />
      <Figure label={<Say id="imports.deals.same" />} value={format.number(deals.same)} />
      {listed && <Figure label={<Say id="imports.deals.open" />} value={format.number(deals.open)} />}
      {listed && <Figure label={<Say id="imports.deals.won" />} value={format.number(deals.won)} />}
      {listed && <Figure label={<Say id="imports.deals.lost" />} value={format.number(deals.lost)} />}
      {companies.new > 0 && <Figure label={<Say id="imports.companies.new" />} value={format.number(companies.new)} />}
    </>
  )
}

/** What is won by currency, and what in the rows matched nothing. */
export function DealOutcome({ deals, onSettled }: { deals: DealDryRun; onSettled(): void }) {
  const format = useFormat()
  return (
    <>
      {deals.wonSums.map(({ currency, minor, count, rate }) => (
        <p key={currency} className="small" style={{ marginTop: 12 }}>
          <Say
            id="imports.deals.sum"
            values={{
              count,
              shown: format.number(count),
              sum: format.money(toMajor(minor, currency), currency),
              average: format.money(toMajor(Math.round(minor / count), currency), currency),
            }}
          />{' '}
          {!rate && (
            <span className="quiet">
              <Say id="imports.deals.noRate" values={{ currency }} />{' '}
              <Link to="/settings/rates" className="link">
                <Say id="rates.title" />
              </Link>
            </span>
          )}
        </p>
      ))}
      {deals.notices.length > 0 && (
        <>
          <h3 style={{ margin: '20px 0 6px' }}>
            <Say id="imports.notices" />
          </h3>
          <p className="quiet small" style={{ marginBottom: 12 }}>
            <Say id="imports.notices.about" />
          </p>
          <Notices notices={deals.notices} onSettled={onSettled} />
        </>
      )}
    </>
  )
}

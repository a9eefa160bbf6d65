import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { toMajor } from '#core/deal/money.ts'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import { proposalApi } from './api.ts'
import { useDayText } from './day.ts'
import styles from './proposals.module.css'

/** Why a company bought: what it said when each deal was won. Stands on the company's page once it is a customer. */
export function WhyBought({ accountId }: { accountId: string }) {
  const format = useFormat()
  const dayText = useDayText()
  const workspace = useWorkspace()
  const reads = useMay('proposal.read')
  const { data } = useQuery({
    queryKey: ['deals', workspace.id, 'wins', accountId],
    queryFn: ({ signal }) => proposalApi.wins(accountId, signal),
    enabled: reads,
  })
  if (!data || data.items.length === 0) return null
  return (
    <Section title={<Say id="wins.title" />} sub={<Say id="wins.about" />}>
      <ul className={styles.list}>
        {data.items.map((win) => (
          <li key={win.deal.id}>
            <div className={styles.line}>
              <Link to="/deals/$id" params={{ id: win.deal.id }} className="link">
                {win.deal.name}
              </Link>
              {win.reason !== null && <span className="chip">{format.text(win.reason)}</span>}
            </div>
            {win.whyUs !== null && win.whyUs !== '' && <blockquote className={styles.quote}>{win.whyUs}</blockquote>}
            {win.proposal !== null && win.proposal.problem !== '' && (
              <p className="small">
                <Say id="wins.problem" values={{ problem: win.proposal.problem }} />
              </p>
            )}
            <p className="quiet small">
              <Say id="wins.won" values={{ at: format.date(win.wonAt) }} />
              {win.amountMinor !== null && win.currency !== null && (
                <> · {format.money(toMajor(win.amountMinor, win.currency), win.currency)}</>
              )}
              {win.renewalDate !== null && (
                <>
                  {' · '}
                  <Say id="wins.renewal" values={{ at: dayText(win.renewalDate) }} />
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}

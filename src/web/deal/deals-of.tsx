import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import type { DealOf } from '#contract/deal-page.ts'
import { toMajor } from '#core/deal/money.ts'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import { Loaded } from '../ui/state.tsx'
import { dealApi } from './api.ts'
import styles from './deal.module.css'

const OpenDeal = lazy(() => import('./open-deal.tsx').then((file) => ({ default: file.OpenDeal })))

interface PersonDealsInput {
  person: { id: string; name: string; account: { id: string; name: string } | null }
  /** where they stand in the lifecycle: a deal begins where that leads */
  stage: string | null
}

/** The deals in which somebody has a part, with their roles; and a new one that carries the evidence. */
export function PersonDeals({ person, stage }: PersonDealsInput) {
  const workspace = useWorkspace()
  const query = useQuery({
    queryKey: ['deals', workspace.id, 'of-person', person.id],
    queryFn: ({ signal }) => dealApi.ofPerson(person.id, signal),
  })
  const { id, name, account } = person
  return <Deals query={query} from={{ person: { id, name, stage }, account }} />
}

/** The deals with a company: what is going on, why they bought, why they did not. */
export function CompanyDeals({ company }: { company: { id: string; name: string } }) {
  const workspace = useWorkspace()
  const query = useQuery({
    queryKey: ['deals', workspace.id, 'of-company', company.id],
    queryFn: ({ signal }) => dealApi.ofCompany(company.id, signal),
  })
  return <Deals query={query} from={{ person: null, account: company }} />
}

interface DealsInput {
  query: ReturnType<typeof useQuery<{ items: DealOf[] }>>
  from: {
    person: { id: string; name: string; stage: string | null } | null
    account: { id: string; name: string } | null
  }
}

function Deals({ query, from }: DealsInput) {
  const may = useMay('deal.write')
  const [opening, setOpening] = useState(false)
  return (
    <Section
      title={<Say id="deal.of" />}
      id="deals"
      actions={
        may ? (
          <Button variant="default" size="compact-sm" onClick={() => setOpening(true)}>
            <Say id="deal.open" />
          </Button>
        ) : undefined
      }
    >
      <Loaded query={query} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="quiet">
              <Say id={from.person ? 'deal.of.nonePerson' : 'deal.of.noneCompany'} />
            </p>
          ) : (
            <ul className={styles.list}>
              {items.map((deal) => (
                <DealLine key={deal.id} deal={deal} withCompany={from.person !== null} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {opening && (
        <Suspense>
          <OpenDeal {...from} close={() => setOpening(false)} />
        </Suspense>
      )}
    </Section>
  )
}

function DealLine({ deal, withCompany }: { deal: DealOf; withCompany: boolean }) {
  const say = useSay()
  const format = useFormat()
  const { amountMinor, currency } = deal
  const parts = [
    withCompany ? (deal.account?.name ?? null) : null,
    amountMinor === null || currency === null ? null : format.money(toMajor(amountMinor, currency), currency),
    deal.owner,
    ...deal.roles.map((role) => say(`deal.role.${role}`)),
  ].filter((part) => part !== null)
  return (
    <li>
      <p>
        <Link to="/deals/$id" params={{ id: deal.id }} className={styles.name}>
          {deal.name}
        </Link>{' '}
        <span
          className="chip"
          data-kind={deal.status === 'won' ? 'sale' : deal.status === 'lost' ? 'machine' : undefined}
        >
          <span>{format.text(deal.standing)}</span>
        </span>
      </p>
      {parts.length > 0 && <p className="quiet small">{parts.join(' · ')}</p>}
      <p className="quiet small">
        {deal.closedAt === null ? (
          deal.closeDate === null ? (
            <Say id="deal.noClose" />
          ) : (
            <Say id="deal.closes" values={{ at: format.calendar(deal.closeDate) }} />
          )
        ) : (
          <>
            {format.date(deal.closedAt)}
            {deal.reason && ` · ${format.text(deal.reason)}`}
          </>
        )}
        {deal.recycledUntil !== null && (
          <>
            {' · '}
            <Say id="deal.memory.until" values={{ at: format.calendar(deal.recycledUntil) }} />
          </>
        )}
      </p>
      {deal.status === 'won' && deal.whyUs !== null && (
        <blockquote className={styles.quote}>
          <span className="hidden">{say('deal.whyUs')}: </span>
          {deal.whyUs}
        </blockquote>
      )}
    </li>
  )
}

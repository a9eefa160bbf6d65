import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { AccountPage } from '#contract/account.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { CompanyDeals } from '../deal/deals-of.tsx'
import { FactValue } from '../person/fact-value.tsx'
import { useCompanyName } from '../person/names.tsx'
import { Bar, Figure, Figures } from '../ui/figure.tsx'
import { Page, PageHead, Section } from '../ui/page.tsx'
import { WhyBought } from '../proposals/why-bought.tsx'
import { PageError } from '../ui/page-error.tsx'
import { LoadingScreen } from '../ui/state.tsx'
import { accountApi } from './api.ts'
import { CompanyEvents } from './company-events.tsx'
import { CompanyPeople } from './company-people.tsx'
import { Naming } from './rename.tsx'
import styles from './company.module.css'
import { useLabels } from '../filter/labels.ts'
import { useFactName } from '../ui/fact-name.ts'

const route = getRouteApi('/inside/companies/$id')

/** One company: how engaged its people are together, who they are, how far they got, what happened. */
export function CompanyPage() {
  const companyName = useCompanyName()
  const workspace = useWorkspace()
  const { id } = route.useParams()
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['accounts', workspace.id, id, 'page'],
    queryFn: ({ signal }) => accountApi.page(id, signal),
  })
  if (isPending) return <LoadingScreen />
  if (error) return <PageError what="company" error={error} retry={() => void refetch()} />
  return (
    <Page title={companyName(data)}>
      <Head company={data} />
      <div className={styles.columns} key={data.id}>
        <div className={styles.story}>
          <WhyBought accountId={data.id} />
          <CompanyDeals company={{ id: data.id, name: companyName(data) }} />
          <CompanyPeople id={data.id} asOf={data.asOf} />
          <CompanyEvents id={data.id} />
        </div>
        <aside className={styles.side}>
          <Stages company={data} />
          <Personas company={data} />
          <Facts company={data} />
        </aside>
      </div>
    </Page>
  )
}

function Head({ company }: { company: AccountPage }) {
  const format = useFormat()
  const labels = useLabels()
  const companyName = useCompanyName()
  const { people } = company
  const relationship = company.facts['relationship']
  return (
    <>
      <PageHead
        title={
          <>
            {companyName(company)}{' '}
            {typeof relationship === 'string' && (
              <span className="chip" data-kind="account">
                {labels.value('account.relationship', relationship)}
              </span>
            )}
          </>
        }
        sentence={
          people.count === 0 ? (
            <Say id="company.nobody" />
          ) : (
            <>
              <Say id="company.people" values={{ count: people.count, active: people.active, hot: people.hot }} />{' '}
              {people.lastAt !== null && <Say id="company.last" values={{ at: format.date(people.lastAt) }} />}
            </>
          )
        }
      />
      <Naming company={company} />
      <div className="card">
        <Figures>
          <Figure
            label={<Say id="company.breadth" />}
            help="account"
            value={format.number(people.count)}
            note={<Say id="company.icp" values={{ icp: people.icp }} />}
          />
          <Figure
            label={<Say id="company.active" />}
            value={format.number(people.active)}
            note={<Say id="company.active.note" />}
          />
          <Figure
            label={<Say id="company.hot" />}
            help="hot"
            value={format.number(people.hot)}
            note={<Say id="company.hot.note" />}
          />
          <Figure
            label={<Say id="company.engagement" />}
            help="engagement"
            value={format.points(people.engagement)}
            note={<Say id="company.engagement.note" />}
          />
        </Figures>
      </div>
    </>
  )
}

/** How many of its people stand where. */
function Stages({ company }: { company: AccountPage }) {
  const format = useFormat()
  const { stages, outcomes } = company.lifecycle
  const lines = [...stages, ...outcomes.filter(({ count }) => count > 0)]
  const most = Math.max(1, ...lines.map(({ count }) => count))
  return (
    <Section title={<Say id="company.stages" />} help="lifecycle">
      <dl className={styles.bars}>
        {lines.map(({ id, name, count }) => (
          <div key={id}>
            <dt>{format.text(name)}</dt>
            <dd>
              {count > 0 ? <Bar share={count / most} /> : <span />}
              <span>{format.number(count)}</span>
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}

/** Which personas are met here, and who is missing. */
function Personas({ company }: { company: AccountPage }) {
  const format = useFormat()
  const met = company.personas.filter(({ count }) => count > 0)
  const missing = company.personas.filter(({ count }) => count === 0)
  return (
    <Section title={<Say id="company.personas" />} help="persona">
      <ul className={styles.personas}>
        {met.map(({ id, name, count }) => (
          <li key={id}>
            {format.text(name)} <b>{format.number(count)}</b>
          </li>
        ))}
      </ul>
      {missing.length > 0 && (
        <p className="quiet small">
          <Say id="company.missing" values={{ who: format.list(missing.map(({ name }) => format.text(name))) }} />
        </p>
      )}
    </Section>
  )
}

function Facts({ company }: { company: AccountPage }) {
  const say = useSay()
  const factName = useFactName()
  return (
    <Section title={<Say id="company.facts" />}>
      <dl className={styles.facts}>
        {Object.entries(company.facts)
          // the domain stands among the keys below
          .filter(([key]) => key !== 'name' && key !== 'domain')
          .map(([key, value]) => (
            <div key={key}>
              <dt>{factName(key, 'account')}</dt>
              <dd>
                <FactValue of="account" name={key} value={value} />
              </dd>
            </div>
          ))}
        {company.keys.map(({ kind, value }) => (
          <div key={`${kind}/${value}`}>
            <dt>{say(`company.key.${kind}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}

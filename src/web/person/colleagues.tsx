import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { AccountPeople } from '#contract/account.ts'
import type { PersonHead } from '#contract/person-head.ts'
import { accountApi } from '../company/api.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say } from '../app/words.tsx'
import { Heat } from '../ui/heat.tsx'
import { Section } from '../ui/page.tsx'
import { StageName } from '../ui/stage-name.tsx'
import { Loaded } from '../ui/state.tsx'
import { useCompanyName, usePersonName } from './names.tsx'
import styles from './person.module.css'

const shown = 6

interface ColleaguesInput {
  person: PersonHead
  account: NonNullable<PersonHead['account']>
}

/** Their company, and who else there is known: stage and warmth, the most engaged first. */
export function Colleagues({ person, account }: ColleaguesInput) {
  const workspace = useWorkspace()
  const companyName = useCompanyName()
  const query = useQuery({
    queryKey: ['accounts', workspace.id, account.id, 'people', 'few'],
    queryFn: ({ signal }) => accountApi.people(account.id, { limit: shown + 1 }, signal),
  })
  return (
    <Section
      title={
        <Link to="/companies/$id" params={{ id: account.id }} className="link">
          {companyName(account)}
        </Link>
      }
      sub={account.domain}
      help="account"
    >
      <Loaded query={query} lines={3}>
        {(people) => <Few people={people} but={person.id} account={account.id} />}
      </Loaded>
    </Section>
  )
}

function Few({ people, but, account }: { people: AccountPeople; but: string; account: string }) {
  const format = useFormat()
  const nameOf = usePersonName()
  const others = people.items
    .filter(({ id }) => id !== but)
    .slice(0, shown)
    .toSorted((a, b) => b.total - a.total)
  if (others.length === 0)
    return (
      <p className="quiet">
        <Say id="colleagues.none" />
      </p>
    )
  return (
    <>
      <ul className={styles.list}>
        {others.map((one) => (
          <li key={one.id} className={styles.colleague}>
            <div>
              <Link to="/people/$id" params={{ id: one.id }} className="link">
                {nameOf(one)}
              </Link>
              <div className="quiet small">
                {one.title ?? (one.persona && format.text(one.persona.name))}
                {(one.title ?? one.persona) && ' · '}
                <StageName lifecycle={people.lifecycle} stage={one.stage} outcome={one.outcome} />
              </div>
            </div>
            <Heat total={one.total} hot={one.hot} />
          </li>
        ))}
      </ul>
      {(people.next !== null || people.items.length > others.length + 1) && (
        <p className={styles.after}>
          <Link to="/companies/$id" params={{ id: account }} className="link">
            <Say id="colleagues.all" />
          </Link>
        </p>
      )}
    </>
  )
}

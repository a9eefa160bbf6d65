import { Link } from '@tanstack/react-router'
import type { HomeDocument } from '#contract/home.ts'
import { isolated } from '../app/isolate.ts'
import { useFormat } from '../app/format.ts'
import { Say } from '../app/words.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { useEventName } from '../ui/event-name.ts'
import { Section } from '../ui/page.tsx'
import { PersonName } from '../ui/person-name.tsx'
import { StageName } from '../ui/stage-name.tsx'
import styles from './home.module.css'

type HotItem = NonNullable<HomeDocument['hot']>['items'][number]

/** Who rose past the sales threshold in seven days, and by which rule. */
export function HotPeople({ home }: { home: HomeDocument }) {
  const format = useFormat()
  const { hot } = home
  if (hot === null) return null
  return (
    <Section
      title={<Say id="home.hot" />}
      sub={<Say id="home.hot.sub" values={{ threshold: format.points(hot.threshold) }} />}
      help="hot"
    >
      {hot.items.length === 0 ? (
        <p className="quiet">
          <Say id="home.hot.none" />
        </p>
      ) : (
        <ul className={styles.people}>
          {hot.items.slice(0, 5).map((person) => (
            <HotLine key={person.id} person={person} home={home} />
          ))}
        </ul>
      )}
      <p className={styles.more}>
        <Link to="/people" search={{ hot: true }} className="link">
          <Say id="home.hot.all" />
        </Link>
      </p>
    </Section>
  )
}

function HotLine({ person, home }: { person: HotItem; home: HomeDocument }) {
  const format = useFormat()
  const { account, most } = person
  return (
    <li className={styles.line}>
      <Avatar name={person.name ?? person.email} />
      <div>
        <Link to="/people/$id" params={{ id: person.id }} className={styles.who}>
          <PersonName name={person.name} email={person.email} />
        </Link>{' '}
        <span className="quiet">
          {account !== null && account.name !== '' && `${isolated(account.name)} · `}
          <StageName lifecycle={home.lifecycle} stage={person.stage} outcome={person.outcome} />
        </span>
        <p className={styles.why}>
          {most && (
            <Say
              id={most.kind === 'fit' ? 'home.hot.fit' : 'home.hot.most'}
              values={{ rule: format.text(most.name), points: format.points(most.points), times: most.times }}
            />
          )}{' '}
          <Did person={person} now={Date.parse(home.asOf)} />
        </p>
      </div>
      <span className={styles.heat}>{format.points(Math.round(person.total))}</span>
    </li>
  )
}

/** What they did when they crossed, and how long ago. */
function Did({ person, now }: { person: HotItem; now: number }) {
  const format = useFormat()
  const eventName = useEventName()
  const { event, at } = person
  if (event === null) return <Say id="home.hot.byRules" values={{ ago: format.ago(at, now) }} />
  return <Say id="home.hot.did" values={{ event: eventName(event.name), ago: format.ago(at, now) }} />
}

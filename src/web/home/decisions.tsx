import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { HomeDocument } from '#contract/home.ts'
import { useFormat } from '../app/format.ts'
import { Say, useWordFor } from '../app/words.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { Section } from '../ui/page.tsx'
import { PersonName } from '../ui/person-name.tsx'
import styles from './home.module.css'
import { otherMatters } from './matters.ts'

type Handoff = NonNullable<HomeDocument['handoffs']>['items'][number]

/** What waits for somebody today: hand-offs by name, the rest by count, each with the way to it. */
export function Decisions({ home }: { home: HomeDocument }) {
  const { handoffs } = home
  const others = <Others home={home} />
  const nothing = !hasOthers(home) && (handoffs?.all.count ?? 0) === 0
  return (
    <Section title={<Say id="home.decisions" />} sub={<Say id="home.decisions.sub" />} help="handOff">
      {nothing && (
        <p className="quiet">
          <Say id="home.decisions.none" />
        </p>
      )}
      {handoffs && handoffs.items.length > 0 && (
        <ul className={styles.people}>
          {handoffs.items.slice(0, 5).map((handoff) => (
            <HandoffLine key={handoff.id} handoff={handoff} now={Date.parse(home.asOf)} />
          ))}
        </ul>
      )}
      {handoffs && handoffs.all.count > 5 && (
        <p className={styles.more}>
          <Link to="/tasks/handoffs" className="link">
            <Say id="home.decisions.all" values={{ count: handoffs.all.count }} />
          </Link>
        </p>
      )}
      {others}
    </Section>
  )
}

function HandoffLine({ handoff, now }: { handoff: Handoff; now: number }) {
  const format = useFormat()
  const { person, stage, reason, at } = handoff
  return (
    <li className={styles.line}>
      <Avatar name={person.name ?? person.email} />
      <div>
        <Link to="/people/$id" params={{ id: person.id }} className={styles.who}>
          <PersonName name={person.name} email={person.email} />
        </Link>{' '}
        {person.account !== null && person.account !== '' && <span className="quiet">{person.account}</span>}
        <p className={styles.why}>
          {reason ? (
            format.text(reason)
          ) : stage ? (
            <Say id="home.handoff.entered" values={{ stage: format.text(stage) }} />
          ) : null}
        </p>
      </div>
      <span className={styles.aside}>{format.ago(at, now)}</span>
    </li>
  )
}

function hasOthers(home: HomeDocument): boolean {
  return otherMatters(home) > 0 || home.applying !== null
}

function Others({ home }: { home: HomeDocument }) {
  const format = useFormat()
  const wordFor = useWordFor()
  const { tasks, wouldFire, setAside, duplicates, imports, applying } = home
  if (!hasOthers(home)) return null
  const counted = ({ count, capped }: { count: number; capped: boolean }): string =>
    capped ? `${format.number(count)}+` : format.number(count)
  return (
    <ul className={styles.counts}>
      {tasks !== null && tasks.due > 0 && (
        <CountLine count={format.number(tasks.due)} to="/tasks">
          <Say id="home.tasks" values={{ count: tasks.due, promised: tasks.promised, late: tasks.late }} />
        </CountLine>
      )}
      {tasks !== null && tasks.overdueHandoffs > 0 && (
        <CountLine count={format.number(tasks.overdueHandoffs)} to="/tasks/handoffs">
          <Say id="home.overdueHandoffs" values={{ count: tasks.overdueHandoffs }} />
        </CountLine>
      )}
      {wouldFire !== null && wouldFire.count > 0 && (
        <CountLine count={counted(wouldFire)} to="/waiting?state=would_fire">
          <Say id="home.wouldFire" values={{ count: wouldFire.count }} />
        </CountLine>
      )}
      {setAside !== null && setAside.all.count > 0 && (
        <CountLine count={counted(setAside.all)} to="/events/missing">
          <Say
            id="home.setAside"
            values={{
              count: setAside.all.count,
              reason: setAside.codes[0] ? wordFor('rejection', setAside.codes[0].code) : '',
            }}
          />
        </CountLine>
      )}
      {duplicates !== null && duplicates.count > 0 && (
        <CountLine count={counted(duplicates)} to="/people/duplicates">
          <Say id="home.duplicates" values={{ count: duplicates.count }} />
        </CountLine>
      )}
      {imports?.map(({ id, fileName }) => (
        <CountLine key={id} count="!" to={`/imports/${id}`}>
          <Say id="home.importFailed" values={{ file: fileName }} />
        </CountLine>
      ))}
      {applying && (
        <li className={styles.count}>
          <b>{format.share(applying.total === 0 ? 1 : applying.done / applying.total)}</b>
          <span>
            <Say id="home.applying" values={{ version: applying.version }} />
          </span>
        </li>
      )}
    </ul>
  )
}

function CountLine({ count, to, children }: { count: string; to: string; children: ReactNode }) {
  return (
    <li className={styles.count}>
      <b>{count}</b>
      <span>{children}</span>
      <Link to={to} className="link">
        <Say id="home.look" />
      </Link>
    </li>
  )
}

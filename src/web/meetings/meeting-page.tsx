import { Button } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { MeetingPage } from '#contract/meeting.ts'
import { prepSteps, type PrepStep } from '#core/meeting/meeting.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { usePipeline } from '../deal/queries.ts'
import { PlaybookQuestions } from './playbook-questions.tsx'
import { useEventName } from '../ui/event-name.ts'
import { Page, PageHead, Section } from '../ui/page.tsx'
import { PageError } from '../ui/page-error.tsx'
import { PersonName } from '../ui/person-name.tsx'
import { Loaded } from '../ui/state.tsx'
import { meetingApi } from './api.ts'
import { MeetingForm } from './meeting-form.tsx'
import styles from './meetings.module.css'
import { Outcome } from './outcome.tsx'
import { useMeeting, useMeetingChange } from './queries.ts'

const route = getRouteApi('/inside/meetings/$id')

/** A meeting and its preparation sheet: who comes, what is known, what is asked, what is ticked before; prints on a page. */
export function MeetingPageScreen() {
  const { id } = route.useParams()
  const query = useMeeting(id)
  if (query.error && !query.data)
    return <PageError what="meeting" error={query.error} retry={() => void query.refetch()} />
  return <Loaded query={query}>{(meeting) => <Sheet key={meeting.id} meeting={meeting} />}</Loaded>
}

function Sheet({ meeting }: { meeting: MeetingPage }) {
  const say = useSay()
  const format = useFormat()
  const change = useMeetingChange()
  // from a sample company no mail goes out
  const { demo } = useWorkspace()
  const [changing, setChanging] = useState(false)
  const planned = meeting.state === 'planned'
  const download = () =>
    void meetingApi.file(meeting.id).then(({ name, text }) => {
      const link = document.createElement('a')
      link.href = URL.createObjectURL(new Blob([text], { type: 'text/calendar' }))
      link.download = name
      link.click()
      setTimeout(() => URL.revokeObjectURL(link.href), 1000)
    })
  return (
    <Page title={meeting.title}>
      <PageHead
        title={<bdi>{meeting.title}</bdi>}
        scope={
          <>
            <strong>{format.dateTime(meeting.startsAt)}</strong> · {format.duration(meeting.minutes * 60_000)} ·{' '}
            {meeting.zone}
          </>
        }
        sentence={
          <>
            {say(`meeting.how.${meeting.how}`)}
            {meeting.place !== '' && (
              <>
                {' · '}
                <Place place={meeting.place} />
              </>
            )}
            {' · '}
            {meeting.state === 'planned'
              ? say('meeting.rehearse', { day: format.calendar(meeting.rehearseOn) })
              : say(`meeting.state.${meeting.state}`)}
          </>
        }
        actions={
          <>
            {meeting.state !== 'missed' && (
              <Button variant="default" onClick={download}>
                <Say id="meeting.file" />
              </Button>
            )}
            {planned && meeting.mayChange && (
              <>
                <Button
                  variant="default"
                  loading={change.isPending}
                  onClick={() =>
                    change.go({
                      run: () => meetingApi.cancel(meeting.id, meeting.revision),
                      said: ({ invited }) => say('meeting.cancelled', { count: demo ? 0 : invited }),
                    })
                  }
                >
                  <Say id="meeting.callOff" />
                </Button>
                <Button onClick={() => setChanging(true)}>
                  <Say id="meeting.change" />
                </Button>
              </>
            )}
          </>
        }
      />
      {meeting.unanswered && meeting.mayChange && (
        <section className="card">
          <Outcome meeting={meeting} />
        </section>
      )}
      {meeting.outcomeNote !== null && (
        <Section title={<Say id="meeting.outcome.said" />}>
          <p className={styles.said}>{meeting.outcomeNote}</p>
        </Section>
      )}
      <div className={styles.sheet}>
        <div className={styles.column}>
          <Section title={<Say id="meeting.who" />}>
            <ul className={styles.people}>
              {meeting.people.map((person) => (
                <li key={person.id}>
                  <Link to="/people/$id" params={{ id: person.id }} className={styles.name}>
                    <PersonName name={person.name} email={null} />
                  </Link>
                  <p className="quiet small">
                    {[person.title, ...person.roles.map((role) => say(`deal.role.${role as 'user'}`))]
                      .filter((part) => part !== null && part !== '')
                      .join(' · ')}
                  </p>
                  <Lately lately={person.lately} />
                </li>
              ))}
              {meeting.attendees
                .filter(({ person }) => person === null)
                .map(({ name, email }) => (
                  <li key={email ?? name}>
                    <bdi>{name}</bdi>
                    {email !== null && email !== name && <p className="quiet small">{email}</p>}
                  </li>
                ))}
            </ul>
          </Section>
          {meeting.company && <Company company={meeting.company} />}
          {meeting.brief && meeting.deal && <Brief brief={meeting.brief} deal={meeting.deal} />}
        </div>
        <div className={styles.column}>
          {meeting.agenda !== '' && (
            <Section title={<Say id="meeting.agenda" />}>
              <p className={styles.said}>{meeting.agenda}</p>
            </Section>
          )}
          <Section title={<Say id="meeting.prep" />} sub={<Say id="meeting.prep.about" />}>
            <ol className={styles.steps}>
              {prepSteps.map((step) => (
                <Step key={step} step={step} meeting={meeting} />
              ))}
            </ol>
          </Section>
          {meeting.brief?.playbook && <PlaybookQuestions id={meeting.brief.playbook} />}
        </div>
      </div>
      {changing && <MeetingForm meeting={meeting} close={() => setChanging(false)} />}
    </Page>
  )
}

function Place({ place }: { place: string }) {
  if (!/^https?:\/\/\S+$/.test(place)) return <bdi>{place}</bdi>
  return (
    <a className="link" href={place} target="_blank" rel="noreferrer noopener">
      {place}
    </a>
  )
}

function Lately({ lately }: { lately: MeetingPage['people'][number]['lately'] }) {
  const format = useFormat()
  const eventName = useEventName()
  if (lately.length === 0) return null
  return (
    <ul className={`small ${styles.lately}`}>
      {lately.map((one) => (
        <li key={`${one.name} ${one.object}`}>
          {eventName(one.name)}
          {one.object !== null && (
            <>
              {' '}
              <bdi>{one.object}</bdi>
            </>
          )}{' '}
          <span className="quiet">{format.day(one.at)}</span>
        </li>
      ))}
    </ul>
  )
}

function Company({ company }: { company: NonNullable<MeetingPage['company']> }) {
  return (
    <Section title={<Say id="meeting.company" />}>
      <Link to="/companies/$id" params={{ id: company.id }} className={styles.name}>
        <bdi>{company.name}</bdi>
      </Link>
      <p className="quiet small">
        {[company.industry, company.country].filter((part) => part !== null).join(' · ')}
        {company.employees !== null && (
          <>
            {' · '}
            <Say id="meeting.employees" values={{ count: company.employees }} />
          </>
        )}
      </p>
    </Section>
  )
}

function Brief({ brief, deal }: { brief: NonNullable<MeetingPage['brief']>; deal: NonNullable<MeetingPage['deal']> }) {
  const say = useSay()
  const format = useFormat()
  const stage = usePipeline(brief.pipeline)?.stages.find(({ id }) => id === brief.stage)
  return (
    <Section title={<Say id="meeting.deal" />}>
      <Link to="/deals/$id" params={{ id: deal.id }} className={styles.name}>
        <bdi>{deal.name}</bdi>
      </Link>
      {stage && (
        <p className="quiet small">
          {format.text(stage.name)}: {format.text(stage.goal)}
        </p>
      )}
      <dl className={styles.bant}>
        {brief.bant.map(({ letter, answer, met, stale }) => (
          <div key={letter} data-met={met}>
            <dt>{say(`deal.letter.${letter}`)}</dt>
            <dd>
              {answer === null ? (
                <span className="quiet">
                  <Say id="meeting.bant.ask" />
                </span>
              ) : (
                <bdi>{answer}</bdi>
              )}
              {stale && (
                <span className="quiet small">
                  {' '}
                  <Say id="meeting.bant.stale" />
                </span>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {brief.competitors.length > 0 && (
        <p className="small">
          <Say id="meeting.competitors" values={{ names: format.list(brief.competitors) }} />
        </p>
      )}
    </Section>
  )
}

function Step({ step, meeting }: { step: PrepStep; meeting: MeetingPage }) {
  const say = useSay()
  const format = useFormat()
  const change = useMeetingChange()
  const kept = meeting.prep[step]
  const isDone = kept?.done !== null && kept?.done !== undefined
  // ticked at once; what the server says stands as soon as it says something else
  const [ticked, setTicked] = useState<boolean | null>(null)
  const done = ticked ?? isDone
  const [note, setNote] = useState(kept?.note ?? '')
  const open = meeting.mayChange
  const keep = () => {
    if (note !== (kept?.note ?? '')) change.go({ run: () => meetingApi.prepare(meeting.id, { step, note }) })
  }
  return (
    <li data-done={done}>
      <label className={styles.tick}>
        <input
          type="checkbox"
          disabled={!open}
          checked={done}
          onChange={(event) => {
            const next = event.currentTarget.checked
            setTicked(next)
            change.go({
              run: () => meetingApi.prepare(meeting.id, { step, done: next }).finally(() => setTicked(null)),
            })
          }}
        />
        <span>
          <strong>{say(`meeting.step.${step}`)}</strong>
          {kept?.done && (
            <span className="quiet small">
              {' '}
              <bdi>{kept.done.by}</bdi>, {format.day(kept.done.at)}
            </span>
          )}
          <span className="quiet small">{say(`meeting.step.about.${step}`)}</span>
        </span>
      </label>
      <textarea
        rows={2}
        maxLength={8000}
        readOnly={!open}
        aria-label={say('meeting.step.note', { step: say(`meeting.step.${step}`) })}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        onBlur={keep}
      />
    </li>
  )
}

import { Button, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { MeetingPage } from '#contract/meeting.ts'
import { meetingWays } from '#core/meeting/meeting.ts'
import { useLanguage } from '../app/language.tsx'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { PersonPicker } from '../deal/person-picker.tsx'
import { dealQuery } from '../deal/queries.ts'
import { usePersonName } from '../person/names.tsx'
import { meetingApi } from './api.ts'
import styles from './meetings.module.css'
import { useMeetingChange } from './queries.ts'
import { momentOf, wallTime } from './zone.ts'

interface Guest {
  person?: string
  name: string
  email?: string
}

interface FormInput {
  /** a meeting to be changed; without one a new one is booked */
  meeting?: MeetingPage
  dealId?: string
  close(): void
}

/** Books a meeting or changes one; times are the workspace's. */
export function MeetingForm({ meeting, dealId, close }: FormInput) {
  const say = useSay()
  const workspace = useWorkspace()
  const deal = useQuery({ ...dealQuery(workspace.id, dealId ?? ''), enabled: dealId !== undefined && !meeting })
  return (
    <Modal
      opened
      size="lg"
      onClose={close}
      title={say(meeting ? 'meeting.change' : 'meeting.book')}
      closeButtonProps={{ 'aria-label': say('state.close') }}
    >
      {(dealId === undefined || meeting || deal.data) && (
        <Fields
          {...(meeting ? { meeting } : {})}
          {...(dealId === undefined ? {} : { dealId })}
          guests={(deal.data?.people ?? []).map(({ personId, name, email }) => ({
            person: personId,
            name: name ?? email ?? '',
          }))}
          accountId={meeting?.account?.id ?? deal.data?.account?.id ?? null}
          title={meeting?.title ?? deal.data?.name ?? ''}
          close={close}
        />
      )}
    </Modal>
  )
}

function Fields({
  meeting,
  dealId,
  guests,
  accountId,
  title: first,
  close,
}: FormInput & { guests: Guest[]; accountId: string | null; title: string }) {
  const say = useSay()
  const nameOf = usePersonName()
  const { zone, demo, mails } = useWorkspace()
  const { language } = useLanguage()
  const change = useMeetingChange()
  const [title, setTitle] = useState(first)
  const [how, setHow] = useState<string>(meeting?.how ?? 'video')
  const [place, setPlace] = useState(meeting?.place ?? '')
  const [agenda, setAgenda] = useState(meeting?.agenda ?? '')
  const [when, setWhen] = useState(meeting ? wallTime(meeting.startsAt, zone) : '')
  const [minutes, setMinutes] = useState(String(meeting?.minutes ?? 45))
  const [spoken, setSpoken] = useState(meeting?.language ?? language)
  const [invite, setInvite] = useState(true)
  const [who, setWho] = useState<Guest[]>(
    meeting
      ? meeting.attendees.map(({ person, name, email }) => ({
          ...(person === null ? {} : { person }),
          name,
          ...(email === null ? {} : { email }),
        }))
      : guests,
  )
  const [email, setEmail] = useState('')
  const startsAt = momentOf(when, zone)
  const save = (event: FormEvent) => {
    event.preventDefault()
    if (startsAt === null) return
    const attendees = who.map(({ person, name, email: address }) => ({
      ...(person === undefined ? { name } : { person }),
      ...(address === undefined ? {} : { email: address }),
    }))
    const said = { title: title.trim(), how, place, agenda, startsAt, minutes: Number(minutes), attendees }
    change.go({
      run: () =>
        meeting
          ? meetingApi.change(meeting.id, { ...said, revision: meeting.revision })
          : meetingApi.create({ ...said, language: spoken, invite, ...(dealId === undefined ? {} : { deal: dealId }) }),
      said: ({ invited }) => {
        const waits = !mails && !demo
        if (meeting) return say(waits ? 'meeting.changed.waits' : 'meeting.changed', { count: demo ? 0 : invited })
        return say(waits ? 'meeting.booked.waits' : 'meeting.booked', { count: demo ? 0 : invited })
      },
      onDone: close,
    })
  }
  const add = () => {
    const address = email.trim()
    if (address === '' || who.some((one) => one.email === address)) return
    setWho([...who, { name: address, email: address }])
    setEmail('')
  }
  return (
    <form className={styles.form} onSubmit={save}>
      <label className="field">
        <Say id="meeting.title" />
        <input
          className="plain"
          required
          maxLength={300}
          data-autofocus
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
      </label>
      <div className={styles.pair}>
        <label className="field">
          <Say id="meeting.when" values={{ zone }} />
          <input
            className="plain"
            type="datetime-local"
            required
            value={when}
            onChange={(event) => setWhen(event.currentTarget.value)}
          />
        </label>
        <label className="field">
          <Say id="meeting.minutes" />
          <input
            className="plain"
            type="number"
            required
            min={5}
            max={1440}
            step={5}
            value={minutes}
            onChange={(event) => setMinutes(event.currentTarget.value)}
          />
        </label>
      </div>
      <div className={styles.pair}>
        <label className="field">
          <Say id="meeting.how" />
          <select className="plain" value={how} onChange={(event) => setHow(event.currentTarget.value)}>
            {meetingWays.map((way) => (
              <option key={way} value={way}>
                {say(`meeting.how.${way}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          {say(`meeting.place.${how as 'video'}`)}
          <input
            className="plain"
            maxLength={1000}
            value={place}
            onChange={(event) => setPlace(event.currentTarget.value)}
          />
        </label>
      </div>
      <fieldset className={styles.guests}>
        <legend>
          <Say id="meeting.who" />
        </legend>
        {who.length > 0 && (
          <ul>
            {who.map((guest) => (
              <li key={guest.person ?? guest.email ?? guest.name}>
                <bdi>{guest.name === '' ? nameOf({ name: null, email: guest.email ?? null }) : guest.name}</bdi>
                <button
                  type="button"
                  className="plain"
                  aria-label={say('meeting.who.remove', { name: guest.name })}
                  onClick={() => setWho(who.filter((one) => one !== guest))}
                >
                  ×
                </button>
              </li>
            ))}
          </ul>
        )}
        <PersonPicker
          label={say('meeting.who.add')}
          accountId={accountId}
          without={who.flatMap(({ person }) => person ?? [])}
          onPick={({ id, name }) => setWho([...who, { person: id, name }])}
        />
        <div className={styles.address}>
          <label className="field">
            <Say id="meeting.who.email" />
            <input
              className="plain"
              type="email"
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value)}
            />
          </label>
          <Button variant="default" onClick={add} disabled={email.trim() === ''}>
            <Say id="meeting.who.addEmail" />
          </Button>
        </div>
      </fieldset>
      <label className="field">
        <Say id="meeting.agenda" />
        <textarea rows={3} maxLength={4000} value={agenda} onChange={(event) => setAgenda(event.currentTarget.value)} />
      </label>
      {!meeting && (
        <div className={styles.pair}>
          <label className="field">
            <Say id="meeting.language" />
            <select className="plain" value={spoken} onChange={(event) => setSpoken(event.currentTarget.value)}>
              <option value="en">English</option>
              <option value="ko">한국어</option>
              <option value="ru">русский</option>
            </select>
          </label>
          <label className={styles.tick}>
            <input type="checkbox" checked={invite} onChange={(event) => setInvite(event.currentTarget.checked)} />
            <Say id="meeting.invite" />
          </label>
        </div>
      )}
      {meeting?.invited && (
        <p className="quiet small">
          <Say id="meeting.change.about" />
        </p>
      )}
      <div className={styles.buttons}>
        <Button type="submit" loading={change.isPending} disabled={who.length === 0 || startsAt === null}>
          <Say id={meeting ? 'meeting.change.save' : 'meeting.book.save'} />
        </Button>
        <Button variant="default" onClick={close}>
          <Say id="meeting.cancelForm" />
        </Button>
      </div>
    </form>
  )
}

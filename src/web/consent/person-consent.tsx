import { Button, Modal } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { PersonConsent as Document } from '#contract/consent.ts'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import { Loaded } from '../ui/state.tsx'
import { useUndo } from '../ui/undo.tsx'
import { consentApi } from './consent-api.ts'
import styles from './consent.module.css'
import { Entries } from './entries.tsx'

/** On the page of a person: what they agreed to, what may reach them and why, and every word they said on it. */
export function PersonConsent({ id }: { id: string }) {
  const workspace = useWorkspace()
  const mayRecord = useMay('consent.record')
  const [recording, setRecording] = useState(false)
  const query = useQuery({
    queryKey: ['person', 'consent', workspace.id, id],
    queryFn: ({ signal }) => consentApi.person(id, signal),
    enabled: useMay('consent.read'),
  })
  return (
    <Section
      title={<Say id="consent.title" />}
      help="consent"
      actions={
        mayRecord &&
        query.data && (
          <button type="button" className="link small" onClick={() => setRecording(true)}>
            <Say id="consent.record" />
          </button>
        )
      }
    >
      <Loaded query={query}>
        {(data) => (
          <>
            <Standing data={data} />
            {data.entries.length > 0 && (
              <details className={styles.proof}>
                <summary className="small">
                  <Say id="consent.person.entries" values={{ count: data.entries.length }} />
                </summary>
                <Entries items={data.entries} />
              </details>
            )}
            {recording && <RecordModal data={data} close={() => setRecording(false)} />}
          </>
        )}
      </Loaded>
    </Section>
  )
}

function Standing({ data }: { data: Document }) {
  const say = useSay()
  const format = useFormat()
  return (
    <>
      {data.suppressed && (
        <p className={styles.lawyer} role="note">
          <Say id="consent.person.suppressed" />
        </p>
      )}
      {data.doNotContact && (
        <p className={styles.lawyer} role="note">
          <Say id="consent.person.doNotContact" />
        </p>
      )}
      <ul className={styles.standing}>
        {data.purposes.map((purpose) => (
          <li key={purpose.id}>
            <span>
              {format.text(purpose.name)}
              <span className={`quiet small ${styles.under}`}>
                {purpose.state === null
                  ? say(`consent.why.${purpose.reach.why}`)
                  : say('consent.person.said', {
                      what: say(`consent.entry.${purpose.state}`),
                      at: purpose.at === null ? '' : format.date(purpose.at),
                    })}
              </span>
            </span>
            <span className={styles.may} data-may={purpose.reach.may} title={say(`consent.why.${purpose.reach.why}`)}>
              <Say id={purpose.reach.may ? 'consent.may' : 'consent.mayNot'} />
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

/** What they told a colleague: the purpose, yes or no, when, why we say so, and where the proof is. */
function RecordModal({ data, close }: { data: Document; close(): void }) {
  const say = useSay()
  const format = useFormat()
  const client = useQueryClient()
  const workspace = useWorkspace()
  const { done, failed } = useUndo()
  const [purpose, setPurpose] = useState(data.purposes[0]?.id ?? '')
  const [state, setState] = useState<'granted' | 'withdrawn'>('withdrawn')
  const [day, setDay] = useState('')
  const [reason, setReason] = useState('')
  const [kept, setKept] = useState('')
  const [wording, setWording] = useState('')
  const chosen = data.purposes.find(({ id }) => id === purpose)
  const today = Temporal.Now.zonedDateTimeISO(workspace.zone).toPlainDate().toString()
  const refresh = () =>
    Promise.all(['person', 'consent', 'timeline', 'people'].map((key) => client.invalidateQueries({ queryKey: [key] })))
  const save = useMutation({
    mutationFn: () =>
      consentApi.record(data.id, {
        purpose,
        state,
        reason: reason.trim(),
        kept: kept.trim(),
        ...(day === '' || day === today ? {} : { at: noonOf(day, workspace.zone) }),
        ...(state === 'granted' && wording !== '' ? { wording } : {}),
      }),
    onSuccess: ({ id, messageId }) => {
      done(say('consent.recorded'), () => consentApi.undoRecord(id, messageId).then(refresh))
      close()
      return refresh()
    },
    onError: failed,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (purpose !== '' && reason.trim() !== '') save.mutate()
  }
  return (
    <Modal opened onClose={close} title={say('consent.record')} closeButtonProps={{ 'aria-label': say('state.close') }}>
      <form className={styles.form} onSubmit={submit}>
        <label className="field">
          <Say id="consent.purpose" />
          <select
            className="plain"
            data-autofocus
            value={purpose}
            onChange={(event) => {
              setPurpose(event.currentTarget.value)
              setWording('')
            }}
          >
            {data.purposes
              .filter(({ retired }) => !retired || state === 'withdrawn')
              .map(({ id, name }) => (
                <option key={id} value={id}>
                  {format.text(name)}
                </option>
              ))}
          </select>
        </label>
        <label className="field">
          <Say id="consent.record.state" />
          <select
            className="plain"
            value={state}
            onChange={(event) => setState(event.currentTarget.value === 'granted' ? 'granted' : 'withdrawn')}
          >
            <option value="withdrawn">{say('consent.record.withdrawn')}</option>
            <option value="granted">{say('consent.record.granted')}</option>
          </select>
        </label>
        {state === 'granted' && (chosen?.wordings.length ?? 0) > 0 && (
          <label className="field">
            <Say id="consent.record.wording" />
            <select className="plain" value={wording} onChange={(event) => setWording(event.currentTarget.value)}>
              <option value="">{say('consent.record.own')}</option>
              {chosen?.wordings.map((one) => (
                <option key={one.id} value={one.id}>
                  {format.text(one.text)}
                </option>
              ))}
            </select>
          </label>
        )}
        <label className="field">
          <Say id="consent.record.day" />
          <input
            type="date"
            className="plain"
            max={today}
            value={day === '' ? today : day}
            onChange={(event) => setDay(event.currentTarget.value)}
          />
        </label>
        <label className="field">
          <Say id="consent.record.reason" />
          <input
            className="plain"
            required
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </label>
        <label className="field">
          <Say id="consent.record.kept" />
          <input
            className="plain"
            maxLength={500}
            value={kept}
            onChange={(event) => setKept(event.currentTarget.value)}
          />
        </label>
        <p className="quiet small">
          <Say id="consent.record.about" />
        </p>
        <div className={styles.buttons}>
          <Button type="submit" loading={save.isPending} disabled={purpose === '' || reason.trim() === ''}>
            <Say id="consent.record.do" />
          </Button>
          <Button variant="default" onClick={close}>
            <Say id="consent.cancel" />
          </Button>
        </div>
      </form>
    </Modal>
  )
}

/** The middle of a day of the workspace, as an instant. */
function noonOf(day: string, zone: string): string {
  const at = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: '12:00' })
  return new Date(at.epochMilliseconds).toISOString()
}

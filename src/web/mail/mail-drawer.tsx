import { Button, Drawer, SegmentedControl } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { MailDetail } from '#contract/mail.ts'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { Loaded } from '../ui/state.tsx'
import { useUndo } from '../ui/undo.tsx'
import { mailApi, previewAddress } from './mail-api.ts'
import styles from './mail.module.css'
import { StateChip } from './state-chip.tsx'

/** One mail: what it says, how far it is, every attempt in the server's own words. */
export function MailDrawer({ id, onClose }: { id: string; onClose(): void }) {
  const say = useSay()
  const workspace = useWorkspace()
  const mail = useQuery({
    queryKey: ['mail', 'one', workspace.id, id],
    queryFn: ({ signal }) => mailApi.read(id, signal),
  })
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={620}
      title={mail.data?.subject ?? say('mail.log.title')}
      closeButtonProps={{ 'aria-label': say('state.close') }}
    >
      <Loaded query={mail} lines={8}>
        {(data) => <Mail mail={data} />}
      </Loaded>
    </Drawer>
  )
}

function Mail({ mail }: { mail: MailDetail }) {
  const format = useFormat()
  const wordFor = useWordFor()
  return (
    <div className={styles.mail}>
      <dl className={styles.facts}>
        <dt>
          <Say id="mail.to" />
        </dt>
        <dd>{mail.toName === null ? mail.toAddress : `${mail.toName} <${mail.toAddress}>`}</dd>
        <dt>
          <Say id="mail.log.kind" />
        </dt>
        <dd>{wordFor('mail.kind', mail.kind)}</dd>
        <dt>
          <Say id="mail.written" />
        </dt>
        <dd>{format.dateTime(mail.createdAt)}</dd>
        <dt>
          <Say id="mail.log.state" />
        </dt>
        <dd>
          <StateChip state={mail.state} />
          {mail.nextAt !== null && mail.attempts > 0 && (
            <span className="quiet small">
              {' '}
              <Say id="mail.next" values={{ at: format.dateTime(mail.nextAt) }} />
            </span>
          )}
        </dd>
      </dl>
      <Actions mail={mail} />
      <Body mail={mail} />
      {mail.attemptList.length > 0 && <Attempts mail={mail} />}
    </div>
  )
}

function Actions({ mail }: { mail: MailDetail }) {
  const client = useQueryClient()
  const say = useSay()
  const mayChange = useMay('mail.change')
  const { done, failed } = useUndo()
  const refresh = () => client.invalidateQueries({ queryKey: ['mail'] })
  const retry = useMutation({
    mutationFn: () => mailApi.retry(mail.id),
    onSuccess: async () => {
      await refresh()
      done(say('mail.retried'))
    },
    onError: failed,
  })
  const cancel = useMutation({
    mutationFn: () => mailApi.cancel(mail.id),
    onSuccess: async () => {
      await refresh()
      done(
        say('mail.cancelled'),
        mail.state === 'waiting' && mail.text !== null ? () => mailApi.retry(mail.id).then(refresh) : undefined,
      )
    },
    onError: failed,
  })
  const mayRetry = mail.text !== null && ['waiting', 'held', 'failed', 'cancelled'].includes(mail.state)
  const mayCancel = mail.state === 'waiting' || mail.state === 'held'
  if (!mayChange || (!mayRetry && !mayCancel)) return null
  return (
    <div className={styles.row}>
      {mayRetry && (
        <Button variant="default" loading={retry.isPending} onClick={() => retry.mutate()}>
          <Say id={mail.attempts > 0 ? 'mail.retry' : 'mail.sendNow'} />
        </Button>
      )}
      {mayCancel && (
        <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
          <Say id="mail.cancel" />
        </Button>
      )}
    </div>
  )
}

function Body({ mail }: { mail: MailDetail }) {
  const say = useSay()
  const workspace = useWorkspace()
  const [shown, setShown] = useState<'html' | 'text'>(mail.hasHtml ? 'html' : 'text')
  if (mail.text === null)
    return (
      <p className="quiet">
        <Say id="mail.erased" />
      </p>
    )
  return (
    <div className={styles.body}>
      {mail.hasHtml && (
        <SegmentedControl
          size="xs"
          aria-label={say('mail.shown')}
          value={shown}
          onChange={(value) => setShown(value === 'html' ? 'html' : 'text')}
          data={[
            { value: 'html', label: say('mail.shown.html') },
            { value: 'text', label: say('mail.shown.text') },
          ]}
        />
      )}
      {shown === 'html' ? (
        <iframe
          className={styles.preview}
          title={say('mail.shown.html')}
          sandbox=""
          src={previewAddress(mail.id, workspace.id)}
        />
      ) : (
        // it scrolls by itself, by keyboard too
        <pre className={styles.text} tabIndex={0} role="group" aria-label={say('mail.shown.text')}>
          {mail.text}
        </pre>
      )}
    </div>
  )
}

function Attempts({ mail }: { mail: MailDetail }) {
  const format = useFormat()
  return (
    <section>
      <h3>
        <Say id="mail.attempts" values={{ count: mail.attemptList.length }} />
      </h3>
      <ol className={styles.attempts}>
        {mail.attemptList.map((attempt) => (
          <li key={attempt.number}>
            <strong>
              <Say id={`mail.outcome.${attempt.outcome}`} />
            </strong>{' '}
            <span className="quiet small">
              {format.dateTime(attempt.at)}
              {attempt.server !== null && attempt.server !== '' && ` · ${attempt.server}`}
            </span>
            <code className={styles.said} lang="en">
              {attempt.answer}
            </code>
          </li>
        ))}
      </ol>
    </section>
  )
}

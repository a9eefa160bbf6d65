import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { MailSettings } from '#contract/mail.ts'
import { ProblemError } from '../app/api.ts'
import { useFormat } from '../app/format.ts'
import { useSession } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { ErrorState } from '../ui/state.tsx'
import { mailApi } from './mail-api.ts'
import styles from './mail.module.css'

/** Sends one mail now, and tells what the server said. */
export function TestForm({ settings }: { settings: MailSettings }) {
  const say = useSay()
  const client = useQueryClient()
  const { user } = useSession()
  const [to, setTo] = useState(user?.email ?? '')
  const test = useMutation({
    mutationFn: () => mailApi.test(to.trim()),
    onSuccess: () => client.invalidateQueries({ queryKey: ['mail', 'settings'] }),
  })
  const wrong = test.error instanceof ProblemError && test.error.problem.fields?.some(({ path }) => path === 'to')
  const last = settings.own?.lastTest
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        test.mutate()
      }}
    >
      <div className={styles.with}>
        <TextInput
          type="email"
          label={say('mail.test.to')}
          value={to}
          error={wrong && say('mail.address.wrong')}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={test.isPending}>
          <Say id="mail.test.send" />
        </Button>
      </div>
      {test.error && !wrong && <ErrorState error={test.error} />}
      <div aria-live="polite">
        {test.data ? (
          <Report ok={test.data.ok} answer={test.data.answer} />
        ) : (
          last && !test.isPending && <Report ok={last.ok} answer={last.answer} at={last.at} />
        )}
      </div>
    </form>
  )
}

function Report({ ok, answer, at }: { ok: boolean; answer: string; at?: string }) {
  const format = useFormat()
  return (
    <div className={styles.report} data-ok={ok}>
      <strong>
        <Say id={ok ? 'mail.test.ok' : 'mail.test.failed'} />
      </strong>
      {at !== undefined && <span className="quiet small"> {format.dateTime(at)}</span>}
      <p className="small">
        <Say id="mail.test.said" />{' '}
        <code className={styles.said} lang="en">
          {answer}
        </code>
      </p>
    </div>
  )
}

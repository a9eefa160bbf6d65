import { Button, PasswordInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useSession } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Refusal } from '../entry/refusal.tsx'
import { Section } from '../ui/page.tsx'
import { useUndo } from '../ui/undo.tsx'
import { accountApi } from './account-api.ts'
import styles from './account.module.css'
import { useAccountChanged } from './account-query.ts'
import { isWrongPassword } from './password-again.tsx'

/** A new password; all other sessions end. */
export function PasswordSection() {
  const say = useSay()
  const { user } = useSession()
  const { done } = useUndo()
  const changed = useAccountChanged()
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const change = useMutation({
    mutationFn: () => accountApi.changePassword({ current, password }),
    onSuccess: async () => {
      setCurrent('')
      setPassword('')
      done(say('account.password.done'))
      await changed()
    },
  })
  const wrong = isWrongPassword(change.error, 'current')
  return (
    <Section title={<Say id="account.password" />} sub={<Say id="account.password.about" />}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          change.mutate()
        }}
      >
        {/* for password managers: whose password it is */}
        <input type="hidden" name="username" autoComplete="username" value={user?.email ?? ''} readOnly />
        <PasswordInput
          required
          maxLength={128}
          autoComplete="current-password"
          label={say('account.password.current')}
          value={current}
          error={wrong ? say('account.password.wrong') : undefined}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
        <PasswordInput
          required
          minLength={10}
          maxLength={128}
          autoComplete="new-password"
          label={say('reset.password')}
          description={say('setup.password.hint')}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {change.error && !wrong && <Refusal error={change.error} words={{ rate_limited: 'account.password.locked' }} />}
        <Button type="submit" variant="default" loading={change.isPending}>
          <Say id="account.password.change" />
        </Button>
      </form>
    </Section>
  )
}

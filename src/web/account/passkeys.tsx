import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { MyAccount, PasskeyRow } from '#contract/my-account.ts'
import { ProblemError } from '../app/api.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { canHavePasskeys, makePasskey, wasCancelled } from '../entry/web-authn.ts'
import { Section } from '../ui/page.tsx'
import { useUndo } from '../ui/undo.tsx'
import { accountApi } from './account-api.ts'
import styles from './account.module.css'
import { useAccountChanged } from './account-query.ts'
import { PasswordAgain } from './password-again.tsx'

/** Passkeys: sign in by finger, face or PIN of a device, without a password. */
export function Passkeys({ account }: { account: MyAccount }) {
  const say = useSay()
  const { done } = useUndo()
  const changed = useAccountChanged()
  const [name, setName] = useState('')
  const [asking, setAsking] = useState(false)
  const possible = canHavePasskeys(account.passkeyHost)

  async function make(password: string): Promise<void> {
    const { options } = await accountApi.beginPasskey(password)
    let response: object
    try {
      response = await makePasskey(options)
    } catch (error) {
      // whoever closes the browser's dialog wants nothing more
      if (wasCancelled(error)) return setAsking(false)
      throw new ProblemError({ type: '', title: '', status: 400, code: 'invalid', detail: say('passkeys.failed') })
    }
    await accountApi.createPasskey({ name, response })
    setAsking(false)
    setName('')
    done(say('passkeys.added'))
    await changed()
  }

  return (
    <Section title={<Say id="passkeys.heading" />} sub={<Say id="passkeys.about" />}>
      {account.passkeys.length > 0 && (
        <ul className={styles.list}>
          {account.passkeys.map((passkey) => (
            <Passkey key={passkey.id} passkey={passkey} />
          ))}
        </ul>
      )}
      {possible ? (
        <form
          className={`${styles.form} ${styles.more}`}
          onSubmit={(event) => {
            event.preventDefault()
            setAsking(true)
          }}
        >
          <TextInput
            required
            maxLength={60}
            label={say('passkeys.name')}
            placeholder={say('passkeys.name.hint')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" variant="default">
            <Say id="passkeys.add" />
          </Button>
        </form>
      ) : (
        <p className={`quiet ${styles.more}`}>
          <Say id="passkeys.notHere" values={{ host: account.passkeyHost }} />
        </p>
      )}
      {asking && (
        <PasswordAgain
          title={<Say id="passkeys.add" />}
          about={<Say id="passkeys.add.about" />}
          action="account.continue"
          onClose={() => setAsking(false)}
          work={make}
        />
      )}
    </Section>
  )
}

function Passkey({ passkey }: { passkey: PasskeyRow }) {
  const say = useSay()
  const format = useFormat()
  const { done, failed } = useUndo()
  const changed = useAccountChanged()
  const remove = useMutation({
    mutationFn: () => accountApi.removePasskey(passkey.id),
    onSuccess: async () => {
      done(say('passkeys.removed', { name: passkey.name }))
      await changed()
    },
    onError: failed,
  })
  return (
    <li className={styles.item}>
      <div>
        <strong>{passkey.name}</strong>
        {passkey.since !== null && (
          <p className="quiet small">
            <Say id="passkeys.since" values={{ at: format.date(passkey.since) }} />
          </p>
        )}
      </div>
      <Button
        variant="default"
        size="xs"
        loading={remove.isPending}
        aria-label={say('passkeys.remove.named', { name: passkey.name })}
        onClick={() => remove.mutate()}
      >
        <Say id="passkeys.remove" />
      </Button>
    </li>
  )
}

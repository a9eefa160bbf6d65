import { Button, Checkbox, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Say, useSay } from '../app/words.tsx'
import { entryApi } from './entry-api.ts'
import styles from './entry.module.css'
import { Refusal } from './refusal.tsx'

interface SecondFactorInput {
  onEntered(): Promise<void>
  onStartOver(): void
}

/** After the password: the code of the authenticator app, or a recovery code. */
export function SecondFactor({ onEntered, onStartOver }: SecondFactorInput) {
  const say = useSay()
  const [kind, setKind] = useState<'app' | 'recovery'>('app')
  const [code, setCode] = useState('')
  const [trust, setTrust] = useState(false)
  const verify = useMutation({ mutationFn: () => entryApi.secondFactor({ code, kind, trust }), onSuccess: onEntered })
  const other = kind === 'app' ? 'recovery' : 'app'
  return (
    <>
      <h1>
        <Say id="secondFactor.title" />
      </h1>
      <p className={styles.lead}>
        <Say id={`secondFactor.lead.${kind}`} />
      </p>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          verify.mutate()
        }}
      >
        <TextInput
          key={kind}
          required
          autoFocus
          name="code"
          className={styles.code}
          label={say(`secondFactor.code.${kind}`)}
          {...(kind === 'app'
            ? { inputMode: 'numeric', autoComplete: 'one-time-code', maxLength: 9 }
            : { maxLength: 40 })}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Checkbox
          label={say('secondFactor.trust')}
          checked={trust}
          onChange={(event) => setTrust(event.currentTarget.checked)}
        />
        {verify.error && (
          <Refusal
            error={verify.error}
            words={{
              unauthenticated: 'secondFactor.wrong',
              gone: 'secondFactor.tooLate',
              rate_limited: 'secondFactor.locked',
            }}
          />
        )}
        <Button type="submit" loading={verify.isPending}>
          <Say id="signIn.submit" />
        </Button>
      </form>
      <p className={styles.ways}>
        <button
          type="button"
          className="link"
          onClick={() => {
            setKind(other)
            setCode('')
            verify.reset()
          }}
        >
          <Say id={`secondFactor.use.${other}`} />
        </button>
        <button type="button" className="link" onClick={onStartOver}>
          <Say id="secondFactor.startOver" />
        </button>
      </p>
    </>
  )
}

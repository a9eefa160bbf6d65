import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { ProblemError } from '../app/api.ts'
import { Say } from '../app/words.tsx'
import { entryApi } from './entry-api.ts'
import styles from './entry.module.css'
import { Refusal } from './refusal.tsx'
import { askForPasskey, canHavePasskeys, wasCancelled } from './web-authn.ts'

/** Signs in with a passkey of this site, where the browser can. */
export function PasskeyButton({ onEntered }: { onEntered(): Promise<void> }) {
  const signIn = useMutation({
    mutationFn: async () => {
      const { options } = await entryApi.beginPasskey()
      await entryApi.signInPasskey(await askForPasskey(options))
    },
    onSuccess: onEntered,
  })
  if (!canHavePasskeys(null)) return null
  const { error } = signIn
  return (
    <>
      <Button variant="default" loading={signIn.isPending} onClick={() => signIn.mutate()}>
        <Say id="signIn.passkey" />
      </Button>
      {error instanceof ProblemError && <Refusal error={error} words={{ unauthenticated: 'signIn.passkey.unknown' }} />}
      {error && !(error instanceof ProblemError) && !wasCancelled(error) && (
        <p className={styles.refusal} role="alert">
          <Say id="signIn.passkey.failed" />
        </p>
      )}
    </>
  )
}

import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { MyAccount } from '#contract/my-account.ts'
import { type Language, languageNames, useLanguage } from '../app/language.tsx'
import { sessionQuery } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Refusal, refusedField } from '../entry/refusal.tsx'
import { Section } from '../ui/page.tsx'
import { useUndo } from '../ui/undo.tsx'
import { accountApi } from './account-api.ts'
import styles from './account.module.css'
import { EmailForm } from './email-form.tsx'
import { useAccountChanged } from './account-query.ts'

/** Name, language, and the mail address that one signs in with. */
export function Profile({ account }: { account: MyAccount }) {
  const say = useSay()
  const client = useQueryClient()
  const changed = useAccountChanged()
  const { done } = useUndo()
  const { language: shown, choose } = useLanguage()
  const [name, setName] = useState(account.name)
  const [language, setLanguage] = useState<Language>(account.language ?? shown)
  const [asking, setAsking] = useState(false)
  const save = useMutation({
    mutationFn: () => accountApi.saveProfile({ name, language }),
    onSuccess: async () => {
      choose(language)
      done(say('account.profile.saved'))
      await Promise.all([changed(), client.invalidateQueries({ queryKey: sessionQuery.queryKey })])
    },
  })
  return (
    <Section title={<Say id="account.profile" />}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <TextInput
          required
          maxLength={200}
          autoComplete="name"
          label={say('setup.name')}
          value={name}
          error={refusedField(save.error, 'name')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <div>
          <TextInput readOnly label={say('signIn.email')} value={account.email} />
          {account.hasPassword && !asking && (
            <button type="button" className={`link ${styles.under}`} onClick={() => setAsking(true)}>
              <Say id="account.email.change" />
            </button>
          )}
        </div>
        <NativeSelect
          label={say('account.language')}
          description={say('account.language.hint')}
          value={language}
          data={Object.entries(languageNames).map(([value, label]) => ({ value, label }))}
          onChange={(event) => setLanguage(event.currentTarget.value as Language)}
        />
        {save.error && <Refusal error={save.error} />}
        <Button type="submit" loading={save.isPending}>
          <Say id="account.save" />
        </Button>
      </form>
      {asking && (
        <div className={styles.aside}>
          <EmailForm onClose={() => setAsking(false)} />
        </div>
      )}
    </Section>
  )
}

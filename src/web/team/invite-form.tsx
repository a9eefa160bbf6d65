import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { SentInvitation } from '#contract/team.ts'
import { type Role, roles } from '#core/permission.ts'
import { type Language, languageNames, useLanguage } from '../app/language.tsx'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Refusal } from '../entry/refusal.tsx'
import { teamApi } from './team-api.ts'
import { useTeamChanged } from './team-query.ts'
import styles from './team.module.css'

/** Mail address, role and the language of the mail. */
export function InviteForm({ onSent }: { onSent(sent: SentInvitation): void }) {
  const say = useSay()
  const changed = useTeamChanged()
  const { languages } = useWorkspace()
  const { language: shown } = useLanguage()
  const first = (languages[0] ?? shown) as Language
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('viewer')
  const [language, setLanguage] = useState<Language>(first in languageNames ? first : shown)
  const invite = useMutation({
    mutationFn: () => teamApi.invite({ email, role, language }),
    onSuccess: async (sent) => {
      setEmail('')
      onSent(sent)
      await changed()
    },
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        invite.mutate()
      }}
    >
      <div className={styles.invite}>
        <TextInput
          required
          type="email"
          autoComplete="off"
          label={say('signIn.email')}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <NativeSelect
          label={say('team.role')}
          value={role}
          data={roles.map((value) => ({ value, label: say(`role.${value}`) }))}
          onChange={(event) => setRole(event.currentTarget.value as Role)}
        />
        <NativeSelect
          label={say('team.mailLanguage')}
          value={language}
          data={Object.entries(languageNames).map(([value, label]) => ({ value, label }))}
          onChange={(event) => setLanguage(event.currentTarget.value as Language)}
        />
        <Button type="submit" loading={invite.isPending}>
          <Say id="team.invite.submit" />
        </Button>
      </div>
      <p className="quiet small" style={{ marginTop: 10 }}>
        <Say id={`team.about.${role}`} />
      </p>
      {invite.error && (
        <Refusal error={invite.error} words={{ conflict: 'team.invite.conflict', invalid: 'forgot.noAddress' }} />
      )}
    </form>
  )
}

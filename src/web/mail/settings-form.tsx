import { Button, Checkbox, NumberInput, PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import type { MailSecurity, MailSettings, MailSettingsInput } from '#contract/mail.ts'
import { ProblemError } from '../app/api.ts'
import { useSession } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { ErrorState } from '../ui/state.tsx'
import { mailApi } from './mail-api.ts'
import styles from './mail.module.css'

interface Form {
  enabled: boolean
  host: string
  port: number
  security: MailSecurity
  username: string
  password: string
  fromAddress: string
  fromName: string
  replyTo: string
}

/** the usual port of each kind of encryption */
const usualPort: Record<MailSecurity, number> = { starttls: 587, tls: 465, none: 25 }

/** The workspace's own mail server. */
export function SettingsForm({ settings }: { settings: MailSettings }) {
  const say = useSay()
  const client = useQueryClient()
  const { own } = settings
  const securityId = useId()
  const [form, setForm] = useState<Form>(useFirst(settings))
  const save = useMutation({
    mutationFn: () => mailApi.save(inputOf(form)),
    onSuccess: () => client.invalidateQueries({ queryKey: ['mail'] }),
  })
  const set = (change: Partial<Form>): void => {
    save.reset()
    setForm({ ...form, ...change })
  }
  const fields = fieldsOf(save.error)
  // a password belongs to its server and its user name
  const keeps =
    own !== null && own.hasPassword && own.host === form.host.trim() && own.username === form.username.trim()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    save.mutate()
  }

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <Checkbox
        label={say('mail.enabled')}
        checked={form.enabled}
        onChange={(event) => set({ enabled: event.currentTarget.checked })}
      />
      <div className={styles.pair}>
        <TextInput
          label={say('mail.host')}
          placeholder="smtp.example.com"
          value={form.host}
          error={fields['host'] && say('mail.host.wrong')}
          onChange={(event) => set({ host: event.currentTarget.value })}
        />
        <NumberInput
          label={say('mail.port')}
          min={1}
          max={65_535}
          allowDecimal={false}
          allowNegative={false}
          hideControls
          value={form.port}
          error={fields['port'] && say('mail.port.wrong')}
          onChange={(port) => set({ port: Number(port) })}
        />
      </div>
      <div className={styles.field}>
        <label htmlFor={securityId}>
          <Say id="mail.security" />
        </label>
        <select
          id={securityId}
          className="plain"
          value={form.security}
          aria-invalid={fields['security'] !== undefined}
          onChange={(event) => {
            const security = event.currentTarget.value as MailSecurity
            const follows = form.port === usualPort[form.security]
            set({ security, ...(follows ? { port: usualPort[security] } : {}) })
          }}
        >
          <option value="starttls">{say('mail.security.starttls')}</option>
          <option value="tls">{say('mail.security.tls')}</option>
          <option value="none">{say('mail.security.none')}</option>
        </select>
        {fields['security'] !== undefined && (
          <span role="alert" className={styles.wrong}>
            <Say id="mail.security.wrong" />
          </span>
        )}
      </div>
      <div className={styles.pair}>
        <TextInput
          label={say('mail.username')}
          autoComplete="off"
          value={form.username}
          onChange={(event) => set({ username: event.currentTarget.value })}
        />
        <PasswordInput
          label={say('mail.password')}
          autoComplete="new-password"
          placeholder={keeps ? say('mail.password.kept') : ''}
          value={form.password}
          error={
            fields['password'] !== undefined
              ? say('mail.password.wrong')
              : own?.passwordReadable === false && say('mail.password.lost')
          }
          onChange={(event) => set({ password: event.currentTarget.value })}
          visibilityToggleButtonProps={{ 'aria-label': say('mail.password.show') }}
        />
      </div>
      <div className={styles.pair}>
        <TextInput
          type="email"
          label={say('mail.from')}
          placeholder="hello@example.com"
          value={form.fromAddress}
          error={fields['fromAddress'] && say('mail.address.wrong')}
          onChange={(event) => set({ fromAddress: event.currentTarget.value })}
        />
        <TextInput
          label={say('mail.fromName')}
          value={form.fromName}
          onChange={(event) => set({ fromName: event.currentTarget.value })}
        />
      </div>
      <TextInput
        type="email"
        label={say('mail.replyTo')}
        description={say('mail.replyTo.about')}
        value={form.replyTo}
        error={fields['replyTo'] && say('mail.address.wrong')}
        onChange={(event) => set({ replyTo: event.currentTarget.value })}
      />
      {save.error && Object.keys(fields).length === 0 && <ErrorState error={save.error} />}
      <div className={styles.row}>
        <Button type="submit" loading={save.isPending}>
          <Say id="mail.save" />
        </Button>
        {save.isSuccess && (
          <span role="status" className="quiet">
            <Say id="mail.saved" />
          </span>
        )}
      </div>
    </form>
  )
}

function useFirst({ own }: MailSettings): Form {
  const { user } = useSession()
  return {
    enabled: own?.enabled ?? true,
    host: own?.host ?? '',
    port: own?.port ?? usualPort.starttls,
    security: own?.security ?? 'starttls',
    username: own?.username ?? '',
    password: '',
    fromAddress: own?.fromAddress ?? '',
    fromName: own ? (own.fromName ?? '') : (user?.name ?? ''),
    replyTo: own?.replyTo ?? '',
  }
}

function inputOf({ password, ...form }: Form): MailSettingsInput {
  const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())
  return {
    ...form,
    host: form.host.trim(),
    username: orNull(form.username),
    fromAddress: form.fromAddress.trim(),
    fromName: orNull(form.fromName),
    replyTo: orNull(form.replyTo),
    ...(password === '' ? {} : { password }),
  }
}

/** The fields that the server refused, by name. */
function fieldsOf(error: unknown): Record<string, string> {
  if (!(error instanceof ProblemError)) return {}
  return Object.fromEntries((error.problem.fields ?? []).map(({ path, message }) => [path, message]))
}

import { Button, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { SuspectList } from '#contract/suspect.ts'
import { lawfulBases } from '#core/suspect/basis.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import styles from '../audiences/audiences.module.css'
import { useMembers } from '../tasks/queries.ts'
import { Section } from '../ui/page.tsx'
import { useUndo } from '../ui/undo.tsx'
import { suspectApi } from './suspect-api.ts'

/** A new list: its ground is asked for before any name. */
export function ListForm() {
  const say = useSay()
  const client = useQueryClient()
  const navigate = useNavigate()
  const workspace = useWorkspace()
  const members = useMembers()
  const { failed } = useUndo()
  const [name, setName] = useState('')
  const [source, setSource] = useState('')
  const [basis, setBasis] = useState<SuspectList['basis']>('legitimate_interest')
  const [reason, setReason] = useState('')
  const [ownerId, setOwnerId] = useState('')
  const add = useMutation({
    mutationFn: () => suspectApi.add({ name, source, basis, reason, ownerId: ownerId === '' ? null : ownerId }),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ['suspects', workspace.id] })
      await navigate({ to: '/audiences/suspects/$id', params: { id } })
    },
    onError: failed,
  })
  const ready = name.trim() !== '' && source.trim().length >= 3 && reason.trim().length >= 3
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) add.mutate()
  }
  return (
    <Section title={<Say id="suspects.new" />}>
      <form className={styles.form} onSubmit={submit}>
        <TextInput
          label={say('suspects.name')}
          value={name}
          maxLength={80}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={say('suspects.source')}
          placeholder={say('suspects.source.hint')}
          value={source}
          maxLength={200}
          onChange={(event) => setSource(event.currentTarget.value)}
        />
        <label className="field">
          <Say id="suspects.basis" />
          <select
            className="plain"
            value={basis}
            aria-describedby="suspects-basis"
            onChange={(event) =>
              setBasis(lawfulBases.find((one) => one === event.currentTarget.value) ?? 'legitimate_interest')
            }
          >
            {lawfulBases.map((one) => (
              <option key={one} value={one}>
                {say(`suspects.basis.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <p id="suspects-basis" className="quiet small">
          <Say id={`suspects.basis.about.${basis}`} />
        </p>
        <Textarea
          label={say('suspects.reason')}
          placeholder={say('suspects.reason.hint')}
          autosize
          minRows={2}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <label className="field">
          <Say id="suspects.owner" />
          <select className="plain" value={ownerId} onChange={(event) => setOwnerId(event.currentTarget.value)}>
            <option value="">{say('suspects.owner.none')}</option>
            {members.map((member) => (
              <option key={member.userId} value={member.userId}>
                {member.name}
              </option>
            ))}
          </select>
        </label>
        <div>
          <Button type="submit" loading={add.isPending} disabled={!ready}>
            <Say id="suspects.new.do" />
          </Button>
        </div>
      </form>
    </Section>
  )
}

import { Button } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useId, useRef, useState } from 'react'
import { toMinor } from '#core/deal/money.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { accountApi } from '../company/api.ts'
import { dealApi } from '../deal/api.ts'
import { useUndo } from '../ui/undo.tsx'
import { amountIn } from './amount.ts'
import { dealsApi, useDealsChanged } from './deals-api.ts'
import styles from './deals.module.css'

interface QuickAddInput {
  pipeline: string
  stage: string
  /** the owner of the lane it is added in, as the filter takes it */
  lane: string | null
  close(): void
}

/** A deal in three fields. Enter writes it and leaves the form open for the next, Escape closes it. */
export function QuickAdd({ pipeline, stage, lane, close }: QuickAddInput) {
  const say = useSay()
  const { currency } = useWorkspace()
  const { done, failed } = useUndo()
  const changed = useDealsChanged()
  const first = useRef<HTMLInputElement>(null)
  const [name, setName] = useState('')
  const [company, setCompany] = useState('')
  const [amount, setAmount] = useState('')
  const [busy, setBusy] = useState(false)
  const found = useCompanies(company)
  const list = useId()

  const chosen = found.find((one) => one.name === company.trim())
  const strange = company.trim() !== '' && !chosen
  const sum = amountIn(amount)
  const wrong = amount.trim() !== '' && sum === null
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '' || wrong || busy) return
    setBusy(true)
    try {
      const accountId = company.trim() === '' ? null : (chosen?.id ?? (await dealsApi.company(company.trim())).id)
      await dealApi.create({
        name: name.trim(),
        pipeline,
        stage,
        fields: {
          ...(accountId === null ? {} : { accountId }),
          ...(sum === null ? {} : { amountMinor: toMinor(sum, currency), currency }),
          ...ownerOf(lane),
        },
      })
      done(say('deals.added', { deal: name.trim() }))
      setName('')
      setCompany('')
      setAmount('')
      first.current?.focus()
      await changed()
    } catch (error) {
      failed(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      className={styles.quick}
      aria-label={say('deals.add')}
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close()
        // the board's own keys are not meant here
        event.stopPropagation()
      }}
    >
      <label className="field">
        <Say id="deals.add.name" />
        <input
          ref={first}
          className="plain"
          data-autofocus
          autoFocus
          maxLength={300}
          required
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </label>
      <label className="field">
        <Say id="deals.add.company" />
        <input
          className="plain"
          list={list}
          maxLength={200}
          autoComplete="off"
          value={company}
          onChange={(event) => setCompany(event.currentTarget.value)}
        />
        <datalist id={list}>
          {found.map((one) => (
            <option key={one.id} value={one.name} />
          ))}
        </datalist>
      </label>
      {strange && (
        <p className="quiet small">
          <Say id="deals.add.newCompany" />
        </p>
      )}
      <label className="field">
        <Say id="deals.add.amount" values={{ currency }} />
        <input
          className="plain"
          inputMode="decimal"
          value={amount}
          aria-invalid={wrong}
          onChange={(event) => setAmount(event.currentTarget.value)}
        />
      </label>
      <div className={styles.quickButtons}>
        <Button type="submit" size="compact-sm" loading={busy} disabled={name.trim() === '' || wrong}>
          <Say id="deals.add.do" />
        </Button>
        <Button size="compact-sm" variant="subtle" onClick={close}>
          <Say id="state.close" />
        </Button>
      </div>
    </form>
  )
}

/** Companies whose name or domain begins like that. */
function useCompanies(typed: string): { id: string; name: string }[] {
  const workspace = useWorkspace()
  const [q] = useDebouncedValue(typed.trim(), 180)
  const search = useQuery({
    queryKey: ['accounts', workspace.id, 'quick', q],
    queryFn: ({ signal }) => accountApi.list({ q, sort: 'name', limit: 8 }, signal),
    enabled: q !== '',
  })
  return search.data?.items ?? []
}

/** Whose deal it is: that of the lane; whoever adds it where there is none. */
function ownerOf(lane: string | null): { ownerId?: string | null } {
  if (lane === null || lane.startsWith('name:')) return {}
  return { ownerId: lane === 'none' ? null : lane }
}

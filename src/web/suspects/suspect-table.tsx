import { Button, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { SuspectPerson } from '#contract/suspect.ts'
import { readableProfile } from '#core/suspect/profile.ts'
import { useFormat } from '../app/format.ts'
import { useModels } from '../app/models.ts'
import { useMay } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import styles from '../audiences/audiences.module.css'
import { PersonName } from '../ui/person-name.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { useSuspectDeeds } from './deeds.ts'

/** The people of a list; those chosen can be moved on, taken off, or left alone for good. */
export function SuspectTable({ listId, items }: { listId: string; items: readonly SuspectPerson[] }) {
  const say = useSay()
  const format = useFormat()
  const mayWrite = useMay('suspect.write')
  const models = useModels()
  const stages = models?.models.find(({ id }) => id === models.lifecycle)?.stages ?? []
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const here = items.filter(({ id }) => chosen.has(id)).map(({ id }) => id)
  const choose = (ids: readonly string[], on: boolean) => {
    const next = new Set(chosen)
    for (const id of ids)
      if (on) next.add(id)
      else next.delete(id)
    setChosen(next)
  }
  const columns: Column<SuspectPerson>[] = [
    ...(mayWrite
      ? [
          {
            id: 'choose',
            head: (
              <input
                type="checkbox"
                className={styles.check}
                aria-label={say('suspects.choose.all')}
                checked={items.length > 0 && here.length === items.length}
                onChange={(event) =>
                  choose(
                    items.map(({ id }) => id),
                    event.currentTarget.checked,
                  )
                }
              />
            ),
            cell: ({ id, name, email, linkedin }: SuspectPerson) => (
              <input
                type="checkbox"
                className={styles.check}
                aria-label={say('suspects.choose', { name: name ?? email ?? linkedin ?? '' })}
                checked={chosen.has(id)}
                onChange={(event) => choose([id], event.currentTarget.checked)}
              />
            ),
          },
        ]
      : []),
    {
      id: 'person',
      head: <Say id="suspects.person" />,
      rowHead: true,
      cell: (person) => (
        <div className={styles.person}>
          <Link to="/people/$id" params={{ id: person.id }} className="link">
            <PersonName name={person.name} email={person.email ?? profileOf(person)} />
          </Link>
          <span className={`quiet small ${styles.under}`}>
            {[person.title, person.company, person.email ?? profileOf(person)]
              .filter((part) => part !== null)
              .join(' · ')}
          </span>
          {person.barred !== null && (
            <span className={`small ${styles.under} ${styles.barred}`}>{say(`suspects.why.${person.barred}`)}</span>
          )}
        </div>
      ),
    },
    { id: 'step', head: <Say id="suspects.step" />, cell: ({ step }) => say(`suspects.step.${step}`) },
    {
      id: 'stage',
      head: <Say id="suspects.stage" />,
      wide: true,
      cell: ({ stage }) => {
        const found = stages.find(({ id }) => id === stage)
        return found ? format.text(found.name) : '–'
      },
    },
    {
      id: 'added',
      head: <Say id="suspects.added" />,
      wide: true,
      cell: ({ addedAt, basis, source }) => (
        <span className={styles.day} title={`${say(`suspects.basis.${basis}`)} · ${source}`}>
          {format.date(addedAt)}
        </span>
      ),
    },
  ]
  return (
    <>
      {mayWrite && <Chosen listId={listId} people={here} onDone={() => setChosen(new Set())} />}
      <Table label={say('suspects.list.people')} columns={columns} rows={items} keyOf={({ id }) => id} />
    </>
  )
}

function profileOf({ linkedin }: SuspectPerson): string | null {
  return linkedin === null ? null : readableProfile(linkedin)
}

/** What can be done with those chosen. An opt-in and do-not-contact ask how we know. */
function Chosen({ listId, people, onDone }: { listId: string; people: readonly string[]; onDone(): void }) {
  const say = useSay()
  const [asking, setAsking] = useState<'opted_in' | 'leave' | null>(null)
  const [reason, setReason] = useState('')
  const { step, remove, leave } = useSuspectDeeds(() => {
    setAsking(null)
    setReason('')
    onDone()
  })
  const none = people.length === 0
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (reason.trim().length < 3) return
    if (asking === 'opted_in') step.mutate({ step: 'opted_in', people, reason })
    else leave.mutate({ people, reason })
  }
  if (asking !== null && !none) {
    return (
      <form className={styles.chosen} onSubmit={submit}>
        <TextInput
          label={say(asking === 'leave' ? 'excluded.reason' : 'suspects.how')}
          placeholder={say(asking === 'leave' ? 'excluded.reason.hint' : 'suspects.how.hint')}
          value={reason}
          maxLength={500}
          style={{ flex: '1 1 260px' }}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Button type="submit" size="xs" loading={step.isPending || leave.isPending} disabled={reason.trim().length < 3}>
          <Say id="suspects.how.do" />
        </Button>
        <Button variant="default" size="xs" onClick={() => setAsking(null)}>
          <Say id="suspects.cancel" />
        </Button>
      </form>
    )
  }
  return (
    <div className={styles.chosen}>
      <span className="quiet small" role="status">
        <Say id="suspects.chosen" values={{ count: people.length }} />
      </span>
      {(['requested', 'accepted'] as const).map((one) => (
        <Button
          key={one}
          variant="default"
          size="compact-sm"
          disabled={none}
          loading={step.isPending && step.variables.step === one}
          onClick={() => step.mutate({ step: one, people })}
        >
          <Say id={`suspects.do.${one}`} />
        </Button>
      ))}
      <Button variant="default" size="compact-sm" disabled={none} onClick={() => setAsking('opted_in')}>
        <Say id="suspects.do.opted_in" />
      </Button>
      <Button
        variant="default"
        size="compact-sm"
        disabled={none}
        loading={remove.isPending}
        onClick={() => remove.mutate({ listId, people })}
      >
        <Say id="suspects.do.remove" />
      </Button>
      <Button variant="default" size="compact-sm" disabled={none} onClick={() => setAsking('leave')}>
        <Say id="suspects.do.leave" />
      </Button>
    </div>
  )
}

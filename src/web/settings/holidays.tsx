import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { HolidayList } from '#contract/holiday.ts'
import { readCalendarDays } from '#core/calendar-days.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import { ErrorState, LoadingScreen } from '../ui/state.tsx'
import { useUndo } from '../ui/undo.tsx'
import { settingsApi } from './settings-api.ts'
import styles from './settings.module.css'

/** Days on which the team does not work: typed, or taken from a calendar file. */
export function Holidays({ mayChange }: { mayChange: boolean }) {
  const say = useSay()
  const undo = useUndo()
  const client = useQueryClient()
  const workspace = useWorkspace()
  const key = ['workspace', workspace.id, 'holidays']
  const list = useQuery({ queryKey: key, queryFn: ({ signal }) => settingsApi.holidays(signal) })
  const keep = (after: HolidayList) => client.setQueryData(key, after)
  const change = useMutation({ mutationFn: settingsApi.changeHolidays, onSuccess: keep, onError: undo.failed })
  const holidays = list.data?.holidays ?? []
  const remove = ({ day, name }: HolidayList['holidays'][number]): void =>
    change.mutate(
      { remove: [day] },
      {
        onSuccess: () =>
          undo.done(say('holidays.removed', { name }), async () =>
            keep(await settingsApi.changeHolidays({ put: [{ day, name }] })),
          ),
      },
    )
  return (
    <Section id="holidays" title={<Say id="holidays.title" />} sub={<Say id="holidays.about" />}>
      {list.isPending && <LoadingScreen />}
      {list.error && <ErrorState error={list.error} retry={() => void list.refetch()} />}
      {list.data && holidays.length === 0 && (
        <p className="quiet">
          <Say id="holidays.none" />
        </p>
      )}
      <Days holidays={holidays} {...(mayChange ? { onRemove: remove } : {})} />
      {mayChange && list.data && <Add onAdd={(put) => change.mutate({ put })} busy={change.isPending} />}
    </Section>
  )
}

function Days({
  holidays,
  onRemove,
}: {
  holidays: HolidayList['holidays']
  onRemove?: (day: HolidayList['holidays'][number]) => void
}) {
  const say = useSay()
  const format = useFormat()
  const shown = format.calendar
  return (
    <ul className={styles.days}>
      {holidays.map((one) => (
        <li key={one.day}>
          <span className={styles.day}>{shown(one.day)}</span> <span>{one.name}</span>
          {onRemove && (
            <button
              type="button"
              className="link"
              aria-label={say('holidays.remove.of', { name: one.name, day: shown(one.day) })}
              onClick={() => onRemove(one)}
            >
              <Say id="holidays.remove" />
            </button>
          )}
        </li>
      ))}
    </ul>
  )
}

function Add({ onAdd, busy }: { onAdd(days: HolidayList['holidays']): void; busy: boolean }) {
  const say = useSay()
  const [day, setDay] = useState('')
  const [name, setName] = useState('')
  const [said, setSaid] = useState<string | null>(null)
  const chooser = useRef<HTMLInputElement>(null)
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return
    const year = new Date().getFullYear()
    const found = file.size > 2_000_000 ? null : readCalendarDays(await file.text(), year, year + 2)
    if (found && found.length > 0) onAdd(found)
    setSaid(found === null ? say('holidays.file.bad') : say('holidays.file.taken', { count: found.length }))
  }
  return (
    <>
      <form
        className={styles.row}
        onSubmit={(event) => {
          event.preventDefault()
          onAdd([{ day, name: name.trim() }])
          setDay('')
          setName('')
        }}
      >
        <TextInput
          type="date"
          required
          label={say('holidays.day')}
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
        <TextInput
          required
          label={say('holidays.name')}
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={busy}>
          <Say id="holidays.add" />
        </Button>
        <input
          ref={chooser}
          type="file"
          className="hidden"
          aria-label={say('holidays.file')}
          accept=".ics,text/calendar"
          onChange={(event) => {
            void take(event.currentTarget.files?.[0])
            event.currentTarget.value = ''
          }}
        />
        <Button variant="default" onClick={() => chooser.current?.click()}>
          <Say id="holidays.file" />
        </Button>
      </form>
      {said !== null && (
        <p role="status" className="quiet small" style={{ marginTop: 8 }}>
          {said}
        </p>
      )}
    </>
  )
}

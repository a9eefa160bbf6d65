import { Button, NumberInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useEffect, useState } from 'react'
import type { RetentionPeriod, RetentionPreview } from '#contract/retention.ts'
import { useFormat } from '../../app/format.ts'
import { useWorkspace } from '../../app/session.ts'
import { Say, useSay } from '../../app/words.tsx'
import { ErrorState, LoadingLines } from '../../ui/state.tsx'
import { useUndo } from '../../ui/undo.tsx'
import { useCounts } from './counts.ts'
import { retentionApi } from './retention-api.ts'
import styles from './retention.module.css'

const typingMs = 400

/** Sets a period, after seeing what it would remove; lifts one that is set. */
export function PeriodForm({ period, close }: { period: RetentionPeriod; close(): void }) {
  const say = useSay()
  const format = useFormat()
  const client = useQueryClient()
  const { done, failed } = useUndo()
  const { rule, least, most, suggested, days: before } = period
  const [days, setDays] = useState<number | string>(before ?? suggested)
  const good = typeof days === 'number' && Number.isInteger(days) && days >= least && days <= most ? days : null
  const refresh = () => client.invalidateQueries({ queryKey: ['retention'] })
  const set = useMutation({
    mutationFn: (next: number | null) => retentionApi.set(rule, next),
    onSuccess: ({ days: kept, appliesAt }) => {
      const said =
        kept === null || appliesAt === null
          ? say('retention.lifted')
          : say('retention.done', { days: kept, at: format.dateTime(appliesAt) })
      done(said, async () => {
        await retentionApi.set(rule, before)
        await refresh()
      })
      close()
      return refresh()
    },
    onError: failed,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (good !== null) set.mutate(good)
  }
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <NumberInput
        label={say('retention.days')}
        description={say('retention.days.about', { suggested, least, most })}
        value={days}
        min={least}
        max={most}
        clampBehavior="none"
        allowDecimal={false}
        allowNegative={false}
        error={good === null ? say('retention.days.wrong', { least, most }) : undefined}
        data-autofocus
        autoFocus
        onChange={setDays}
      />
      <Would period={period} days={good} />
      <div className={styles.buttons}>
        <Button type="submit" size="xs" loading={set.isPending} disabled={good === null || good === before}>
          <Say id="retention.set" values={{ days: good ?? suggested }} />
        </Button>
        {before !== null && (
          <Button variant="default" size="xs" disabled={set.isPending} onClick={() => set.mutate(null)}>
            <Say id="retention.lift" />
          </Button>
        )}
        <Button variant="subtle" size="xs" onClick={close}>
          <Say id="retention.cancel" />
        </Button>
      </div>
    </form>
  )
}

/** What it would remove today, once the typing rests. */
function Would({ period: { rule }, days }: { period: RetentionPeriod; days: number | null }) {
  const workspace = useWorkspace()
  const [asked, setAsked] = useState(days)
  useEffect(() => {
    const timer = setTimeout(() => setAsked(days), typingMs)
    return () => clearTimeout(timer)
  }, [days])
  const preview = useQuery({
    queryKey: ['retention', workspace.id, 'preview', rule, asked],
    queryFn: ({ signal }) => retentionApi.preview(rule, asked ?? 1, signal),
    enabled: asked !== null,
  })
  if (days === null) return null
  return (
    <div role="status" className={styles.would} data-old={asked !== days}>
      {preview.error ? (
        <ErrorState error={preview.error} retry={() => void preview.refetch()} />
      ) : preview.data ? (
        <Told preview={preview.data} />
      ) : (
        <LoadingLines lines={1} />
      )}
    </div>
  )
}

function Told({ preview: { removed, cutoff, stay } }: { preview: RetentionPreview }) {
  const say = useSay()
  const format = useFormat()
  const what = useCounts()(removed)
  const before = format.date(cutoff)
  return (
    <>
      <p>
        {what === '' ? (
          <Say id="retention.would.none" values={{ cutoff: before }} />
        ) : (
          <Say id="retention.would" values={{ what, cutoff: before }} />
        )}
      </p>
      {stay.length > 0 && (
        <p className="small quiet">
          <Say id="retention.stay" />:{' '}
          {format.list(stay.map(({ why, count }) => say(`retention.stay.${why}`, { count })))}
        </p>
      )}
    </>
  )
}

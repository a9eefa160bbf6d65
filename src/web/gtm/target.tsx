import { Button, Popover } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { GtmDocument, GtmRow } from '#contract/gtm.ts'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { useUndo } from '../ui/undo.tsx'
import { gtmApi } from './gtm-api.ts'
import styles from './gtm.module.css'
import { paceOf } from './pace.ts'
import { usePeriodName } from './period-picker.tsx'
import { AmountInput } from '../ui/amount-input.tsx'

interface TargetInput {
  document: GtmDocument
  row: GtmRow
}

/** How much of the target has come, beside how much of the period has passed; those who may set it do so here. */
export function Target({ document, row }: TargetInput) {
  const format = useFormat()
  const mayChange = useMay('target.change')
  const { entered, target } = row.current
  const { elapsed } = document.period
  if (target === null) {
    return mayChange ? (
      <Edit document={document} row={row} />
    ) : (
      <span className="quiet">
        <Say id="gtm.target.none" />
      </span>
    )
  }
  const pace = paceOf(entered, target, elapsed)
  return (
    <div className={styles.target}>
      <span>
        <span className={styles.figure}>{format.share(entered / target)}</span>{' '}
        <span className="quiet small">
          <Say id="gtm.target.of" values={{ target }} />
        </span>
      </span>
      <span className={styles.gauge} aria-hidden="true">
        <span data-pace={pace} style={{ width: `${Math.min(1, entered / target) * 100}%` }} />
        {elapsed < 1 && <i style={{ left: `${elapsed * 100}%` }} />}
      </span>
      <span className="small" data-pace={pace}>
        <Say id={`gtm.pace.${pace}`} values={{ missing: target - entered }} />
      </span>
      {mayChange && <Edit document={document} row={row} />}
    </div>
  )
}

/** Sets, changes or takes away the target; undo puts the former one back. */
function Edit({ document, row }: TargetInput) {
  const say = useSay()
  const format = useFormat()
  const workspace = useWorkspace()
  const client = useQueryClient()
  const notice = useUndo()
  const periodName = usePeriodName()
  const [open, setOpen] = useState(false)
  const { target } = row.current
  const [value, setValue] = useState<number | string>('')
  const set = (people: number | null) => gtmApi.setTarget({ period: document.period.key, stage: row.stage, people })
  const again = () => client.invalidateQueries({ queryKey: ['go-to-market', workspace.id] })
  const save = useMutation({
    mutationFn: set,
    onSuccess: async ({ people, before }) => {
      setOpen(false)
      await again()
      notice.done(
        say(people === null ? 'gtm.target.removed' : 'gtm.target.saved', { stage: format.text(row.name) }),
        () => set(before).then(again),
      )
    },
    onError: notice.failed,
  })
  const people = typeof value === 'number' && value >= 1 ? value : null
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      width={280}
      position="bottom-start"
      shadow="md"
      withArrow
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <button
          type="button"
          className="link small"
          data-no-print
          aria-label={say(target === null ? 'gtm.target.set.for' : 'gtm.target.change.for', {
            stage: format.text(row.name),
          })}
          onClick={() => {
            setValue(target ?? row.former.target ?? '')
            setOpen((was) => !was)
          }}
        >
          <Say id={target === null ? 'gtm.target.set' : 'gtm.target.change'} />
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          className="stack"
          style={{ gap: 10 }}
          onSubmit={(event) => {
            event.preventDefault()
            if (people !== null) save.mutate(people)
          }}
        >
          <AmountInput
            label={say('gtm.target.label', { stage: format.text(row.name), period: periodName(document.period) })}
            description={say('gtm.target.before', { count: row.former.entered })}
            value={value}
            onChange={setValue}
            min={1}
            max={1_000_000_000}
            allowDecimal={false}
            allowNegative={false}
            hideControls
            data-autofocus
          />
          <div style={{ display: 'flex', gap: 8 }}>
            <Button type="submit" size="xs" disabled={people === null} loading={save.isPending}>
              <Say id="gtm.target.save" />
            </Button>
            {target !== null && (
              <Button
                type="button"
                size="xs"
                variant="default"
                disabled={save.isPending}
                onClick={() => save.mutate(null)}
              >
                <Say id="gtm.target.remove" />
              </Button>
            )}
          </div>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}

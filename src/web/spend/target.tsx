import { Button, Popover } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { minorDigits, toMajor, toMinor } from '#core/deal/money.ts'
import type { CpaDocument } from '#contract/spend.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { AmountInput } from '../ui/amount-input.tsx'
import { useUndo } from '../ui/undo.tsx'
import { useActionName } from './action-name.ts'
import styles from './spend.module.css'
import { spendApi } from './spend-api.ts'
import { Verdict } from './verdict.tsx'

/** Whether the action keeps to what it should cost, and for those who may, where that is set. */
export function Target({ document }: { document: CpaDocument }) {
  const mayWrite = useMay('spend.write')
  const { paid } = document
  return (
    <span className={styles.target}>
      {paid.verdict !== null && <Verdict of={paid.verdict} />}
      {mayWrite && <Edit document={document} />}
    </span>
  )
}

function Edit({ document }: { document: CpaDocument }) {
  const say = useSay()
  const workspace = useWorkspace()
  const client = useQueryClient()
  const actionName = useActionName()
  const { done, failed } = useUndo()
  const { action, actions, currency, targetMinor } = document
  const name = actionName(actions.find(({ id }) => id === action) ?? { id: action, name: null })
  const [open, setOpen] = useState(false)
  const [value, setValue] = useState<number | string>('')
  const again = () => client.invalidateQueries({ queryKey: ['spend', workspace.id] })
  const save = useMutation({
    mutationFn: (minor: number | null) => spendApi.setTarget(action, minor),
    onSuccess: async ({ minor, before }) => {
      setOpen(false)
      await again()
      done(say(minor === null ? 'spend.target.removed' : 'spend.target.saved', { action: name }), () =>
        spendApi.setTarget(action, before).then(again),
      )
    },
    onError: failed,
  })
  const amount = Number(value)
  const minor = value !== '' && amount > 0 ? toMinor(amount, currency) : null
  return (
    <Popover opened={open} onChange={setOpen} width={280} shadow="md" withArrow trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className="link small"
          data-no-print
          aria-label={say('spend.target.set.of', { action: name })}
          onClick={() => {
            setValue(targetMinor === null ? '' : toMajor(targetMinor, currency))
            setOpen((was) => !was)
          }}
        >
          <Say id={targetMinor === null ? 'spend.target.set' : 'spend.target.change'} />
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          className="stack"
          style={{ gap: 10 }}
          onSubmit={(event) => {
            event.preventDefault()
            if (minor !== null && minor > 0) save.mutate(minor)
          }}
        >
          <AmountInput
            label={say('spend.target.label', { action: name })}
            value={value}
            onChange={setValue}
            min={0}
            max={1_000_000_000}
            decimalScale={minorDigits(currency)}
            allowNegative={false}
            hideControls
            rightSection={<span className="quiet small">{currency}</span>}
            rightSectionWidth={48}
            rightSectionPointerEvents="none"
            data-autofocus
          />
          <div className={styles.buttons}>
            <Button type="submit" size="xs" disabled={minor === null || minor === 0} loading={save.isPending}>
              <Say id="spend.target.save" />
            </Button>
            {targetMinor !== null && (
              <Button type="button" size="xs" variant="default" onClick={() => save.mutate(null)}>
                <Say id="spend.target.remove" />
              </Button>
            )}
          </div>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}

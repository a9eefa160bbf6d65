import { Button, Checkbox, NumberInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { type BlueprintEdits, triggerRule } from '#core/blueprint/edit.ts'
import { Say, useSay } from '../app/words.tsx'
import { PlanPanel } from '../blueprint/plan-panel.tsx'
import { useEventName } from '../ui/event-name.ts'
import { Section } from '../ui/page.tsx'
import type { StepInput } from './guide-page.tsx'
import { useSaveStep } from './guide-api.ts'
import styles from './guide.module.css'

/** The field's own triggers: what somebody does that ought to start a conversation. */
const offered = [
  'list_added',
  'sample_requested',
  'quote_requested',
  'demo_requested',
  'callback_requested',
  'trial_started',
  'trial_completed',
  'price_asked',
] as const

interface Row {
  on: boolean
  way: string
  points: number
}

/** What starts a conversation, how people are encouraged to do it, and what it is worth. */
export function TriggersStep({ guide, document, fixed }: StepInput) {
  const say = useSay()
  const eventName = useEventName()
  const save = useSaveStep()
  const { blueprint, version } = document
  const rules = blueprint.scores.engagement.rules
  const [rows, setRows] = useState<Record<string, Row>>(() => {
    const chosen = guide.triggers?.answers.chosen ?? []
    const names = [...new Set([...offered, ...chosen.map(({ event }) => event)])]
    return Object.fromEntries(
      names.map((event) => {
        const kept = chosen.find((one) => one.event === event)
        const rule = triggerRule(rules, event)
        // before anybody chose, what scores already is a trigger
        const on = guide.triggers ? kept !== undefined : rule !== null && rule.points >= 10
        return [event, { on, way: kept?.way ?? '', points: rule?.points ?? 10 }]
      }),
    )
  })
  const [edits, setEdits] = useState<BlueprintEdits | null>(null)
  // one rule may read several of these: their points change together
  const change = (event: string, part: Partial<Row>) => {
    const rule = triggerRule(rules, event)?.id
    const shared = (name: string) => rule !== undefined && triggerRule(rules, name)?.id === rule
    setRows((before) =>
      Object.fromEntries(
        Object.entries(before).map(([name, row]) => {
          if (name === event) return [name, { ...row, ...part }]
          return [name, part.points !== undefined && shared(name) ? { ...row, points: part.points } : row]
        }),
      ),
    )
  }
  const submit = (): void => {
    const chosen = Object.entries(rows).filter(([, row]) => row.on)
    save.mutate({ step: 'triggers', answers: { chosen: chosen.map(([event, { way }]) => ({ event, way })) } })
    const changed = chosen.filter(([event, row]) => triggerRule(rules, event)?.points !== row.points)
    if (changed.length > 0) setEdits({ triggers: changed.map(([event, { points }]) => ({ event, points })) })
  }
  return (
    <>
      <Section title={<Say id="guide.step.triggers" />} sub={<Say id="guide.triggers.about" />} help="trigger">
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault()
            submit()
          }}
        >
          <ul className={styles.triggers}>
            {Object.entries(rows).map(([event, row]) => (
              <li key={event}>
                <Checkbox
                  checked={row.on}
                  disabled={fixed}
                  label={eventName(event)}
                  onChange={(change_) => change(event, { on: change_.currentTarget.checked })}
                />
                {row.on && (
                  <div className={styles.fields}>
                    <NumberInput
                      label={say('guide.triggers.points')}
                      aria-label={say('guide.triggers.points.of', { event: eventName(event) })}
                      min={0.01}
                      max={10_000}
                      decimalScale={2}
                      readOnly={fixed}
                      value={row.points}
                      onChange={(value) => typeof value === 'number' && change(event, { points: value })}
                    />
                    <TextInput
                      label={say('guide.triggers.way')}
                      aria-label={say('guide.triggers.way.of', { event: eventName(event) })}
                      placeholder={say('guide.triggers.way.hint')}
                      maxLength={4000}
                      readOnly={fixed}
                      value={row.way}
                      onChange={(typed) => change(event, { way: typed.currentTarget.value })}
                    />
                  </div>
                )}
              </li>
            ))}
          </ul>
          {!fixed && (
            <div>
              <Button type="submit" loading={save.isPending}>
                <Say id="guide.save" />
              </Button>
            </div>
          )}
        </form>
      </Section>
      {edits !== null && (
        <PlanPanel
          base={version.version}
          blueprint={blueprint}
          edits={edits}
          onApplied={() => setEdits(null)}
          onDiscard={() => setEdits(null)}
        />
      )}
    </>
  )
}

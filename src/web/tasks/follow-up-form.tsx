import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { RoutingDocument } from '#contract/handoff.ts'
import { routingTeams } from '#core/task/routing.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import { useTaskDeed } from './queries.ts'
import { type FollowUpValues, tasksApi } from './tasks-api.ts'
import styles from './tasks.module.css'

/** The attempts of the follow-up plan, the hours for an answer, and the working day. */
export function FollowUpForm({ routing, mayChange }: { routing: RoutingDocument; mayChange: boolean }) {
  const say = useSay()
  const wordFor = useWordFor()
  const client = useQueryClient()
  const workspace = useWorkspace()
  const { isPending: pending, go } = useTaskDeed()
  const before = routing.followUp
  const [plan, setPlan] = useState(before.plan)
  const [within, setWithin] = useState(before.within)
  const [from, setFrom] = useState(before.from)
  const [until, setUntil] = useState(before.until)
  const values: FollowUpValues = { plan, within, from, until }
  const same = JSON.stringify(values) === JSON.stringify(before)
  const keep = (document: RoutingDocument) => client.setQueryData(['routing', workspace.id], document)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    go({
      run: () => tasksApi.saveFollowUp(values),
      said: () => say('rules.saved'),
      undo: () => tasksApi.saveFollowUp(before).then(keep),
      onDone: keep,
    })
  }
  const days = plan.reduce((sum, { gap }) => sum + gap, 0)
  return (
    <Section title={<Say id="plan.title" />} sub={<Say id="plan.about" values={{ attempts: plan.length, days }} />}>
      <form onSubmit={submit}>
        <fieldset className={styles.plainSet} disabled={!mayChange}>
          <legend className="hidden">{say('plan.title')}</legend>
          <ol className={styles.plan}>
            {plan.map((step, index) => (
              // steps have no name but their place
              <li key={index}>
                <span className={styles.place}>{index + 1}</span>
                <select
                  className="plain"
                  aria-label={say('plan.kind', { attempt: index + 1 })}
                  value={step.kind}
                  onChange={(event) =>
                    setPlan(
                      plan.map((one, at) =>
                        at === index ? { ...one, kind: event.currentTarget.value as 'call' | 'mail' } : one,
                      ),
                    )
                  }
                >
                  <option value="call">{say('tasks.kind.call')}</option>
                  <option value="mail">{say('tasks.kind.mail')}</option>
                </select>
                <label className={styles.gap}>
                  <input
                    type="number"
                    className="plain"
                    min={0}
                    max={60}
                    required
                    aria-label={say('plan.gap', { attempt: index + 1 })}
                    value={step.gap}
                    onChange={(event) =>
                      setPlan(
                        plan.map((one, at) =>
                          at === index ? { ...one, gap: event.currentTarget.valueAsNumber || 0 } : one,
                        ),
                      )
                    }
                  />
                  <span className="quiet small">
                    <Say id={index === 0 ? 'plan.after.first' : 'plan.after'} values={{ gap: step.gap }} />
                  </span>
                </label>
                {mayChange && plan.length > 1 && (
                  <button
                    type="button"
                    className={styles.out}
                    aria-label={say('plan.remove', { attempt: index + 1 })}
                    onClick={() => setPlan(plan.filter((_, at) => at !== index))}
                  >
                    <span aria-hidden="true">×</span>
                  </button>
                )}
              </li>
            ))}
          </ol>
          {mayChange && plan.length < 30 && (
            <button type="button" className="link small" onClick={() => setPlan([...plan, { kind: 'call', gap: 3 }])}>
              <Say id="plan.add" />
            </button>
          )}
        </fieldset>
        <h3 className={styles.subhead}>
          <Say id="plan.within" />
        </h3>
        <p className="quiet small">
          <Say id="plan.within.about" />
        </p>
        <fieldset className={styles.hours} disabled={!mayChange}>
          <legend className="hidden">{say('plan.within')}</legend>
          {routingTeams.map((team) => (
            <label key={team} className="field">
              {wordFor('handTo', team)}
              <input
                type="number"
                className="plain"
                min={0.5}
                max={400}
                step={0.5}
                required
                value={within[team]}
                onChange={(event) => setWithin({ ...within, [team]: event.currentTarget.valueAsNumber || 0.5 })}
              />
            </label>
          ))}
          <label className="field">
            <Say id="plan.from" />
            <input
              type="number"
              className="plain"
              min={0}
              max={23.5}
              step={0.5}
              required
              value={from}
              onChange={(event) => setFrom(event.currentTarget.valueAsNumber || 0)}
            />
          </label>
          <label className="field">
            <Say id="plan.until" />
            <input
              type="number"
              className="plain"
              min={0.5}
              max={24}
              step={0.5}
              required
              value={until}
              onChange={(event) => setUntil(event.currentTarget.valueAsNumber || 0.5)}
            />
          </label>
        </fieldset>
        {mayChange && (
          <div className={styles.buttons}>
            <Button type="submit" loading={pending} disabled={same || from >= until}>
              <Say id="tasks.save" />
            </Button>
            {from >= until && (
              <span className={styles.wrong} role="alert">
                <Say id="plan.wrongDay" />
              </span>
            )}
          </div>
        )}
      </form>
    </Section>
  )
}

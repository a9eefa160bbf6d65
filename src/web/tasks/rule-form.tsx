import { Button, Modal } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { RoutingDocument, RoutingRuleRow } from '#contract/handoff.ts'
import { type RoutingTeam, routingTeams, type RoutingWay, routingWays } from '#core/task/routing.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { FilterBuilder } from '../filter/filter-builder.tsx'
import type { RuleValues } from './tasks-api.ts'
import styles from './tasks.module.css'

interface RuleFormInput {
  /** null: a new one */
  rule: RoutingRuleRow | null
  members: RoutingDocument['members']
  pending: boolean
  save(rule: Omit<RuleValues, 'id'>): void
  close(): void
}

/** One rule of assignment. */
export function RuleForm({ rule, members, pending, save, close }: RuleFormInput) {
  const say = useSay()
  const wordFor = useWordFor()
  const [name, setName] = useState(rule?.name ?? '')
  const [team, setTeam] = useState<RoutingTeam | null>(rule ? rule.team : 'sdr')
  const [when, setWhen] = useState(rule?.when ?? null)
  const [way, setWay] = useState<RoutingWay>(rule?.way ?? 'round_robin')
  const [chosen, setChosen] = useState<string[]>(rule?.members ?? [])
  const one = way === 'person'
  const ready = name.trim() !== '' && (!one || chosen.length === 1)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) save({ name: name.trim(), team, when, way, members: way === 'account_owner' ? [] : chosen })
  }
  return (
    <Modal
      opened
      size="xl"
      onClose={close}
      title={say(rule ? 'rules.edit.title' : 'rules.new')}
      closeButtonProps={{ 'aria-label': say('state.close') }}
    >
      <form className={styles.form} onSubmit={submit}>
        <div className={styles.two}>
          <label className="field">
            <Say id="rules.name" />
            <input
              className="plain"
              data-autofocus
              maxLength={100}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          </label>
          <label className="field">
            <Say id="rules.team" />
            <select
              className="plain"
              value={team ?? ''}
              onChange={(event) =>
                setTeam(event.currentTarget.value === '' ? null : (event.currentTarget.value as RoutingTeam))
              }
            >
              <option value="">{say('rules.team.any')}</option>
              {routingTeams.map((each) => (
                <option key={each} value={each}>
                  {wordFor('handTo', each)}
                </option>
              ))}
            </select>
          </label>
        </div>
        <fieldset className={styles.plainSet}>
          <legend>
            <Say id="rules.when" />
          </legend>
          <p className="quiet small">
            <Say id="rules.when.about" />
          </p>
          <FilterBuilder condition={when} onChange={setWhen} />
        </fieldset>
        <label className="field">
          <Say id="rules.way" />
          <select className="plain" value={way} onChange={(event) => setWay(event.currentTarget.value as RoutingWay)}>
            {routingWays.map((each) => (
              <option key={each} value={each}>
                {say(`rules.choice.${each}`)}
              </option>
            ))}
          </select>
        </label>
        {way !== 'account_owner' && (
          <fieldset className={styles.plainSet}>
            <legend>
              <Say id={one ? 'rules.member' : 'rules.members'} />
            </legend>
            {!one && (
              <p className="quiet small">
                <Say id="rules.members.about" />
              </p>
            )}
            <div className={styles.members}>
              {members.map(({ userId, name: each, role, load }) => (
                <label key={userId} className={styles.check}>
                  <input
                    type={one ? 'radio' : 'checkbox'}
                    name="member"
                    checked={chosen.includes(userId)}
                    onChange={(event) =>
                      setChosen(
                        one
                          ? [userId]
                          : event.currentTarget.checked
                            ? [...chosen, userId]
                            : chosen.filter((id) => id !== userId),
                      )
                    }
                  />
                  <span>
                    {each}{' '}
                    <span className="quiet small">
                      {say(`role.${role}`)} · {say('rules.load', { load })}
                    </span>
                  </span>
                </label>
              ))}
            </div>
          </fieldset>
        )}
        <div className={styles.buttons}>
          <Button type="submit" loading={pending} disabled={!ready}>
            <Say id="tasks.save" />
          </Button>
          <Button variant="default" onClick={close}>
            <Say id="tasks.cancel" />
          </Button>
        </div>
      </form>
    </Modal>
  )
}

import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { RoutingDocument, RoutingRuleRow } from '#contract/handoff.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { useWorkspace } from '../app/session.ts'
import { ConditionSentence } from '../ui/condition.tsx'
import { Section } from '../ui/page.tsx'
import { useTaskDeed } from './queries.ts'
import { RuleForm } from './rule-form.tsx'
import { type RuleValues, tasksApi } from './tasks-api.ts'
import styles from './tasks.module.css'

/** The rules of assignment, read from top to bottom; the first that finds somebody decides. */
export function RuleList({ routing, mayChange }: { routing: RoutingDocument; mayChange: boolean }) {
  const say = useSay()
  const client = useQueryClient()
  const workspace = useWorkspace()
  const { isPending: pending, go } = useTaskDeed()
  const [edited, setEdited] = useState<RoutingRuleRow | 'new' | null>(null)
  const { rules, members } = routing
  const values: RuleValues[] = rules.map(({ nextTurn: _next, ...rule }) => rule)
  const save = (next: RuleValues[], onDone?: () => void) =>
    go({
      run: () => tasksApi.saveRules(next),
      said: () => say('rules.saved'),
      // a rule that was taken out comes back as a new one
      undo: () =>
        tasksApi
          .saveRules(
            values.map(({ id, ...rule }) => (next.some((one) => one.id === id) && id ? { ...rule, id } : rule)),
          )
          .then((document) => client.setQueryData(['routing', workspace.id], document)),
      onDone: (document) => {
        client.setQueryData(['routing', workspace.id], document)
        onDone?.()
      },
    })
  const move = (from: number, to: number) => {
    const next = [...values]
    const [rule] = next.splice(from, 1)
    if (rule) next.splice(to, 0, rule)
    void save(next)
  }
  return (
    <Section
      title={<Say id="rules.title" />}
      sub={<Say id="rules.about" />}
      actions={
        mayChange && (
          <Button onClick={() => setEdited('new')}>
            <Say id="rules.new" />
          </Button>
        )
      }
    >
      {rules.length === 0 && (
        <p className="quiet">
          <Say id="rules.none" />
        </p>
      )}
      <ol className={styles.ruleList}>
        {rules.map((rule, index) => (
          <li key={rule.id}>
            <div>
              <strong>{rule.name}</strong>
              <p className="small">
                <RuleSentence rule={rule} members={members} />
              </p>
              {rule.nextTurn !== null && (
                <p className="quiet small">
                  <Say id="rules.next" values={{ name: rule.nextTurn }} />
                </p>
              )}
            </div>
            {mayChange && (
              <div className={styles.acts}>
                <Button
                  variant="default"
                  size="compact-sm"
                  disabled={index === 0 || pending}
                  aria-label={say('rules.up', { name: rule.name })}
                  onClick={() => move(index, index - 1)}
                >
                  <span aria-hidden="true">↑</span>
                </Button>
                <Button
                  variant="default"
                  size="compact-sm"
                  disabled={index === rules.length - 1 || pending}
                  aria-label={say('rules.down', { name: rule.name })}
                  onClick={() => move(index, index + 1)}
                >
                  <span aria-hidden="true">↓</span>
                </Button>
                <Button
                  variant="default"
                  size="compact-sm"
                  aria-label={say('rules.edit.named', { name: rule.name })}
                  onClick={() => setEdited(rule)}
                >
                  <Say id="rules.edit" />
                </Button>
                <Button
                  variant="default"
                  size="compact-sm"
                  disabled={pending}
                  aria-label={say('rules.remove.named', { name: rule.name })}
                  onClick={() => void save(values.filter(({ id }) => id !== rule.id))}
                >
                  <Say id="rules.remove" />
                </Button>
              </div>
            )}
          </li>
        ))}
      </ol>
      {edited !== null && (
        <RuleForm
          rule={edited === 'new' ? null : edited}
          members={members}
          pending={pending}
          close={() => setEdited(null)}
          save={(rule) =>
            void save(
              edited === 'new'
                ? [...values, rule]
                : (values.map((one) => (one.id === edited.id ? { ...rule, id: one.id } : one)) as RuleValues[]),
              () => setEdited(null),
            )
          }
        />
      )}
    </Section>
  )
}

/** A rule as a sentence: whom it concerns, and who gets them. */
function RuleSentence({ rule, members }: { rule: RoutingRuleRow; members: RoutingDocument['members'] }) {
  const say = useSay()
  const wordFor = useWordFor()
  const names = rule.members.map((id) => members.find(({ userId }) => userId === id)?.name ?? say('rules.gone'))
  const among = names.length === 0 ? say('rules.among.team') : names.join(', ')
  return (
    <>
      <Say
        id={rule.team === null ? 'rules.for.any' : 'rules.for.team'}
        values={{ team: rule.team === null ? '' : wordFor('handTo', rule.team) }}
      />{' '}
      {rule.when && (
        <>
          <Say id="rules.if" values={{ condition: <ConditionSentence condition={rule.when} /> }} />{' '}
        </>
      )}
      <Say id={`rules.way.${rule.way}`} values={{ among }} />
    </>
  )
}

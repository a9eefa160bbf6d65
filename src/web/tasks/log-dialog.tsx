import { Button, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { TaskRow, TouchContext } from '#contract/task.ts'
import { isOurs, reached, type TaskKind, type TouchKind, touchKinds, touchOutcomes } from '#core/task/task.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Loaded } from '../ui/state.tsx'
import { useDue } from './due.tsx'
import { contextQuery, useTaskDeed } from './queries.ts'
import { LogPersonQuestions, LogQuestions } from './log-questions.tsx'
import { tasksApi } from './tasks-api.ts'
import styles from './tasks.module.css'

export interface LogInput {
  kind: TouchKind
  personId?: string | undefined
  dealId?: string | undefined
  /** the task that it does */
  task?: TaskRow | undefined
  close(): void
  onDone?(): void
}

/** Logs a call, mail or meeting in a few keys: what came of it, a note, what comes next. */
export function LogDialog({ close, ...input }: LogInput) {
  const say = useSay()
  const workspace = useWorkspace()
  const context = useQuery(contextQuery(workspace.id, input.personId, input.dealId))
  const name = context.data?.person?.name ?? context.data?.person?.email ?? input.task?.deal?.name
  return (
    <Modal
      opened
      size={1080}
      onClose={close}
      title={name === null || name === undefined ? say('log.title') : say('log.title.with', { name })}
      closeButtonProps={{ 'aria-label': say('state.close') }}
    >
      <Loaded query={context} lines={6}>
        {(data) => <LogForm {...input} context={data} close={close} />}
      </Loaded>
    </Modal>
  )
}

/** What is proposed after an outcome: the next attempt of the plan, or to come back in two working days. */
function proposalFor(context: TouchContext, kind: TouchKind, outcome: string) {
  const { ifUnanswered, ifAnswered } = context
  if (kind === 'meeting' && outcome !== 'attended')
    return { on: true, kind: 'call' as TaskKind, dueDay: context.today, attempt: undefined }
  if (outcome === 'refused' || outcome === 'wrong_number' || outcome === 'bounced')
    return { on: false, kind: 'todo' as TaskKind, dueDay: ifAnswered.dueDay, attempt: undefined }
  if (reached(outcome)) return { on: true, kind: 'call' as TaskKind, dueDay: ifAnswered.dueDay, attempt: undefined }
  if (ifUnanswered)
    return {
      on: true,
      kind: ifUnanswered.kind as TaskKind,
      dueDay: ifUnanswered.dueDay,
      attempt: ifUnanswered.attempt as number | undefined,
    }
  return { on: false, kind: 'call' as TaskKind, dueDay: ifAnswered.dueDay, attempt: undefined }
}

const nextKinds: readonly TaskKind[] = ['call', 'mail', 'meeting', 'todo', 'proof', 'contract', 'referral']

function LogForm({
  kind: firstKind,
  personId,
  dealId,
  task,
  context,
  close,
  onDone,
}: LogInput & { context: TouchContext }) {
  const say = useSay()
  const due = useDue()
  const { isPending: pending, go } = useTaskDeed()
  const [kind, setKind] = useState<TouchKind>(firstKind)
  const [outcome, setOutcome] = useState<string>(firstKind === 'mail' ? 'sent' : '')
  const [deal, setDeal] = useState<string>(dealId ?? (context.deals.length === 1 ? (context.deals[0]?.id ?? '') : ''))
  const [with_, setWith] = useState<string>(personId ?? '')
  const [note, setNote] = useState('')
  const [next, setNext] = useState(() => proposalFor(context, firstKind, firstKind === 'mail' ? 'sent' : ''))
  const [promised, setPromised] = useState(false)
  const [touched, setTouched] = useState(false)
  const outcomes: readonly string[] = touchOutcomes[kind]
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    // it comes after the dialog has given the focus away
    const wait = setTimeout(() => form.current?.querySelector<HTMLElement>('[name=outcome]')?.focus(), 60)
    return () => clearTimeout(wait)
  }, [])
  const several = dealId === undefined && context.deals.length > 1
  const asksDeal = several && deal === ''
  const ready = outcome !== '' && !asksDeal && (with_ !== '' || deal !== '')

  const choose = (to: string, of: TouchKind = kind) => {
    setOutcome(to)
    // what somebody has set stays as they set it
    if (!touched) setNext(proposalFor(context, of, to))
  }
  const changeNext = (more: Partial<typeof next>) => {
    setTouched(true)
    setNext({ ...next, ...more, ...(more.kind !== undefined && more.kind !== next.kind ? { attempt: undefined } : {}) })
  }
  const save = (event?: FormEvent) => {
    event?.preventDefault()
    if (!ready || pending) return
    go({
      run: () =>
        tasksApi.log({
          kind,
          outcome,
          ...(with_ === '' ? {} : { personId: with_ }),
          ...(deal === '' || deal === 'none' ? {} : { dealId: deal }),
          ...(note.trim() === '' ? {} : { note: note.trim() }),
          ...(task ? { taskId: task.id } : {}),
          ...(next.on
            ? {
                next: {
                  kind: next.kind,
                  dueDay: next.dueDay,
                  promised,
                  ...(next.attempt === undefined ? {} : { attempt: next.attempt }),
                },
              }
            : {}),
        }),
      said: (done) =>
        done.next
          ? say('log.done.next', {
              what: say(`log.what.${kind}`),
              next: say(`tasks.do.${done.next.kind}`),
              day: due({ day: done.next.dueDay, time: done.next.dueTime, today: context.today }),
            })
          : say('log.done', { what: say(`log.what.${kind}`) }),
      undo: (done) => tasksApi.undoLog(done.id),
      onDone: () => {
        close()
        onDone?.()
      },
    })
  }
  /** Outcomes have numbers; Ctrl and Enter logs from anywhere. */
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      save()
      return
    }
    const typing =
      event.target instanceof HTMLElement && event.target.closest('textarea, select, input:not([type=radio])')
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return
    const picked = outcomes[Number(event.key) - 1]
    if (picked === undefined) return
    event.preventDefault()
    choose(picked)
  }

  // a form of its own: answers are kept as they come, whether or not the talk is logged
  const asked = kind === 'mail' || deal === '' || deal === 'none' ? null : deal
  const withoutDeal = kind !== 'mail' && !asksDeal && asked === null ? (personId ?? null) : null
  return (
    <div className={styles.talk} data-asks={asked !== null || withoutDeal !== null || undefined}>
      <form ref={form} className={styles.form} onSubmit={save} onKeyDown={keys}>
        <ContextLine context={context} kind={kind} />
        <fieldset className={styles.segments}>
          <legend className="hidden">{say('log.kind')}</legend>
          {touchKinds.map((one) => (
            <label key={one} data-on={kind === one || undefined}>
              <input
                type="radio"
                name="kind"
                checked={kind === one}
                onChange={() => {
                  setKind(one)
                  choose(one === 'mail' ? 'sent' : '', one)
                }}
              />
              <Say id={`log.what.${one}`} />
            </label>
          ))}
        </fieldset>
        <fieldset className={styles.outcomes}>
          <legend>
            <Say id="log.outcome" />
          </legend>
          {outcomes.map((one, index) => (
            <label key={one} data-on={outcome === one || undefined}>
              <input type="radio" name="outcome" checked={outcome === one} onChange={() => choose(one)} />
              <kbd aria-hidden="true">{index + 1}</kbd>
              <Say id={`log.outcome.${one as (typeof touchOutcomes)[TouchKind][number]}`} />
            </label>
          ))}
        </fieldset>
        {several && (
          <label className="field">
            <Say id="log.deal" />
            <select className="plain" value={deal} onChange={(event) => setDeal(event.currentTarget.value)}>
              <option value="">{say('log.deal.choose')}</option>
              {context.deals.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
              <option value="none">{say('log.deal.none')}</option>
            </select>
          </label>
        )}
        {personId === undefined && (
          <label className="field">
            <Say id="log.with" />
            <select className="plain" value={with_} onChange={(event) => setWith(event.currentTarget.value)}>
              <option value="">{say('log.with.nobody')}</option>
              {context.people.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name ?? one.email ?? say('person.unknown')}
                </option>
              ))}
            </select>
          </label>
        )}
        <label className="field">
          <Say id="log.note" />
          <textarea
            className={styles.area}
            rows={3}
            maxLength={4000}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </label>
        <fieldset className={styles.next}>
          <legend>
            <label className={styles.check}>
              <input
                type="checkbox"
                checked={next.on}
                onChange={(event) => changeNext({ on: event.currentTarget.checked })}
              />
              <Say id="log.next" />
            </label>
          </legend>
          {next.on && (
            <>
              <div className={styles.two}>
                <label className="field">
                  <Say id="tasks.field.kind" />
                  <select
                    className="plain"
                    value={next.kind}
                    onChange={(event) => changeNext({ kind: event.currentTarget.value as TaskKind })}
                  >
                    {nextKinds.map((one) => (
                      <option key={one} value={one}>
                        {say(`tasks.kind.${one}`)}
                      </option>
                    ))}
                  </select>
                </label>
                <label className="field">
                  <Say id="tasks.field.day" />
                  <input
                    type="date"
                    required
                    className="plain"
                    min={context.today}
                    value={next.dueDay}
                    onChange={(event) => changeNext({ dueDay: event.currentTarget.value })}
                  />
                </label>
              </div>
              <label className={styles.check}>
                <input
                  type="checkbox"
                  checked={promised}
                  onChange={(event) => setPromised(event.currentTarget.checked)}
                />
                <Say id="tasks.field.promised" />
              </label>
              {next.attempt !== undefined && (
                <p className="quiet small">
                  <Say id="log.attempt" values={{ attempt: next.attempt, of: context.of }} />
                </p>
              )}
            </>
          )}
          {!next.on &&
            outcome !== '' &&
            !reached(outcome) &&
            isOurs(kind, outcome) &&
            context.ifUnanswered === null && (
              <p className="quiet small">
                <Say id="log.planUsed" values={{ of: context.of }} />
              </p>
            )}
        </fieldset>
        <div className={styles.buttons}>
          <Button type="submit" loading={pending} disabled={!ready}>
            <Say id="log.do" />
          </Button>
          <Button variant="default" onClick={close}>
            <Say id="tasks.cancel" />
          </Button>
          <span className="quiet small">
            <kbd>Ctrl</kbd> <kbd>Enter</kbd>
          </span>
        </div>
      </form>
      {asked !== null && <LogQuestions dealId={asked} />}
      {withoutDeal !== null && <LogPersonQuestions personId={withoutDeal} playbook={context.playbook} />}
    </div>
  )
}

/** How to reach them, and how often we have tried. */
function ContextLine({ context, kind }: { context: TouchContext; kind: TouchKind }) {
  const { person, attempts, of } = context
  return (
    <p className={styles.context}>
      {kind === 'call' && person?.phone && (
        <a className="link" href={`tel:${person.phone.replaceAll(/[^+\d]/g, '')}`}>
          {person.phone}
        </a>
      )}
      {kind === 'mail' && person?.email && (
        <a className="link" href={`mailto:${person.email}`}>
          {person.email}
        </a>
      )}
      <span className="quiet">
        <Say id="log.attempts" values={{ attempts, of }} />
      </span>
    </p>
  )
}

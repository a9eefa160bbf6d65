import { Button, Modal } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { DealGates, DealPage, DealWritten, PipelineView } from '#contract/deal.ts'
import { ProblemError } from '../app/api.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Loaded } from '../ui/state.tsx'
import { dealApi } from './api.ts'
import { today, yearsLater } from './days.ts'
import styles from './deal.module.css'
import { type Fill, Overtaken, writeFills } from './fill.ts'
import { GateFill } from './gate-fill.tsx'
import { dealQuery, usePipelines } from './queries.ts'

/*
 * <MoveDialog deal={{ id, revision, name, pipeline, stage }} to={{ stage } | { outcome }} onDone onClose />
 * Asks for what the gates on the way miss and lets one fill it in there, for the reason where one is needed, for a note.
 * onDone is told what the server wrote (DealWritten: revision, stage, outcome, status, event to undo).
 * It is enough to open it where GET …/gates names an unmet gate or reasonNeeded; a move without either needs no dialog.
 */
export interface MoveDialogInput {
  deal: { id: string; revision: number; name: string; pipeline: string; stage: string | null }
  /** within its pipeline, unless another is named */
  to: { stage?: string; outcome?: string; pipeline?: string }
  onDone(written: DealWritten): void
  onClose(): void
}

/** Moves a deal through its gates: what is missing is filled in here, and the reason is given. */
export function MoveDialog({ deal, to, onDone, onClose }: MoveDialogInput) {
  const say = useSay()
  const format = useFormat()
  const workspace = useWorkspace()
  const pipelines = usePipelines()
  const pipeline = pipelines?.items.find(({ id }) => id === (to.pipeline ?? deal.pipeline))
  const page = useQuery(dealQuery(workspace.id, deal.id))
  const gates = useQuery({
    queryKey: ['deal', workspace.id, deal.id, 'gates', to],
    queryFn: ({ signal }) => dealApi.gates(deal.id, { ...to }, signal),
    meta: { live: false },
    gcTime: 0,
  })
  const target =
    to.stage === undefined
      ? pipeline?.outcomes.find(({ id }) => id === to.outcome)
      : pipeline?.stages.find(({ id }) => id === to.stage)
  const name = target ? format.text(target.name) : (to.stage ?? to.outcome ?? '')
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={say('deal.move.title', { deal: deal.name, stage: name })}
      closeButtonProps={{ 'aria-label': say('state.close') }}
    >
      <Loaded query={gates} lines={4}>
        {(asked) => (
          <Loaded query={page} lines={4}>
            {(current) => (
              <MoveForm
                deal={current}
                start={deal}
                to={to}
                asked={asked}
                pipeline={pipeline}
                name={name}
                onDone={onDone}
                onClose={onClose}
              />
            )}
          </Loaded>
        )}
      </Loaded>
    </Modal>
  )
}

interface MoveFormInput {
  /** as it is now */
  deal: DealPage
  /** as whoever moves it saw it */
  start: MoveDialogInput['deal']
  to: MoveDialogInput['to']
  asked: DealGates
  pipeline: PipelineView | undefined
  /** of where it goes */
  name: string
  onDone(written: DealWritten): void
  onClose(): void
}

const keyOf = ({ stage, id }: DealGates['gates'][number]) => `${stage}/${id}`

function MoveForm({ deal, start, to, asked, pipeline, name, onDone, onClose }: MoveFormInput) {
  const say = useSay()
  const format = useFormat()
  const client = useQueryClient()
  const { zone } = useWorkspace()
  const [fills, setFills] = useState<Record<string, Fill | null>>({})
  const [reason, setReason] = useState('')
  const [note, setNote] = useState('')
  const [whyUs, setWhyUs] = useState(deal.whyUs ?? '')
  const [renewal, setRenewal] = useState(deal.renewalDate ?? yearsLater(today(zone), 1))
  const [nurture, setNurture] = useState('')
  const [override, setOverride] = useState(false)
  // what was written before a step failed counts: the next try goes on from there
  const [revision, setRevision] = useState(start.revision)
  const [problem, setProblem] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)

  const unmet = asked.gates.filter(({ met }) => !met)
  const missing = unmet.filter((gate) => !fills[keyOf(gate)])
  const reasons = asked.reasonsOf === null ? [] : (pipeline?.reasons[asked.reasonsOf] ?? [])
  const lost = to.outcome !== undefined && !asked.wins
  // nobody wins without the record of the sale
  const unproved = asked.wins ? missing.filter(({ need }) => need === 'signed') : []
  const ready =
    (missing.length === 0 || (override && note.trim() !== '' && unproved.length === 0)) &&
    (!asked.reasonNeeded || reason.trim() !== '')

  const move = async () => {
    const wins = asked.wins && asked.reasonsOf === 'won'
    const drafts = unmet.flatMap((gate) => fills[keyOf(gate)] ?? [])
    if (wins && renewal !== '' && renewal !== deal.renewalDate) {
      drafts.push({ kind: 'fields', fields: { renewalDate: renewal } })
    }
    const now = await writeFills(deal.id, revision, drafts)
    setRevision(now)
    setFills({})
    const written = await dealApi.move(deal.id, {
      revision: now,
      ...to,
      ...(reason === '' ? {} : { reason }),
      ...(note.trim() === '' ? {} : { note: note.trim() }),
      ...(override ? { override } : {}),
      ...(wins && whyUs.trim() !== '' ? { whyUs: whyUs.trim() } : {}),
    })
    if (!lost || nurture === '') return written
    const recycled = await dealApi.say(deal.id, { kind: 'recycled', data: { reason, until: nurture } })
    return { ...written, revision: recycled.revision }
  }

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!ready || busy) return
    setBusy(true)
    setProblem(null)
    void move()
      .then(onDone, async (error: unknown) => {
        setProblem(error)
        // the truth, and with it what is still missing
        await client.invalidateQueries({ queryKey: ['deal'] })
        const fresh = client.getQueriesData<DealGates>({ queryKey: ['deal'] })
        const gates = fresh.find(([key]) => key[2] === deal.id && key[3] === 'gates')?.[1]
        if (gates) setRevision(gates.revision)
      })
      .finally(() => setBusy(false))
  }

  return (
    <form className={styles.form} onSubmit={submit}>
      {problem !== null && <Trouble problem={problem} stage={stageName(deal, pipeline, format.text)} />}
      {asked.gates.length > 0 && (
        <section aria-labelledby="move-gates">
          <h3 id="move-gates">
            <Say id={unmet.length > 0 ? 'deal.move.gates' : 'deal.move.gates.met'} values={{ count: unmet.length }} />
          </h3>
          <ul className={styles.gates}>
            {asked.gates.map((gate) => (
              <li key={keyOf(gate)} data-met={gate.met || fills[keyOf(gate)] != null}>
                <p className={styles.gate}>
                  <span aria-hidden="true">{gate.met || fills[keyOf(gate)] ? '✓' : '○'}</span>
                  <span>
                    {format.text(gate.name)}
                    <span className="hidden"> {say(gate.met ? 'deal.gate.met' : 'deal.gate.missing')}</span>
                  </span>
                </p>
                {!gate.met && (
                  <GateFill
                    gate={gate}
                    deal={deal}
                    onFill={(fill) => setFills((before) => ({ ...before, [keyOf(gate)]: fill }))}
                  />
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {asked.reasonNeeded &&
        (reasons.length > 0 ? (
          <label className="field">
            <Say id={asked.wins ? 'deal.move.whyWon' : 'deal.move.whyLost'} />
            <select className="plain" value={reason} onChange={(event) => setReason(event.currentTarget.value)}>
              <option value="">{say('deal.choose')}</option>
              {reasons.map((one) => (
                <option key={one.id} value={one.id}>
                  {format.text(one.name)}
                </option>
              ))}
            </select>
          </label>
        ) : (
          <label className="field">
            <Say id="deal.move.reason" />
            <input
              className="plain"
              maxLength={64}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          </label>
        ))}
      {asked.wins && asked.reasonsOf === 'won' && (
        <>
          <label className="field">
            <Say id="deal.whyUs.ask" />
            <textarea
              className="plain"
              rows={2}
              maxLength={4000}
              value={whyUs}
              onChange={(event) => setWhyUs(event.currentTarget.value)}
            />
          </label>
          <label className="field">
            <Say id="deal.renewalDate" />
            <input
              className="plain"
              type="date"
              value={renewal}
              onChange={(event) => setRenewal(event.currentTarget.value)}
            />
          </label>
        </>
      )}
      {lost && (
        <label className="field">
          <Say id="deal.move.nurture" />
          <input
            className="plain"
            type="date"
            min={today(zone)}
            value={nurture}
            onChange={(event) => setNurture(event.currentTarget.value)}
          />
          <span className="small">
            <Say id="deal.move.nurture.about" />
          </span>
        </label>
      )}
      <label className="field">
        <Say id={override ? 'deal.move.note.override' : 'deal.move.note'} />
        <textarea
          className="plain"
          rows={2}
          maxLength={4000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </label>
      {asked.mayOverride && unproved.length > 0 && (
        <p className="small quiet">
          <Say id="deal.move.unproved" />
        </p>
      )}
      {asked.mayOverride && missing.length > unproved.length && (
        <label className={styles.tick}>
          <input type="checkbox" checked={override} onChange={(event) => setOverride(event.currentTarget.checked)} />
          <span>
            <Say id="deal.move.override" />
          </span>
        </label>
      )}
      <div className={styles.buttons}>
        <Button type="submit" loading={busy} disabled={!ready}>
          <Say id="deal.move.do" values={{ stage: name }} />
        </Button>
        <Button variant="default" onClick={onClose}>
          <Say id="deal.cancel" />
        </Button>
      </div>
    </form>
  )
}

function stageName(
  { stage, outcome }: DealPage,
  pipeline: PipelineView | undefined,
  text: (name: PipelineView['name']) => string,
): string {
  const found = [...(pipeline?.stages ?? []), ...(pipeline?.outcomes ?? [])].find(({ id }) => id === (stage ?? outcome))
  return found ? text(found.name) : (stage ?? outcome ?? '')
}

/** Why it was not moved; where somebody was quicker, where the deal stands now. */
function Trouble({ problem, stage }: { problem: unknown; stage: string }) {
  const code = problem instanceof ProblemError ? problem.problem.code : 'offline'
  const overtaken = problem instanceof Overtaken || code === 'conflict'
  return (
    <div role="alert" className={styles.trouble}>
      <strong>
        {overtaken ? <Say id="deal.move.overtaken" values={{ stage }} /> : <Say id={`problem.${code}`} />}
      </strong>
      {problem instanceof ProblemError && code !== 'offline' && (
        <p className="small" lang="en">
          {problem.problem.detail}
        </p>
      )}
    </div>
  )
}

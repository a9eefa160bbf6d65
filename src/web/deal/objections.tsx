import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { DealPage } from '#contract/deal.ts'
import type { Objection } from '#contract/objection.ts'
import { type ObjectionKind, objectionKinds, objectionStates } from '#core/deal/objection.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { dealApi } from './api.ts'
import styles from './deal.module.css'
import { PartList } from './part-list.tsx'
import { useDealChange, useDealPart } from './queries.ts'
import { WhoSelect } from './who-select.tsx'

/** What they doubt, what we answered, what happened next; and what worked elsewhere. */
export function Objections({ deal }: { deal: DealPage }) {
  return (
    <PartList
      id="objections"
      title="deal.objections"
      help="objection"
      add="deal.objection.add"
      none="deal.objections.none"
      mayAdd={deal.mayChange}
      query={useDealPart('objections', deal.id)}
      form={(close) => <NewObjection deal={deal} close={close} />}
      line={(objection) => <ObjectionLine key={objection.id} deal={deal} objection={objection} />}
    />
  )
}

function NewObjection({ deal, close }: { deal: DealPage; close(): void }) {
  const say = useSay()
  const change = useDealChange()
  const [kind, setKind] = useState<ObjectionKind>('price')
  const [said, setSaid] = useState('')
  const [answer, setAnswer] = useState('')
  const [person, setPerson] = useState(deal.people[0]?.personId ?? '')
  const save = (event: FormEvent) => {
    event.preventDefault()
    if (said.trim() === '') return
    const body = {
      kind,
      said: said.trim(),
      person: person === '' ? null : person,
      answer: answer.trim() === '' ? null : answer.trim(),
    }
    change.go({
      run: () => dealApi.raise(deal.id, body),
      said: () => say('deal.objection.done'),
      undo: ({ id }) => dealApi.changeObjection(id, { removed: true }),
      onDone: close,
    })
  }
  return (
    <form className={styles.inline} onSubmit={save} data-no-print>
      <div className={styles.pair}>
        <label className="field">
          <Say id="deal.objection.kind" />
          <select
            className="plain"
            value={kind}
            onChange={({ currentTarget: { value } }) => setKind(objectionKinds.find((one) => one === value) ?? 'other')}
          >
            {objectionKinds.map((one) => (
              <option key={one} value={one}>
                {say(`deal.objection.kind.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <WhoSelect
          label="deal.bant.whoSaid"
          none="deal.unknownWho"
          people={deal.people}
          value={person}
          onChange={setPerson}
        />
      </div>
      <label className="field">
        <Say id="deal.objection.said" />
        <textarea
          rows={2}
          maxLength={4000}
          autoFocus
          value={said}
          onChange={(event) => setSaid(event.currentTarget.value)}
        />
      </label>
      <Worked deal={deal} kind={kind} use={setAnswer} />
      <label className="field">
        <Say id="deal.objection.answer" />
        <textarea rows={2} maxLength={4000} value={answer} onChange={(event) => setAnswer(event.currentTarget.value)} />
      </label>
      <div className={styles.buttons}>
        <Button type="submit" size="compact-sm" loading={change.isPending} disabled={said.trim() === ''}>
          <Say id="deal.save" />
        </Button>
        <Button variant="default" size="compact-sm" onClick={close}>
          <Say id="deal.cancel" />
        </Button>
      </div>
    </form>
  )
}

/** What was answered to such a doubt elsewhere, and how it went. */
function Worked({ deal, kind, use }: { deal: DealPage; kind: ObjectionKind; use(answer: string): void }) {
  const say = useSay()
  const workspace = useWorkspace()
  const query = useQuery({
    queryKey: ['deals', workspace.id, 'objections', kind, deal.id],
    queryFn: ({ signal }) => dealApi.objectionSummary({ kind, without: deal.id }, signal),
  })
  const answers = query.data?.answers.slice(0, 3) ?? []
  const count = query.data?.kinds.find((one) => one.kind === kind)
  if (!count) return null
  return (
    <div className={styles.worked}>
      <p className="small">
        <Say
          id="deal.objection.elsewhere"
          values={{ count: count.count, settled: count.settled, over: count.over, won: count.won }}
        />
      </p>
      <ul>
        {answers.map((one) => (
          <li key={one.id}>
            <button type="button" className="link" onClick={() => use(one.answer)}>
              {one.answer}
            </button>{' '}
            <span className="quiet small">
              <Link to="/deals/$id" params={{ id: one.deal.id }}>
                {one.deal.name}
              </Link>
              {' · '}
              {say(`deal.status.${one.deal.status}`)} · {say(`deal.objection.state.${one.state}`)}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

function ObjectionLine({ deal, objection }: { deal: DealPage; objection: Objection }) {
  const say = useSay()
  const format = useFormat()
  const change = useDealChange()
  const [open, setOpen] = useState(false)
  const [answer, setAnswer] = useState(objection.answer ?? '')
  const [next, setNext] = useState(objection.next ?? '')
  const [state, setState] = useState(objection.state)
  const back = { answer: objection.answer, next: objection.next, state: objection.state }
  const save = (event: FormEvent) => {
    event.preventDefault()
    const body = {
      answer: answer.trim() === '' ? null : answer.trim(),
      next: next.trim() === '' ? null : next.trim(),
      state,
    }
    change.go({
      run: () => dealApi.changeObjection(objection.id, body),
      said: () => say('deal.objection.changed'),
      undo: () => dealApi.changeObjection(objection.id, back),
      onDone: () => setOpen(false),
    })
  }
  return (
    <li>
      <p>
        <span className="chip">{say(`deal.objection.kind.${objection.kind}`)}</span>{' '}
        <span className="small" data-state={objection.state}>
          {say(`deal.objection.state.${objection.state}`)}
        </span>
      </p>
      <blockquote className={styles.quote}>{objection.said}</blockquote>
      <p className="quiet small">
        {[objection.person?.name ?? null, format.date(objection.raisedAt), objection.by]
          .filter((part) => part !== null)
          .join(' · ')}
      </p>
      {!open && objection.answer !== null && (
        <p>
          <span className="quiet">
            <Say id="deal.objection.weSaid" />
          </span>{' '}
          {objection.answer}
        </p>
      )}
      {!open && objection.next !== null && (
        <p>
          <span className="quiet">
            <Say id="deal.objection.then" />
          </span>{' '}
          {objection.next}
        </p>
      )}
      {open ? (
        <form className={styles.inline} onSubmit={save} data-no-print>
          <Worked deal={deal} kind={objection.kind} use={setAnswer} />
          <label className="field">
            <Say id="deal.objection.answer" />
            <textarea
              rows={2}
              maxLength={4000}
              autoFocus
              value={answer}
              onChange={(event) => setAnswer(event.currentTarget.value)}
            />
          </label>
          <label className="field">
            <Say id="deal.objection.next" />
            <textarea rows={2} maxLength={4000} value={next} onChange={(event) => setNext(event.currentTarget.value)} />
          </label>
          <label className="field">
            <Say id="deal.objection.became" />
            <select
              className="plain"
              value={state}
              onChange={({ currentTarget: { value } }) =>
                setState(objectionStates.find((one) => one === value) ?? 'open')
              }
            >
              {objectionStates.map((one) => (
                <option key={one} value={one}>
                  {say(`deal.objection.state.${one}`)}
                </option>
              ))}
            </select>
          </label>
          <div className={styles.buttons}>
            <Button type="submit" size="compact-sm" loading={change.isPending}>
              <Say id="deal.save" />
            </Button>
            <Button variant="default" size="compact-sm" onClick={() => setOpen(false)}>
              <Say id="deal.cancel" />
            </Button>
          </div>
        </form>
      ) : (
        deal.mayChange && (
          <p className={styles.doings} data-no-print>
            <button type="button" className="link" onClick={() => setOpen(true)}>
              <Say id="deal.objection.edit" />
              <span className="hidden"> {objection.said}</span>
            </button>
            <button
              type="button"
              className="link"
              onClick={() =>
                change.go({
                  run: () => dealApi.changeObjection(objection.id, { removed: true }),
                  said: () => say('deal.objection.removed'),
                  undo: () => dealApi.changeObjection(objection.id, { removed: false }),
                })
              }
            >
              <Say id="deal.remove" />
              <span className="hidden"> {objection.said}</span>
            </button>
          </p>
        )
      )}
    </li>
  )
}

import { useState } from 'react'
import type { DealGates, DealPage } from '#contract/deal.ts'
import type { BuyingRole } from '#core/deal/event.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { usePersonName } from '../person/names.tsx'
import { AmountInput } from './amount-input.tsx'
import { CompanyPicker } from './company-picker.tsx'
import styles from './deal.module.css'
import type { Fill } from './fill.ts'
import { PersonPicker } from './person-picker.tsx'
import { noon, today } from './days.ts'

type Gate = DealGates['gates'][number]

interface GateFillInput {
  gate: Gate
  deal: DealPage
  /** null: not filled in */
  onFill(fill: Fill | null): void
}

const letters: readonly string[] = ['budget', 'authority', 'need', 'timing']

/** Where what a gate asks for is filled in, in place. */
export function GateFill({ gate, deal, onFill }: GateFillInput) {
  const { need } = gate
  const say = useSay()
  if (need === 'amount') {
    return (
      <AmountInput
        label={say('deal.amount')}
        currency={deal.currency}
        onChange={(value) => onFill(value && { kind: 'fields', fields: value })}
      />
    )
  }
  if (need === 'close_date') {
    return (
      <label className="field">
        {say('deal.closeDate')}
        <input
          className="plain"
          type="date"
          onChange={({ currentTarget: { value } }) =>
            onFill(value === '' ? null : { kind: 'fields', fields: { closeDate: value } })
          }
        />
      </label>
    )
  }
  if (need === 'company') return <Company onFill={onFill} />
  if (need === 'decision_maker' || need === 'two_people') {
    return <Member deal={deal} role={need === 'decision_maker' ? 'decision_maker' : null} onFill={onFill} />
  }
  if (letters.includes(need)) return <Answer letter={need} deal={deal} onFill={onFill} />
  if (need === 'meeting_attended' || need === 'meeting_booked') return <Meeting deal={deal} onFill={onFill} />
  if (need === 'signed') return <Signed onFill={onFill} />
  if (need === 'proposal_sent' || need === 'proposal_accepted' || need === 'proofs_given') {
    return (
      <p className="quiet small">
        <Say id={`deal.gate.${need}`} />
      </p>
    )
  }
  return <Tick gate={gate} onFill={onFill} />
}

function Company({ onFill }: Pick<GateFillInput, 'onFill'>) {
  const say = useSay()
  const [name, setName] = useState<string | null>(null)
  if (name !== null) return <Chosen name={name} clear={() => [setName(null), onFill(null)]} />
  return (
    <CompanyPicker
      label={say('deal.pick.company')}
      onPick={(company) => {
        setName(company.name)
        onFill({ kind: 'fields', fields: { accountId: company.id } })
      }}
    />
  )
}

function Chosen({ name, clear }: { name: string; clear(): void }) {
  return (
    <p>
      <b>{name}</b>{' '}
      <button type="button" className="link small" onClick={clear}>
        <Say id="deal.pick.other" />
      </button>
    </p>
  )
}

function Member({ deal, role, onFill }: Omit<GateFillInput, 'gate'> & { role: BuyingRole | null }) {
  const say = useSay()
  const nameOf = usePersonName()
  const [name, setName] = useState<string | null>(null)
  const [typing, setTyping] = useState(deal.people.length === 0 || role === null)
  const take = (id: string, called: string) => {
    const member = deal.people.find(({ personId }) => personId === id)
    setName(called)
    onFill({
      kind: 'person',
      person: id,
      roles: [...(member?.roles ?? []), ...(role === null ? [] : [role])],
      stance: member?.stance ?? 'unknown',
      note: member?.note ?? null,
    })
  }
  if (name !== null) return <Chosen name={name} clear={() => [setName(null), onFill(null)]} />
  if (!typing) {
    return (
      <label className="field">
        {say('deal.gate.who')}
        <select
          className="plain"
          value=""
          onChange={({ currentTarget: { value } }) => {
            const member = deal.people.find(({ personId }) => personId === value)
            if (member) take(value, nameOf(member))
            else if (value === 'other') setTyping(true)
          }}
        >
          <option value="">{say('deal.choose')}</option>
          {deal.people.map((member) => (
            <option key={member.personId} value={member.personId}>
              {nameOf(member)}
            </option>
          ))}
          <option value="other">{say('deal.gate.somebodyElse')}</option>
        </select>
      </label>
    )
  }
  return (
    <PersonPicker
      label={say('deal.gate.who')}
      accountId={deal.account?.id ?? null}
      without={role === null ? deal.people.map(({ personId }) => personId) : []}
      onPick={(person) => take(person.id, person.name)}
    />
  )
}

function Answer({ letter, deal, onFill }: Omit<GateFillInput, 'gate'> & { letter: string }) {
  const say = useSay()
  const nameOf = usePersonName()
  const known = deal.bant[letter]
  const [answer, setAnswer] = useState('')
  const [source, setSource] = useState('call')
  const [person, setPerson] = useState('')
  const fill = (next: { answer?: string; source?: string; person?: string }) => {
    const now = { answer, source, person, ...next }
    setAnswer(now.answer)
    setSource(now.source)
    setPerson(now.person)
    if (now.answer.trim() === '') return onFill(null)
    const data = {
      letter,
      answer: now.answer.trim(),
      source: now.source,
      ...(now.person === '' ? {} : { person: now.person }),
      confidence: now.person === '' ? 'concluded' : 'said',
      met: true,
    }
    onFill({ kind: 'say', say: { kind: 'answered', data } })
  }
  return (
    <div className={styles.fill}>
      {known && (
        <p className="quiet small">
          <Say id="deal.gate.wasAnswered" values={{ answer: known.answer }} />
        </p>
      )}
      <label className="field">
        {say('deal.bant.answer')}
        <textarea
          className="plain"
          rows={2}
          maxLength={4000}
          value={answer}
          onChange={({ currentTarget }) => fill({ answer: currentTarget.value })}
        />
      </label>
      {answer.trim() !== '' && (
        <div className={styles.pair}>
          <label className="field">
            {say('deal.bant.source')}
            <select
              className="plain"
              value={source}
              onChange={({ currentTarget }) => fill({ source: currentTarget.value })}
            >
              {answerSources.map((one) => (
                <option key={one} value={one}>
                  {say(`deal.source.${one}`)}
                </option>
              ))}
            </select>
          </label>
          <label className="field">
            {say('deal.bant.whoSaid')}
            <select
              className="plain"
              value={person}
              onChange={({ currentTarget }) => fill({ person: currentTarget.value })}
            >
              <option value="">{say('deal.bant.nobody')}</option>
              {deal.people.map((member) => (
                <option key={member.personId} value={member.personId}>
                  {nameOf(member)}
                </option>
              ))}
            </select>
          </label>
        </div>
      )}
    </div>
  )
}

export const answerSources = ['call', 'mail', 'meeting', 'form', 'research'] as const

function Meeting({ deal, onFill }: Omit<GateFillInput, 'gate'>) {
  const say = useSay()
  const nameOf = usePersonName()
  const { zone } = useWorkspace()
  const last = today(zone)
  const [day, setDay] = useState('')
  const [person, setPerson] = useState(deal.people[0]?.personId ?? '')
  const fill = (next: { day?: string; person?: string }) => {
    const now = { day, person, ...next }
    setDay(now.day)
    setPerson(now.person)
    if (now.day === '' || now.day > last) return onFill(null)
    const data = {
      side: 'theirs',
      what: 'meeting',
      outcome: 'attended',
      ...(now.person === '' ? {} : { person: now.person }),
    }
    onFill({ kind: 'say', say: { kind: 'touched', data, at: noon(now.day, zone) } })
  }
  return (
    <div className={styles.pair}>
      <label className="field">
        {say('deal.gate.metOn')}
        <input
          className="plain"
          type="date"
          max={last}
          value={day}
          onChange={({ currentTarget }) => fill({ day: currentTarget.value })}
        />
      </label>
      <label className="field">
        {say('deal.gate.metWith')}
        <select
          className="plain"
          value={person}
          onChange={({ currentTarget }) => fill({ person: currentTarget.value })}
        >
          <option value="">{say('deal.choose')}</option>
          {deal.people.map((member) => (
            <option key={member.personId} value={member.personId}>
              {nameOf(member)}
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}

const proofs = ['contract', 'purchase_order', 'payment'] as const

function Signed({ onFill }: Pick<GateFillInput, 'onFill'>) {
  const say = useSay()
  const [what, setWhat] = useState('')
  const [reference, setReference] = useState('')
  const fill = (next: { what?: string; reference?: string }) => {
    const now = { what, reference, ...next }
    setWhat(now.what)
    setReference(now.reference)
    const data = { what: now.what, reference: now.reference.trim() === '' ? null : now.reference.trim() }
    onFill(now.what === '' ? null : { kind: 'say', say: { kind: 'signed', data } })
  }
  return (
    <div className={styles.pair}>
      <label className="field">
        {say('deal.signed.what')}
        <select className="plain" value={what} onChange={({ currentTarget }) => fill({ what: currentTarget.value })}>
          <option value="">{say('deal.choose')}</option>
          {proofs.map((one) => (
            <option key={one} value={one}>
              {say(`deal.signed.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        {say('deal.signed.reference')}
        <input
          className="plain"
          maxLength={300}
          value={reference}
          onChange={({ currentTarget }) => fill({ reference: currentTarget.value })}
        />
      </label>
    </div>
  )
}

function Tick({ gate, onFill }: Pick<GateFillInput, 'gate' | 'onFill'>) {
  const say = useSay()
  const format = useFormat()
  const [done, setDone] = useState(false)
  const [note, setNote] = useState('')
  const fill = (next: { done?: boolean; note?: string }) => {
    const now = { done, note, ...next }
    setDone(now.done)
    setNote(now.note)
    const why = now.note.trim()
    const data = { gate: gate.id, done: true, ...(why === '' ? {} : { note: why }) }
    onFill(now.done ? { kind: 'say', say: { kind: 'checked', data } } : null)
  }
  return (
    <div className={styles.fill}>
      <label className={styles.tick}>
        <input type="checkbox" checked={done} onChange={({ currentTarget }) => fill({ done: currentTarget.checked })} />
        <span>
          {say('deal.gate.yes')}
          <span className="hidden"> {format.text(gate.name)}</span>
        </span>
      </label>
      {done && (
        <label className="field">
          {say('deal.gate.why')}
          <input
            className="plain"
            maxLength={1000}
            value={note}
            onChange={({ currentTarget }) => fill({ note: currentTarget.value })}
          />
        </label>
      )}
    </div>
  )
}

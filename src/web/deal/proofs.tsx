import { Button } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { DealPage } from '#contract/deal.ts'
import type { Proof } from '#contract/proof.ts'
import { useFormat } from '../app/format.ts'
import { useSession, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { usePersonName } from '../person/names.tsx'
import { Section } from '../ui/page.tsx'
import { Loaded } from '../ui/state.tsx'
import { dealApi } from './api.ts'
import { today } from './days.ts'
import styles from './deal.module.css'
import { useColleagues, useDealChange, useDealPart } from './queries.ts'

/** What they want to see before they buy, who of us owes it, by when. */
export function Proofs({ deal }: { deal: DealPage }) {
  const query = useDealPart('proofs', deal.id)
  const [adding, setAdding] = useState(false)
  return (
    <Section
      id="proofs"
      title={<Say id="deal.proofs" />}
      help="proof"
      sub={query.data && query.data.owed > 0 && <Say id="deal.proofs.owed" values={{ count: query.data.owed }} />}
      actions={
        deal.mayChange && !adding ? (
          <Button variant="default" size="compact-sm" onClick={() => setAdding(true)}>
            <Say id="deal.proof.add" />
          </Button>
        ) : undefined
      }
    >
      {adding && <NewProof deal={deal} close={() => setAdding(false)} />}
      <Loaded query={query} lines={2}>
        {({ items }) =>
          items.length === 0 && !adding ? (
            <p className="quiet">
              <Say id="deal.proofs.none" />
            </p>
          ) : (
            <ul className={styles.list}>
              {items.map((proof) => (
                <ProofLine key={proof.id} deal={deal} proof={proof} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  )
}

function NewProof({ deal, close }: { deal: DealPage; close(): void }) {
  const say = useSay()
  const nameOf = usePersonName()
  const change = useDealChange()
  const colleagues = useColleagues()
  const me = useSession().user?.id ?? ''
  const [what, setWhat] = useState('')
  const [person, setPerson] = useState(deal.people[0]?.personId ?? '')
  const [owner, setOwner] = useState(me)
  const [due, setDue] = useState('')
  const save = (event: FormEvent) => {
    event.preventDefault()
    if (what.trim() === '') return
    const body = {
      what: what.trim(),
      person: person === '' ? null : person,
      due: due === '' ? null : due,
      ...(owner === '' ? {} : { ownerId: owner }),
    }
    change.mutate({
      run: () => dealApi.askProof(deal.id, body),
      said: () => say('deal.proof.done'),
      undo: ({ id }) => dealApi.changeProof(id, { removed: true }),
      onDone: close,
    })
  }
  return (
    <form className={styles.inline} onSubmit={save} data-no-print>
      <label className="field">
        <Say id="deal.proof.what" />
        <input
          className="plain"
          maxLength={1000}
          autoFocus
          value={what}
          onChange={(event) => setWhat(event.currentTarget.value)}
        />
      </label>
      <div className={styles.pair}>
        <label className="field">
          <Say id="deal.proof.asked" />
          <select className="plain" value={person} onChange={(event) => setPerson(event.currentTarget.value)}>
            <option value="">{say('deal.unknownWho')}</option>
            {deal.people.map((member) => (
              <option key={member.personId} value={member.personId}>
                {nameOf(member)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <Say id="deal.proof.owner" />
          <select className="plain" value={owner} onChange={(event) => setOwner(event.currentTarget.value)}>
            {colleagues.map((one) => (
              <option key={one.userId} value={one.userId}>
                {one.name}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <Say id="deal.proof.due" />
          <input className="plain" type="date" value={due} onChange={(event) => setDue(event.currentTarget.value)} />
        </label>
      </div>
      <div className={styles.buttons}>
        <Button type="submit" size="compact-sm" loading={change.isPending} disabled={what.trim() === ''}>
          <Say id="deal.save" />
        </Button>
        <Button variant="default" size="compact-sm" onClick={close}>
          <Say id="deal.cancel" />
        </Button>
      </div>
    </form>
  )
}

function ProofLine({ deal, proof }: { deal: DealPage; proof: Proof }) {
  const say = useSay()
  const format = useFormat()
  const { zone } = useWorkspace()
  const change = useDealChange()
  const [link, setLink] = useState<string | null>(null)
  const late = proof.givenAt === null && proof.due !== null && proof.due < today(zone)
  const give = (event?: FormEvent) => {
    event?.preventDefault()
    const url = link?.trim() ?? ''
    change.mutate({
      run: () => dealApi.changeProof(proof.id, { given: true, ...(url === '' ? {} : { link: url }) }),
      said: () => say('deal.proof.given.done', { what: proof.what }),
      undo: () => dealApi.changeProof(proof.id, { given: false }),
      onDone: () => setLink(null),
    })
  }
  return (
    <li>
      <p>
        <span aria-hidden="true">{proof.givenAt === null ? '○' : '✓'}</span> <b>{proof.what}</b>
      </p>
      <p className="quiet small">
        {proof.person?.name != null && (
          <>
            <Say id="deal.proof.by" values={{ who: proof.person.name }} />
            {' · '}
          </>
        )}
        {proof.givenAt === null ? (
          <>
            {proof.owner ? (
              <Say id="deal.proof.owes" values={{ who: proof.owner.name }} />
            ) : (
              <Say id="deal.proof.nobodyOwes" />
            )}
            {proof.due !== null && (
              <span className={late ? styles.hot : undefined}>
                {' · '}
                <Say
                  id={late ? 'deal.proof.late' : 'deal.proof.until'}
                  values={{ at: format.date(`${proof.due}T12:00:00Z`) }}
                />
              </span>
            )}
          </>
        ) : (
          <Say id="deal.proof.given" values={{ at: format.date(proof.givenAt) }} />
        )}
        {proof.link !== null && (
          <>
            {' · '}
            <a href={proof.link} target="_blank" rel="noreferrer noopener" className="link">
              <Say id="deal.proof.open" />
              <span className="hidden"> {proof.what}</span>
            </a>
          </>
        )}
      </p>
      {link !== null && (
        <form className={styles.inline} onSubmit={give} data-no-print>
          <label className="field">
            <Say id="deal.proof.link" />
            <input
              className="plain"
              type="url"
              autoFocus
              maxLength={2000}
              placeholder="https://"
              value={link}
              onChange={(event) => setLink(event.currentTarget.value)}
            />
          </label>
          <div className={styles.buttons}>
            <Button type="submit" size="compact-sm" loading={change.isPending}>
              <Say id="deal.proof.give" />
            </Button>
            <Button variant="default" size="compact-sm" onClick={() => setLink(null)}>
              <Say id="deal.cancel" />
            </Button>
          </div>
        </form>
      )}
      {deal.mayChange && link === null && (
        <p className={styles.doings} data-no-print>
          {proof.givenAt === null ? (
            <button type="button" className="link" onClick={() => setLink('')}>
              <Say id="deal.proof.give" />
              <span className="hidden"> {proof.what}</span>
            </button>
          ) : (
            <button
              type="button"
              className="link"
              onClick={() =>
                change.mutate({
                  run: () => dealApi.changeProof(proof.id, { given: false }),
                  said: () => say('deal.proof.owedAgain', { what: proof.what }),
                  undo: () => dealApi.changeProof(proof.id, { given: true }),
                })
              }
            >
              <Say id="deal.proof.notGiven" />
              <span className="hidden"> {proof.what}</span>
            </button>
          )}
          <button
            type="button"
            className="link"
            onClick={() =>
              change.mutate({
                run: () => dealApi.changeProof(proof.id, { removed: true }),
                said: () => say('deal.proof.removed'),
                undo: () => dealApi.changeProof(proof.id, { removed: false }),
              })
            }
          >
            <Say id="deal.remove" />
            <span className="hidden"> {proof.what}</span>
          </button>
        </p>
      )}
    </li>
  )
}

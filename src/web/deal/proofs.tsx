import { Button } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { DealPage } from '#contract/deal.ts'
import type { Proof } from '#contract/proof.ts'
import { useFormat } from '../app/format.ts'
import { useSession, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { dealApi } from './api.ts'
import { today } from './days.ts'
import styles from './deal.module.css'
import { PartList } from './part-list.tsx'
import { useColleagues, useDealChange, useDealPart } from './queries.ts'
import { WhoSelect } from './who-select.tsx'

/** What they want to see before they buy, who of us owes it, by when. */
export function Proofs({ deal }: { deal: DealPage }) {
  const query = useDealPart('proofs', deal.id)
  const owed = query.data?.owed ?? 0
  return (
    <PartList
      id="proofs"
      title="deal.proofs"
      help="proof"
      sub={owed > 0 && <Say id="deal.proofs.owed" values={{ count: owed }} />}
      add="deal.proof.add"
      none="deal.proofs.none"
      mayAdd={deal.mayChange}
      query={query}
      form={(close) => <NewProof deal={deal} close={close} />}
      line={(proof) => <ProofLine key={proof.id} deal={deal} proof={proof} />}
    />
  )
}

function NewProof({ deal, close }: { deal: DealPage; close(): void }) {
  const say = useSay()
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
    change.go({
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
        <WhoSelect
          label="deal.proof.asked"
          none="deal.unknownWho"
          people={deal.people}
          value={person}
          onChange={setPerson}
        />
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
    change.go({
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
                <Say id={late ? 'deal.proof.late' : 'deal.proof.until'} values={{ at: format.calendar(proof.due) }} />
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
                change.go({
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
              change.go({
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

import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { DealPage } from '#contract/deal.ts'
import type { DealGroup } from '#contract/deal-page.ts'
import { type BuyingRole, buyingRoles, type Stance, stances } from '#core/deal/event.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { usePersonName } from '../person/names.tsx'
import { Section } from '../ui/page.tsx'
import { Loaded } from '../ui/state.tsx'
import { dealApi } from './api.ts'
import styles from './deal.module.css'
import { GroupMap } from './group-map.tsx'
import { type Picked, PersonPicker } from './person-picker.tsx'
import { undoWritten, useDealChange, useDealPart } from './queries.ts'

type Member = DealGroup['people'][number]

/** Who decides together: drawn as a map, listed with roles and stance, and what is missing or to be feared. */
export function BuyingGroup({ deal }: { deal: DealPage }) {
  const query = useDealPart('group', deal.id)
  const [adding, setAdding] = useState(false)
  return (
    <Section
      id="group"
      title={<Say id="deal.group" />}
      help="buyingGroup"
      sub={
        query.data &&
        query.data.colleagues > 0 && <Say id="deal.group.colleagues" values={{ count: query.data.colleagues }} />
      }
      actions={
        deal.mayChange && !adding ? (
          <Button variant="default" size="compact-sm" onClick={() => setAdding(true)}>
            <Say id="deal.group.add" />
          </Button>
        ) : undefined
      }
    >
      <Loaded query={query} lines={5}>
        {(group) => (
          <>
            {adding && <AddMember deal={deal} group={group} close={() => setAdding(false)} />}
            <Warnings group={group} />
            <GroupMap group={group} />
            <ul className={styles.members}>
              {group.people.map((member) => (
                <MemberLine key={member.personId} deal={deal} member={member} />
              ))}
            </ul>
          </>
        )}
      </Loaded>
    </Section>
  )
}

function Warnings({ group }: { group: DealGroup }) {
  const say = useSay()
  const format = useFormat()
  const missing = group.missing.map((role) => say(`deal.role.${role}`))
  if (group.warnings.length + missing.length === 0) return null
  return (
    <ul className={styles.warnings}>
      {group.warnings.map((warning) => (
        <li key={warning}>
          <Say id={`deal.warning.${warning}`} />
        </li>
      ))}
      {missing.length > 0 && (
        <li className="quiet">
          <Say id="deal.group.missing" values={{ roles: format.list(missing) }} />
        </li>
      )}
    </ul>
  )
}

/** Finds somebody of the company first, then says what part they play. */
function AddMember({ deal, group, close }: { deal: DealPage; group: DealGroup; close(): void }) {
  const say = useSay()
  const change = useDealChange()
  const [picked, setPicked] = useState<Picked | null>(null)
  if (picked === null) {
    return (
      <div className={styles.inline} data-no-print>
        <PersonPicker
          label={say('deal.group.find')}
          accountId={deal.account?.id ?? null}
          without={group.people.map(({ personId }) => personId)}
          onPick={setPicked}
          autoFocus
        />
        <div className={styles.buttons}>
          <Button variant="default" size="compact-sm" onClick={close}>
            <Say id="deal.cancel" />
          </Button>
        </div>
      </div>
    )
  }
  return (
    <PartForm
      name={picked.name}
      start={{ roles: [], stance: 'unknown', note: null }}
      busy={change.isPending}
      cancel={close}
      save={(part) =>
        change.go({
          run: () => dealApi.setPerson(deal.id, { person: picked.id, ...part }),
          said: () => say('deal.group.added', { name: picked.name }),
          undo: undoWritten,
          onDone: close,
        })
      }
    />
  )
}

interface Part {
  roles: BuyingRole[]
  stance: Stance
  note: string | null
}

interface PartFormInput {
  name: string
  start: Part
  busy: boolean
  save(part: Part): void
  cancel(): void
}

/** What part somebody plays: roles, stance, what is known of them. */
function PartForm({ name, start, busy, save, cancel }: PartFormInput) {
  const say = useSay()
  const [roles, setRoles] = useState(start.roles)
  const [stance, setStance] = useState(start.stance)
  const [note, setNote] = useState(start.note ?? '')
  return (
    <form
      className={styles.inline}
      data-no-print
      onSubmit={(event) => {
        event.preventDefault()
        save({ roles, stance, note: note.trim() === '' ? null : note.trim() })
      }}
    >
      <fieldset className={styles.choices}>
        <legend>
          <Say id="deal.group.roles" values={{ name }} />
        </legend>
        {buyingRoles.map((role) => (
          <label key={role} className={styles.tick}>
            <input
              type="checkbox"
              checked={roles.includes(role)}
              onChange={({ currentTarget: { checked } }) =>
                setRoles((before) => (checked ? [...before, role] : before.filter((one) => one !== role)))
              }
            />
            <span>{say(`deal.role.${role}`)}</span>
          </label>
        ))}
      </fieldset>
      <div className={styles.pair}>
        <label className="field">
          <Say id="deal.group.stance" />
          <select
            className="plain"
            value={stance}
            onChange={({ currentTarget: { value } }) => setStance(stances.find((one) => one === value) ?? 'unknown')}
          >
            {stances.map((one) => (
              <option key={one} value={one}>
                {say(`deal.stance.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <Say id="deal.group.note" />
          <input className="plain" maxLength={1000} value={note} onChange={(e) => setNote(e.currentTarget.value)} />
        </label>
      </div>
      <div className={styles.buttons}>
        <Button type="submit" size="compact-sm" loading={busy}>
          <Say id="deal.save" />
        </Button>
        <Button variant="default" size="compact-sm" onClick={cancel}>
          <Say id="deal.cancel" />
        </Button>
      </div>
    </form>
  )
}

function MemberLine({ deal, member }: { deal: DealPage; member: Member }) {
  const say = useSay()
  const format = useFormat()
  const nameOf = usePersonName()
  const change = useDealChange()
  const [editing, setEditing] = useState(false)
  const name = nameOf(member)
  const { personId: person, roles, stance, note } = member
  if (editing) {
    return (
      <li>
        <PartForm
          name={name}
          start={member}
          busy={change.isPending}
          cancel={() => setEditing(false)}
          save={(part) =>
            change.go({
              run: () => dealApi.setPerson(deal.id, { person, ...part }),
              said: () => say('deal.group.changed', { name }),
              undo: undoWritten,
              onDone: () => setEditing(false),
            })
          }
        />
      </li>
    )
  }
  return (
    <li>
      <div>
        <Link to="/people/$id" params={{ id: person }} className={styles.name}>
          {name}
        </Link>{' '}
        {member.title !== null && <span className="quiet small">{member.title}</span>}
        <p className="small">
          {roles.length === 0 ? (
            <span className="quiet">{say('deal.role.none')}</span>
          ) : (
            format.list(roles.map((role) => say(`deal.role.${role}`)))
          )}
          {' · '}
          <span data-stance={stance} className={styles.stance}>
            {say(`deal.stance.${stance}`)}
          </span>
          {note !== null && <span className="quiet"> · {note}</span>}
        </p>
      </div>
      <div className={styles.memberSide}>
        <span className="quiet small">
          {member.heardAt === null ? (
            <Say id="deal.group.unheard" />
          ) : (
            <Say id="deal.group.heard" values={{ at: format.date(member.heardAt) }} />
          )}
        </span>
        {deal.mayChange && (
          <span className={styles.doings} data-no-print>
            <button type="button" className="link" onClick={() => setEditing(true)}>
              <Say id="deal.edit" />
              <span className="hidden"> {name}</span>
            </button>
            <button
              type="button"
              className="link"
              disabled={change.isPending}
              onClick={() =>
                change.go({
                  run: () => dealApi.removePerson(deal.id, person),
                  said: () => say('deal.group.removed', { name }),
                  undo: undoWritten,
                })
              }
            >
              <Say id="deal.remove" />
              <span className="hidden"> {name}</span>
            </button>
          </span>
        )}
      </div>
    </li>
  )
}

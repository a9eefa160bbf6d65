import type { AuditEntry } from '#contract/audit.ts'
import { useFormat } from '../app/format.ts'
import type { MessageId } from '../app/language.tsx'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { usePermissionName } from '../team/permission-name.ts'

type DeedId = MessageId extends infer Id ? (Id extends `deed.${infer Deed}` ? Deed : never) : never

/** Deeds that have a sentence of their own; others are told by the permission that allowed them. */
const told: readonly DeedId[] = [
  'workspace_create',
  'workspace_update',
  'workspace_second_factor_on',
  'workspace_second_factor_off',
  'key_create',
  'key_revoke',
  'member_invite',
  'member_invite_again',
  'member_invite_revoke',
  'member_join',
  'member_role',
  'member_remove',
  'api_key_create',
  'api_key_revoke',
  'account_password',
  'account_password_reset',
  'account_second_factor_on',
  'account_second_factor_off',
  'account_recovery_codes',
  'account_passkey_add',
  'account_passkey_remove',
  'account_email',
  'account_rescue',
  'person_merge',
  'person_move',
  'blueprint_apply',
]

/** One entry as a sentence: who did what to whom. */
export function Deed({ entry }: { entry: AuditEntry }) {
  const say = useSay()
  const nameDeed = useDeedName()
  const who = useActorName()(entry.actor, entry.actorName)
  const deed = toldAs(entry.verb)
  const role = wordOf(entry.detail['role'])
  const what = whatOf(entry)
  const values = {
    who: <strong>{who}</strong>,
    what: <strong>{what || '–'}</strong>,
    role: isRole(role) ? say(`role.${role}`) : role,
  }
  return (
    <>
      {deed === undefined ? (
        <Say id={what === '' ? 'deed.plain' : 'deed.other'} values={{ ...values, deed: nameDeed(entry.verb) }} />
      ) : (
        <Say id={`deed.${deed}`} values={values} />
      )}
      {entry.byKey !== null && (
        <>
          {' '}
          <span className="quiet">
            <Say id="audit.byKey" values={{ key: entry.byKey }} />
          </span>
        </>
      )}
    </>
  )
}

/** What a deed is called in lists: the permission that allows it, or a name of its own. */
export function useDeedName(): (verb: string) => string {
  const wordFor = useWordFor()
  const permissionName = usePermissionName()
  return (verb) => {
    const code = verb.replaceAll('.', '_')
    const name = wordFor('deedName', code)
    return name === code ? permissionName(verb) : name
  }
}

/** A person, a key, a program, the operator of the machine. */
export function useActorName(): (actor: string, name: string | null) => string {
  const say = useSay()
  return (actor, name) => {
    if (actor.startsWith('operator:')) return say('audit.operator', { name: name ?? '' })
    if (actor.startsWith('key:') || actor.startsWith('api_key:')) return say('audit.key', { name: name ?? '?' })
    return name ?? say('audit.gone')
  }
}

/** What the sentence of a deed says already. */
const said = new Set(['name', 'email', 'role'])

/** The rest of what was kept, as it was written: names and values. */
export function useDetail(): (entry: AuditEntry) => [name: string, value: string][] {
  const format = useFormat()
  const wordFor = useWordFor()
  return ({ detail, verb }) =>
    Object.entries(detail).flatMap(([name, value]): [string, string][] => {
      if (value === null || value === '' || value === 0) return []
      if (said.has(name) && toldAs(verb) !== undefined && typeof value === 'string') return []
      const words =
        typeof value === 'string' ? value : typeof value === 'number' ? format.number(value) : shortJson(value)
      return [[wordFor('detail', name), words]]
    })
}

function toldAs(verb: string): DeedId | undefined {
  return told.find((id) => id === verb.replaceAll('.', '_'))
}

/** The name of what it was done to; none where only an id is left of it. */
function whatOf({ subjectName, detail, subject }: AuditEntry): string {
  const named = wordOf(detail['name']) || wordOf(detail['email']) || subjectName
  if (named) return named
  const word = (subject ?? '').split(':').at(-1) ?? ''
  return isId.test(word) ? '' : word
}

const isId = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/

function wordOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function isRole(word: string): word is 'admin' | 'marketer' | 'sdr' | 'seller' | 'manager' | 'success' | 'viewer' {
  return ['admin', 'marketer', 'sdr', 'seller', 'manager', 'success', 'viewer'].includes(word)
}

function shortJson(value: unknown): string {
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value.join(', ')
  const text = JSON.stringify(value)
  return text.length > 300 ? `${text.slice(0, 300)}…` : text
}

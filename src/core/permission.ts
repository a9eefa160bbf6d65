/** What a member of a workspace may be. */
export const roles = ['admin', 'marketer', 'sdr', 'seller', 'manager', 'success', 'viewer'] as const
export type Role = (typeof roles)[number]

/** Who may hold a permission: a role, or a write key by its trust. */
export type Holder = Role | 'secret_key' | 'public_key'

const columns = [...roles, 'secret_key', 'public_key'] as const satisfies readonly Holder[]

/** The one table of who may do what. A verb that is not here may be done by nobody but the operator of the machine. */
// prettier-ignore
const table = {
  //                     admin marketer sdr seller manager success viewer secret public
  'event.send':        '   x      x      x     x      x       x      -      x      x   ',
  'fact.send':         '   x      -      x     x      x       x      -      x      -   ',
  'home.read':         '   x      x      x     x      x       x      x      -      -   ',
  'funnel.read':       '   x      x      x     x      x       x      x      x      -   ',
  'channel.read':      '   x      x      x     x      x       x      x      -      -   ',
  'channel.write':     '   x      x      -     -      x       -      -      -      -   ',
  'spend.read':        '   x      x      x     x      x       x      x      -      -   ',
  'spend.write':       '   x      x      -     -      x       -      -      -      -   ',
  'target.change':     '   x      x      -     -      x       -      -      -      -   ',
  'person.list':       '   x      x      x     x      x       x      x      -      -   ',
  'person.read':       '   x      x      x     x      x       x      x      -      -   ',
  'segment.read':      '   x      x      x     x      x       x      x      x      -   ',
  'segment.list':      '   x      x      x     x      x       x      x      -      -   ',
  'segment.save':      '   x      x      x     x      x       x      -      -      -   ',
  'view.list':         '   x      x      x     x      x       x      x      -      -   ',
  'view.save':         '   x      x      x     x      x       x      x      -      -   ',
  'view.share':        '   x      x      x     x      x       x      -      -      -   ',
  'person.bulk':       '   x      x      x     x      x       x      -      -      -   ',
  'person.export':     '   x      x      -     -      x       -      -      -      -   ',
  'person.file':       '   x      -      -     -      x       -      -      -      -   ',
  'person.merge':      '   x      x      -     -      x       -      -      -      -   ',
  'person.move':       '   x      -      x     x      x       x      -      -      -   ',
  'person.edit':       '   x      x      x     x      x       x      -      -      -   ',
  'field.define':      '   x      x      -     -      x       -      -      -      -   ',
  'effect.fire':       '   x      x      -     -      x       -      -      -      -   ',
  'effect.dismiss':    '   x      x      -     -      x       -      -      -      -   ',
  'note.read':         '   x      x      x     x      x       x      x      -      -   ',
  'note.write':        '   x      x      x     x      x       x      -      -      -   ',
  'account.read':      '   x      x      x     x      x       x      x      -      -   ',
  'account.create':    '   x      x      x     x      x       x      -      -      -   ',
  'account.edit':      '   x      x      x     x      x       x      -      -      -   ',
  'deal.read':         '   x      x      x     x      x       x      x      -      -   ',
  'deal.write':        '   x      -      x     x      x       x      -      -      -   ',
  'deal.write_any':    '   x      -      -     -      x       -      -      -      -   ',
  'deal.override':     '   x      -      -     -      x       -      -      -      -   ',
  'proposal.read':     '   x      x      x     x      x       x      x      -      -   ',
  'proposal.write':    '   x      -      x     x      x       x      -      -      -   ',
  'proposal.template': '   x      x      -     -      x       -      -      -      -   ',
  'deal.export':       '   x      x      -     -      x       -      -      -      -   ',
  'meeting.read':      '   x      x      x     x      x       x      x      -      -   ',
  'meeting.write':     '   x      -      x     x      x       x      -      -      -   ',
  'task.read':         '   x      x      x     x      x       x      x      -      -   ',
  'task.write':        '   x      x      x     x      x       x      -      -      -   ',
  'task.write_any':    '   x      -      -     -      x       -      -      -      -   ',
  'touch.write':       '   x      -      x     x      x       x      -      -      -   ',
  'handoff.answer':    '   x      -      x     x      x       x      -      -      -   ',
  'routing.manage':    '   x      -      -     -      x       -      -      -      -   ',
  'pipeline.read':     '   x      x      x     x      x       x      x      -      -   ',
  'pipeline.manage':   '   x      -      -     -      x       -      -      -      -   ',
  'review.read':       '   x      x      x     x      x       x      x      -      -   ',
  'review.run':        '   x      -      -     -      x       -      -      -      -   ',
  'content.read':      '   x      x      x     x      x       x      x      -      -   ',
  'content.write':     '   x      x      -     -      x       -      -      -      -   ',
  'content.link':      '   x      x      x     x      x       x      -      -      -   ',
  'consent.read':      '   x      x      x     x      x       x      x      -      -   ',
  'consent.write':     '   x      x      -     -      x       -      -      -      -   ',
  'consent.record':    '   x      x      x     x      x       x      -      -      -   ',
  'retention.write':   '   x      -      -     -      -       -      -      -      -   ',
  'erasure.read':      '   x      x      -     -      x       -      -      -      -   ',
  'erasure.ask':       '   x      x      -     -      x       x      -      -      -   ',
  'erasure.carry_out': '   x      -      -     -      -       -      -      -      -   ',
  'audience.read':     '   x      x      x     x      x       x      x      -      -   ',
  'audience.write':    '   x      x      -     -      x       -      -      -      -   ',
  'audience.export':   '   x      x      -     -      x       -      -      -      -   ',
  'suspect.read':      '   x      x      x     x      x       x      x      -      -   ',
  'suspect.write':     '   x      x      x     x      x       -      -      -      -   ',
  'blueprint.read':    '   x      x      x     x      x       x      x      x      -   ',
  'blueprint.apply':   '   x      x      -     -      x       -      -      -      -   ',
  'capture.read':      '   x      x      x     x      x       x      x      -      -   ',
  'capture.write':     '   x      x      -     -      x       -      -      -      -   ',
  'icp.read':          '   x      x      x     x      x       x      x      -      -   ',
  'icp.write':         '   x      x      -     -      x       -      -      -      -   ',
  'phrase.write':      '   x      x      x     x      x       x      -      -      -   ',
  'set_aside.read':    '   x      x      -     -      x       -      -      -      -   ',
  'event.list':        '   x      x      -     -      x       -      -      -      -   ',
  'import.read':       '   x      x      -     -      x       -      -      -      -   ',
  'import.run':        '   x      x      -     -      x       -      -      -      -   ',
  'import.undo':       '   x      x      -     -      x       -      -      -      -   ',
  'key.list':          '   x      x      -     -      x       -      -      -      -   ',
  'key.create':        '   x      -      -     -      -       -      -      -      -   ',
  'key.revoke':        '   x      -      -     -      -       -      -      -      -   ',
  'workspace.read':    '   x      x      x     x      x       x      x      -      -   ',
  'workspace.update':  '   x      -      -     -      -       -      -      -      -   ',
  'member.list':       '   x      x      x     x      x       x      x      -      -   ',
  'member.change':     '   x      -      -     -      -       -      -      -      -   ',
  'live.read':         '   x      x      x     x      x       x      x      -      -   ',
  'mail.read':         '   x      -      -     -      -       -      -      -      -   ',
  'mail.change':       '   x      -      -     -      -       -      -      -      -   ',
  'notification.read': '   x      x      x     x      x       x      x      -      -   ',
  'notification.change':'  x      x      x     x      x       x      x      -      -   ',
  'audit.read':        '   x      -      -     -      x       -      -      -      -   ',
  'api_key.list':      '   x      x      x     x      x       x      x      -      -   ',
  'api_key.create':    '   x      x      x     x      x       x      -      -      -   ',
  'api_key.revoke':    '   x      x      x     x      x       x      -      -      -   ',
  'api_key.service':   '   x      -      -     -      -       -      -      -      -   ',
} as const

export type Permission = keyof typeof table
export const permissions = Object.keys(table) as Permission[]

const granted = new Map<string, ReadonlySet<Holder>>(
  Object.entries(table).map(([verb, row]) => {
    const marks = row.trim().split(/\s+/)
    return [verb, new Set(columns.filter((_, index) => marks[index] === 'x'))]
  }),
)

/** Whether that role or key may do it. */
export function may(holder: Holder, permission: Permission): boolean {
  return granted.get(permission)?.has(holder) ?? false
}

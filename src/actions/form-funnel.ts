import { noForm } from '#actions/form-read.ts'
import { headsOf } from '#actions/form-submissions.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { formFunnelQuery, formRef, type FormFunnel } from '#contract/form.ts'
import { ok } from '#contract/problem.ts'
import { ratesOf } from '#core/form/rates.ts'
import { findForm, listVersions } from '#store/form.ts'
import { countLeft, countLooks, sumLooks, type LookCounts } from '#store/form-visit.ts'
import { findWorkspace } from '#store/workspace.ts'

const dayMs = 86_400_000

/** Who saw a form, began, left and where, sent: looks of one period, each counted once, with intervals. */
export const readFormFunnel: Verb<FormFunnel> = readVerb({
  permission: 'capture.read',
  input: formFunnelQuery.extend(formRef.shape),
  async run({ db, workspaceId, input, now }) {
    const { id, days, by } = input
    const form = await findForm(db, workspaceId, id)
    if (!form) return noForm
    const since = now - days * dayMs
    const groups = await countLooks(db, workspaceId, { formId: id, since, by })
    const { people, machines, open, unseen } = await sumLooks(db, workspaceId, { formId: id, since, now })
    const left = new Map(
      (await countLeft(db, workspaceId, { formId: id, since, now })).map((one) => [one.field, one.left]),
    )
    const versions = await listVersions(db, workspaceId, id)
    const heads = await headsOf(db, workspaceId, [form.draft, ...versions.map(({ document }) => document)])
    const total = groups.reduce(
      (sum, one) => ({ seen: sum.seen + one.seen, started: sum.started + one.started, sent: sum.sent + one.sent }),
      { seen: 0, started: 0, sent: 0 },
    )
    return ok({
      days,
      zone: (await findWorkspace(db, workspaceId))?.zone ?? 'UTC',
      total: stepsOf(total),
      unseen,
      machines,
      open,
      groups: groups.map((one) => ({ value: one.value, ...stepsOf(one) })),
      abandoned: heads.flatMap(({ id: field, label }) =>
        left.has(field) ? [{ field, label, left: left.get(field) ?? 0 }] : [],
      ),
      people,
    })
  },
})

function stepsOf({ seen, started, sent }: Omit<LookCounts, 'value'>): FormFunnel['total'] {
  return {
    seen,
    started,
    sent,
    ...ratesOf({ seen, started, sent }),
  }
}

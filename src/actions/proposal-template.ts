import { randomUUIDv7 } from 'node:crypto'
import { z } from 'zod'
import { placeOf } from '#actions/proposal/place.ts'
import { actorName, readVerb, writeVerb, type Verb } from '#actions/verb.ts'
import {
  templateChangeInput,
  templateInput,
  templateRetireInput,
  type ProposalTemplate,
  type TemplateList,
} from '#contract/proposal.ts'
import { ok, refuse } from '#contract/problem.ts'
import { fromHighToLow } from '#core/proposal/document.ts'
import { starterTemplate } from '#core/proposal/starter.ts'
import { findTemplate, listTemplates as rowsOf, retireTemplateRow, saveTemplate } from '#store/proposal-template.ts'
import { actorNames } from '#store/actor-name.ts'

/** How many templates a team may keep: more than anybody tells apart. */
const most = 50

const noTemplate = refuse('not_found', 'There is no such template here.')

/** The templates of the team, and what a proposal begins with where there is none. */
export const listTemplates: Verb<TemplateList> = readVerb({
  permission: 'proposal.read',
  input: z.object({}),
  async run({ db, workspaceId, now }) {
    const { workspace } = await placeOf(db, workspaceId, now)
    const rows = await rowsOf(db, workspaceId)
    const names = await actorNames(
      db,
      rows.flatMap(({ updatedBy }) => updatedBy ?? []),
    )
    return ok({
      items: rows.map(({ updatedAt, updatedBy, ...row }) => ({
        ...row,
        updatedAt: updatedAt.toISOString(),
        updatedBy: updatedBy === null ? null : (names.get(updatedBy) ?? updatedBy),
      })),
      starters: { en: starterTemplate('en'), ko: starterTemplate('ko'), ru: starterTemplate('ru') },
      currency: workspace.currency,
    })
  },
})

export const createTemplate: Verb<ProposalTemplate> = writeVerb({
  permission: 'proposal.template',
  input: templateInput,
  async run({ db, workspaceId, actor, input, now }) {
    if ((await rowsOf(db, workspaceId)).length >= most)
      return refuse('conflict', `There are ${most} templates already. Retire one that nobody uses.`)
    const content = { ...input.content, options: fromHighToLow(input.content.options) }
    const template = { ...input, content, id: randomUUIDv7(), updatedBy: actorName(actor) }
    await saveTemplate(db, workspaceId, template, now)
    return ok({ ...template, updatedAt: new Date(now).toISOString() })
  },
  audit: ({ id, name }) => ({ verb: 'proposal.template_create', subject: `template:${id}`, detail: { name } }),
})

export const changeTemplate: Verb<ProposalTemplate> = writeVerb({
  permission: 'proposal.template',
  input: templateChangeInput,
  async run({ db, workspaceId, actor, input, now }) {
    if (!(await findTemplate(db, workspaceId, input.id))) return noTemplate
    const content = { ...input.content, options: fromHighToLow(input.content.options) }
    const template = { ...input, content, updatedBy: actorName(actor) }
    await saveTemplate(db, workspaceId, template, now)
    return ok({ ...template, updatedAt: new Date(now).toISOString() })
  },
  audit: ({ id, name }) => ({ verb: 'proposal.template_change', subject: `template:${id}`, detail: { name } }),
})

/** Takes a template out of use; proposals written from it stay as they are. `undo` brings it back. */
export const retireTemplate: Verb<{ id: string; retired: boolean }> = writeVerb({
  permission: 'proposal.template',
  input: templateRetireInput,
  async run({ db, workspaceId, input, now }) {
    const { id, undo } = input
    if (!(await retireTemplateRow(db, workspaceId, id, undo ? null : now))) return noTemplate
    return ok({ id, retired: !undo })
  },
  audit: ({ id, retired }) => ({ verb: 'proposal.template_retire', subject: `template:${id}`, detail: { retired } }),
})

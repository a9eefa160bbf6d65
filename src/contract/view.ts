import { z } from 'zod'
import { columnName, maxColumns, personFilter, personSorts } from '#contract/person-query.ts'

/** What a view keeps: which people, in which order, with which columns. */
export const viewQuery = personFilter.extend({
  sort: z.enum(personSorts).optional(),
  columns: z.array(columnName).max(maxColumns).optional(),
})
export type ViewQuery = z.infer<typeof viewQuery>

const name = z.string().trim().min(1, 'give it a name').max(80)

/** `POST /api/views` */
export const viewInput = z.object({ name, shared: z.boolean().default(false), query: viewQuery })
export type ViewInput = z.input<typeof viewInput>
/** `POST /api/views/:id`: what is left out stays. */
export const viewChangeBody = z.object({
  name: name.optional(),
  shared: z.boolean().optional(),
  query: viewQuery.optional(),
})
export const viewId = z.object({ id: z.uuid() })
export const viewChangeInput = viewChangeBody.extend(viewId.shape)
export type ViewChange = z.input<typeof viewChangeBody>
/** `POST /api/views/:id/default`: whether one’s own list opens with it. */
export const viewDefaultBody = z.object({ on: z.boolean() })
export const viewDefaultInput = viewDefaultBody.extend(viewId.shape)

export const view = z.object({
  id: z.uuid(),
  name: z.string(),
  shared: z.boolean(),
  /** made by whoever asks */
  mine: z.boolean(),
  /** may be changed and deleted by whoever asks */
  mayChange: z.boolean(),
  /** whose list opens with it: that of whoever asks */
  isDefault: z.boolean(),
  query: viewQuery,
})
export type View = z.infer<typeof view>
/** `GET /api/views`: one’s own and those that colleagues share, by name. */
export const viewList = z.object({ items: z.array(view) })
export type ViewList = z.infer<typeof viewList>
export const viewDeleted = z.object({ id: z.uuid() })

import { z } from 'zod'
import { titleEdits } from '#contract/blueprint-edit.ts'
import { titleEntrySchema } from '#contract/blueprint.ts'
import { conditionSchema } from '#contract/rule.ts'
import { functions, seniorities } from '#core/title/title.ts'

const level = z.enum(seniorities)
const about = z.enum(functions)
const text = z.object({ en: z.string(), ko: z.string().exactOptional(), ru: z.string().exactOptional() })
const titleWords = z.string().max(1000)

/** `GET /api/icp/titles`: the map in force and what it makes of one's people. */
export const titlesPage = z.object({
  /** version of the blueprint in force */
  version: z.int(),
  /** null: no map is in force yet; titles are shown as the newest list would read them */
  map: z.object({ list: z.int(), titles: z.array(titleEntrySchema), words: z.array(titleEntrySchema) }).nullable(),
  newestList: z.int(),
  /** people, those with a title, and of these those whose seniority and function are known */
  people: z.int(),
  titled: z.int(),
  seniority: z.int(),
  function: z.int(),
  /** titles of which something is not known, the commonest first; `more` people have others */
  unknown: z.array(
    z.object({ title: z.string(), people: z.int(), seniority: level.nullable(), functions: z.array(about) }),
  ),
  more: z.int(),
  levels: z.array(z.object({ value: level, people: z.int() })),
  functions: z.array(z.object({ value: about, people: z.int() })),
})
export type TitlesPage = z.infer<typeof titlesPage>

/** `POST /api/icp/titles/try`: what a title says, by the map in force with these edits in it. */
export const titleTryInput = z.strictObject({ title: titleWords, edits: titleEdits.optional() })
export const titleTried = z.object({
  title: z.string(),
  seniority: level.nullable(),
  functions: z.array(about),
  /** the pieces that told it: of the built-in list, of one's own words, or the whole title */
  hits: z.array(
    z.object({
      text: z.string(),
      by: z.enum(['list', 'word', 'title']),
      seniority: level.exactOptional(),
      functions: z.array(about).exactOptional(),
    }),
  ),
  /** who they would be with nothing known but the title, and the parts of the rule that hold */
  persona: z.object({ id: z.string(), name: text, holds: z.array(conditionSchema) }).nullable(),
  /** people here with this very title */
  people: z.int(),
})
export type TitleTried = z.infer<typeof titleTried>

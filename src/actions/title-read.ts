import { z } from 'zod'
import { soundBlueprint } from '#actions/blueprint-apply.ts'
import { histories } from '#actions/person/load.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { ok, refuse } from '#contract/problem.ts'
import { type TitlesPage, type TitleTried, titleTryInput } from '#contract/title.ts'
import { editBlueprint } from '#core/blueprint/edit.ts'
import { compileProgram } from '#core/fold/program.ts'
import { tryTitle } from '#core/icp/try-title.ts'
import { foldText } from '#core/text.ts'
import { newestList } from '#core/title/list.ts'
import { titleReader } from '#core/title/read.ts'
import { functions, seniorities } from '#core/title/title.ts'
import type { JobFunction, Seniority, TitleMap } from '#core/title/title.ts'
import { peopleTitled, titleCounts } from '#store/icp-people.ts'

// titles beyond these are held by one person each, mostly
const mostTitles = 20_000
const mostUnknown = 100
const emptyMap: TitleMap = { list: newestList, titles: [], words: [] }

/** The title map in force, what it makes of one's people, and the titles it does not know, the commonest first. */
export const readTitles: Verb<TitlesPage> = readVerb({
  permission: 'icp.read',
  input: z.object({}),
  async run({ db, workspaceId }) {
    const { version, blueprint } = (await histories.of(db, workspaceId)).current
    const read = titleReader(blueprint.titles ?? emptyMap)
    const { people, titled, titles } = await titleCounts(db, workspaceId, mostTitles)
    const known = { seniority: 0, function: 0 }
    const levels = new Map<Seniority, number>()
    const about = new Map<JobFunction, number>()
    const unknown: TitlesPage['unknown'] = []
    let more = 0
    for (const { title, people: count } of titles) {
      const reading = read(title)
      if (reading.seniority) {
        known.seniority += count
        levels.set(reading.seniority, (levels.get(reading.seniority) ?? 0) + count)
      }
      if (reading.functions.length > 0) known.function += count
      for (const each of reading.functions) about.set(each, (about.get(each) ?? 0) + count)
      if (reading.seniority !== null && (reading.functions.length > 0 || reading.seniority === 'student')) continue
      if (unknown.length < mostUnknown)
        unknown.push({ title, people: count, seniority: reading.seniority, functions: reading.functions })
      else more += count
    }
    return ok({
      version,
      map: blueprint.titles ?? null,
      newestList,
      people,
      titled,
      ...known,
      unknown,
      more,
      levels: seniorities.flatMap((value) => (levels.has(value) ? [{ value, people: levels.get(value) ?? 0 }] : [])),
      functions: functions
        .flatMap((value) => (about.has(value) ? [{ value, people: about.get(value) ?? 0 }] : []))
        .toSorted((a, b) => b.people - a.people),
    })
  },
})

/** What a job title says under the map in force, or one with edits, and which persona follows from it alone. */
export const tryJobTitle: Verb<TitleTried> = readVerb({
  permission: 'icp.read',
  input: titleTryInput,
  async run({ db, workspaceId, input: { title, edits } }) {
    const { current, zone } = await histories.of(db, workspaceId)
    const edited = editBlueprint(current.blueprint, { titles: edits ?? {} })
    if ('error' in edited) return refuse('invalid', edited.error)
    const sound = soundBlueprint(edited.blueprint)
    if (!sound.ok) return sound
    const program = compileProgram(sound.value.blueprint, current.version, current.appliedAt, zone)
    const { persona, ...reading } = tryTitle(program, title)
    return ok({
      title,
      ...reading,
      persona: persona && {
        ...persona,
        name: sound.value.blueprint.personas.find(({ id }) => id === persona.id)?.name ?? { en: persona.id },
      },
      people: await peopleTitled(db, workspaceId, foldText(title)),
    })
  },
})

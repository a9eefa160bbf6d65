import type { PersonPage } from '#contract/person.ts'
import type { FoldedPerson } from '#actions/person/load.ts'
import { isoTime } from '#store/rows.ts'

/** Kinds of identifiers as the API names them. */
export const keyKinds = { a: 'anonymous', u: 'user', e: 'email' } as const

export function personaOf({ run }: FoldedPerson): PersonPage['persona'] {
  const persona = run.program.blueprint.personas.find((one) => one.id === run.state.persona)
  return persona ? { id: persona.id, name: persona.name } : null
}

/** Each purpose with the latest word on it: when, where and in which words it was given. */
export function consentOf({ run, events }: FoldedPerson): PersonPage['consent'] {
  return Object.entries(run.state.consent).map(([purpose, { state, at, id }]) => {
    const event = events.find((one) => one.messageId === id)
    const { source, wording } = event?.props ?? {}
    return {
      purpose,
      state,
      at: isoTime(at) as string,
      source: typeof source === 'string' ? source : (event?.source ?? null),
      wording: typeof wording === 'string' ? wording : null,
    }
  })
}

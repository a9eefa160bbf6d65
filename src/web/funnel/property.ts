import { useQuery } from '@tanstack/react-query'
import type { FunnelProperties } from '#contract/funnel.ts'
import type { MessageId } from '../app/language.tsx'
import { useWorkspace } from '../app/session.ts'
import { useSay, useWordFor } from '../app/words.tsx'
import { funnelApi } from './funnel-api.ts'
import { useLabels } from '../filter/labels.ts'
import { useFactName } from '../ui/fact-name.ts'

/** Properties of the first touch, and the persona: everybody may have them. */
export const touchProperties: readonly { by: string; label: MessageId }[] = [
  { by: 'channel', label: 'funnel.by.channel' },
  { by: 'campaign', label: 'funnel.by.campaign' },
  { by: 'object', label: 'funnel.by.object' },
  { by: 'persona', label: 'funnel.by.persona' },
]

/** What tells people apart instead of grouping them. */
const identifying = [
  'email',
  'name',
  'firstName',
  'lastName',
  'phone',
  'website',
  'linkedin',
  'domain',
  'id',
  'createdAt',
]
const mostValues = 1000

/** Facts of people and companies here by which they fall into groups. */
export function useProperties(): FunnelProperties['items'] {
  const workspace = useWorkspace()
  const { data } = useQuery({
    queryKey: ['funnel-properties', workspace.id],
    queryFn: ({ signal }) => funnelApi.properties(signal),
    staleTime: 300_000,
  })
  return (
    data?.items.filter(
      ({ by, values }) => values <= mostValues && !identifying.includes(by.slice(by.indexOf('.') + 1)),
    ) ?? []
  )
}

/** What a property is called: `channel`, `person.country`; one's own facts by their own name. */
export function usePropertyName(): (by: string) => string {
  const say = useSay()
  const factName = useFactName()
  return (by) => {
    const touch = touchProperties.find((property) => property.by === by)
    if (touch) return say(touch.label)
    const [of, fact] = [by.slice(0, by.indexOf('.')), by.slice(by.indexOf('.') + 1)]
    return factName(fact, of === 'account' ? of : 'person')
  }
}

/** What a value of a property is called: channels, personas, countries and the like by their words, the rest as they are. */
export function useValueName(): (by: string | null, value: string) => string {
  const wordFor = useWordFor()
  const labels = useLabels()
  return (by, value) => (by === 'channel' ? wordFor('channel', value) : by === null ? value : labels.value(by, value))
}

/** A filter such as `channel:=search`, apart and together in words. */
export function useFilterName(): (only: string) => string {
  const say = useSay()
  const propertyName = usePropertyName()
  const valueName = useValueName()
  return (only) => {
    const colon = only.indexOf(':')
    const [by, key] = [only.slice(0, colon), only.slice(colon + 1)]
    const value = key === 'missing' ? say('funnel.group.missing') : valueName(by, key.slice(1))
    return `${propertyName(by)}: ${value}`
  }
}

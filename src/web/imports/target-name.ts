import { type ImportKind, isDealKind } from '#core/import/mapping.ts'
import { useSay, useWordFor } from '../app/words.tsx'
import { useFactName, usePurposeName } from '../ui/fact-name.ts'

/** What a target of a mapping (`traits.title`, `consent.marketing`) is called. */
export function useTargetName(): (target: string, kind?: ImportKind) => string {
  const say = useSay()
  const wordFor = useWordFor()
  const factName = useFactName()
  const purposeName = usePurposeName()
  return (target, kind) => {
    if (kind !== undefined && isDealKind(kind) && (target === 'id' || target === 'time')) {
      return say(target === 'id' ? 'imports.to.dealId' : kind === 'deals' ? 'imports.to.dealTime' : 'imports.to.time')
    }
    const [, own, rest] = /^(entered|custom)\.(.+)$/.exec(target) ?? []
    if (own === 'custom' && rest !== undefined) return rest
    if (rest !== undefined) return say('imports.to.entered', { stage: rest })
    const [, room, name] = /^(traits|account|props|consent|optout)\.(.+)$/.exec(target) ?? []
    if (room === undefined || name === undefined) return wordFor('imports.to', target)
    const [what = '', part] = name.split('.')
    if (room === 'consent' && part !== undefined)
      return say('imports.to.consentPart', { purpose: purposeName(what), part: wordFor('imports.part', part) })
    if (room === 'consent') return say('imports.to.consent', { purpose: purposeName(what) })
    if (room === 'optout') return say('imports.to.optout', { purpose: purposeName(what) })
    const known = factName(name, room === 'account' ? room : 'person')
    const fact = known === name ? wordFor('imports.to', name) : known
    return room === 'account' ? say('imports.to.account', { fact }) : fact
  }
}

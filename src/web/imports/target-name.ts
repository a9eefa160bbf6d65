import { useSay, useWordFor } from '../app/words.tsx'

/** What a target of a mapping (`traits.title`, `consent.marketing`) is called. */
export function useTargetName(): (target: string) => string {
  const say = useSay()
  const wordFor = useWordFor()
  return (target) => {
    const [, room, name] = /^(traits|account|props|consent|optout)\.(.+)$/.exec(target) ?? []
    if (room === undefined || name === undefined) return wordFor('imports.to', target)
    const [what = '', part] = name.split('.')
    if (room === 'consent' && part !== undefined)
      return say('imports.to.consentPart', { purpose: wordFor('purpose', what), part: wordFor('imports.part', part) })
    if (room === 'consent') return say('imports.to.consent', { purpose: wordFor('purpose', what) })
    if (room === 'optout') return say('imports.to.optout', { purpose: wordFor('purpose', what) })
    const known = wordFor('fact', name)
    const fact = known === name ? wordFor('imports.to', name) : known
    return room === 'account' ? say('imports.to.account', { fact }) : fact
  }
}

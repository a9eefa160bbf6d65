import { useSay } from '../app/words.tsx'

const reasons = [
  'no_consent',
  'withdrawn',
  'suppressed',
  'do_not_contact',
  'no_address',
  'gone',
  'no_purpose',
  'segment',
] as const

/** Why somebody is not in an audience or its file, in words; a reason of a later version as it is. */
export function useWhy(): (reason: string) => string {
  const say = useSay()
  return (reason) => {
    const known = reasons.find((one) => one === reason)
    return known === undefined ? reason : say(`audiences.why.${known}`)
  }
}

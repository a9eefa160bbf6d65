import styles from './avatar.module.css'

/** A person as their initials; says nothing to screen readers, the name stands beside it. */
export function Avatar({ name }: { name: string | null }) {
  return (
    <span className={styles.avatar} aria-hidden="true">
      {initials(name)}
    </span>
  )
}

/** First letters of the first and the last word; of a Korean name its given part; a dot for nobody. */
export function initials(name: string | null): string {
  const words = (name ?? '')
    .trim()
    .split(/[\s@.]+/u)
    .filter((word) => word !== '')
  const [first, last] = [words[0], words.at(-1)]
  if (first === undefined || last === undefined) return '·'
  if (words.length === 1 && /^\p{Script=Hangul}{2,4}$/u.test(first)) return [...first].slice(-2).join('')
  const letters = words.length === 1 ? [first] : [first, last]
  return letters.map((word) => ([...word][0] ?? '').toLocaleUpperCase()).join('')
}

import { Link } from '@tanstack/react-router'
import type { SlotDetail } from '#contract/slot.ts'
import { Say, useSay } from '../app/words.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Section } from '../ui/page.tsx'
import own from './slots.module.css'

/** How a page carries the slot: a line in its head, a mark on the box, and what happens where anything fails. */
export function SiteView({ slot }: { slot: SlotDetail }) {
  const key = slot.publicKey ?? 'pk_…'
  const head = `<style>[data-hg-slot]{animation:hg-slot 1ms 150ms both}@keyframes hg-slot{from{visibility:hidden}}</style>
<script async src="${slot.origin}/slots.js" data-key="${key}"></script>
<script async src="${slot.origin}/t.js" data-key="${key}"></script>`
  const box = `<div data-hg-slot="${slot.key}">
  <h2 data-hg-part="title">…</h2>
  <p data-hg-part="text">…</p>
  <a data-hg-part="link" href="/demo">…</a>
</div>`
  return (
    <div className="stack">
      {slot.publicKey === null && (
        <p role="alert">
          <Say id="slots.site.noKey" />{' '}
          <Link to="/settings" className="link">
            <Say id="slots.site.keys" />
          </Link>
        </p>
      )}
      <Section title={<Say id="slots.site.head" />} sub={<Say id="slots.site.head.sub" />}>
        <Snippet text={head} />
      </Section>
      <Section title={<Say id="slots.site.box" />} sub={<Say id="slots.site.box.sub" />}>
        <Snippet text={box} />
      </Section>
      <Section title={<Say id="slots.site.how" />}>
        <ul className={own.facts}>
          {(['flicker', 'cache', 'consent', 'secret', 'policy', 'landing'] as const).map((one) => (
            <li key={one}>
              <Say id={`slots.site.how.${one}`} />
            </li>
          ))}
        </ul>
      </Section>
    </div>
  )
}

function Snippet({ text }: { text: string }) {
  const say = useSay()
  return (
    <div className={own.snippet}>
      <pre tabIndex={0} role="group" aria-label={say('slots.site.code')}>
        <code>{text}</code>
      </pre>
      <CopyButton text={text} />
    </div>
  )
}

import { Button } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { useMay } from '../../app/session.ts'
import { Say } from '../../app/words.tsx'
import { Section } from '../../ui/page.tsx'

const ErasePerson = lazy(() => import('./erase-person.tsx').then((part) => ({ default: part.ErasePerson })))

/** At the end of somebody's page: that they may be erased. */
export function PersonErasure({ id }: { id: string }) {
  const may = useMay('erasure.ask')
  const [open, setOpen] = useState(false)
  if (!may) return null
  return (
    <Section title={<Say id="privacy.section" />} sub={<Say id="privacy.section.about" />}>
      <div data-no-print>
        <Button variant="default" onClick={() => setOpen(true)}>
          <Say id="privacy.section.do" />
        </Button>
      </div>
      {open && (
        <Suspense>
          <ErasePerson id={id} close={() => setOpen(false)} />
        </Suspense>
      )}
    </Section>
  )
}

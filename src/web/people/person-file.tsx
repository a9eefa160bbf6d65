import { Button } from '@mantine/core'
import { useState } from 'react'
import { useMay } from '../app/session.ts'
import { Say } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import { PersonFileDialog } from './person-file-dialog.tsx'

/** On the page of a person: everything about them as one file, for whoever may take it out. */
export function PersonFile({ id, name }: { id: string; name: string }) {
  const may = useMay('person.file')
  const [open, setOpen] = useState(false)
  if (!may) return null
  return (
    <Section title={<Say id="personFile.title" />} sub={<Say id="personFile.sub" />}>
      <Button variant="default" size="xs" onClick={() => setOpen(true)}>
        <Say id="personFile.open" />
      </Button>
      {open && <PersonFileDialog of={{ id, name }} because="request" close={() => setOpen(false)} />}
    </Section>
  )
}

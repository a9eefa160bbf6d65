import { Button, FileButton } from '@mantine/core'
import { useState } from 'react'
import { Say } from '../app/words.tsx'
import styles from '../audiences/audiences.module.css'
import { Section } from '../ui/page.tsx'
import { useSuspectDeeds } from './deeds.ts'

/** Connections of a whole file at once: whoever is known gets the step. */
export function StepsFromFile() {
  const [file, setFile] = useState<File | null>(null)
  const { step } = useSuspectDeeds(() => setFile(null))
  const note = async (what: 'requested' | 'accepted') => {
    if (file) step.mutate({ step: what, text: await file.text() })
  }
  return (
    <Section title={<Say id="suspects.file" />} sub={<Say id="suspects.file.about" />}>
      <div className={styles.buttons}>
        <FileButton accept=".csv,.txt,text/csv,text/plain" onChange={setFile}>
          {(props) => (
            <Button {...props} variant="default" size="xs">
              {file ? file.name : <Say id="suspects.file.choose" />}
            </Button>
          )}
        </FileButton>
        {(['requested', 'accepted'] as const).map((what) => (
          <Button
            key={what}
            variant="default"
            size="xs"
            disabled={file === null}
            loading={step.isPending && step.variables.step === what}
            onClick={() => void note(what)}
          >
            <Say id={`suspects.do.${what}`} />
          </Button>
        ))}
      </div>
    </Section>
  )
}

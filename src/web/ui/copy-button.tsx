import { Button } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { Say } from '../app/words.tsx'

export function CopyButton({ text }: { text: string }) {
  const clipboard = useClipboard({ timeout: 2000 })
  return (
    <Button variant="default" size="xs" onClick={() => clipboard.copy(text)} aria-live="polite">
      <Say id={clipboard.copied ? 'copy.done' : 'copy'} />
    </Button>
  )
}

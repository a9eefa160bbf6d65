import { useDebouncedCallback } from '@mantine/hooks'
import { useEffect, useRef, useState } from 'react'
import { isBusy, singleKeys } from '../app/shortcuts.ts'

interface SearchFieldInput {
  label: string
  hint: string
  value: string
  onChange(value: string): void
  className?: string | undefined
}

/** Searches a moment after the last key, so that typing stays smooth; «/» goes there from anywhere on the page. */
export function SearchField({ label, hint, value, onChange, className = '' }: SearchFieldInput) {
  const field = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState(value)
  const said = useRef(value)
  const tell = useDebouncedCallback((text: string) => {
    said.current = text
    onChange(text)
  }, 180)
  useEffect(() => {
    if (value === said.current) return
    said.current = value
    setTyped(value)
  }, [value])
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || !singleKeys() || isBusy(event.target)) return
      event.preventDefault()
      field.current?.focus()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
  return (
    <label className={`field ${className}`}>
      <span className="hidden">{label}</span>
      <input
        ref={field}
        className="plain"
        type="search"
        aria-keyshortcuts="/"
        placeholder={hint}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          tell(event.currentTarget.value.trim())
        }}
      />
    </label>
  )
}

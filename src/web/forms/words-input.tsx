import { Textarea, TextInput } from '@mantine/core'
import type { FormLanguage, Words } from '#core/form/document.ts'
import { PhrasePicker, withPhrase } from '../icp/phrase-picker.tsx'

interface WordsInputInput {
  label: string
  description?: string
  words: Words
  language: FormLanguage
  /** of several lines */
  long?: boolean
  most?: number
  onChange(words: Words): void
}

/** A text in one of the form's languages; what stands in another is shown where it is missing. */
export function WordsInput({
  label,
  description,
  words,
  language,
  long = false,
  most = 300,
  onChange,
}: WordsInputInput) {
  const other = words.en ?? words.ko ?? words.ru ?? ''
  const input = {
    label,
    description,
    placeholder: other,
    maxLength: most,
    lang: language,
    value: words[language] ?? '',
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ ...words, [language]: event.currentTarget.value }),
  }
  if (!long) return <TextInput {...input} />
  return (
    <div>
      <Textarea autosize minRows={2} maxRows={8} {...input} />
      <PhrasePicker
        onPick={(said) => onChange({ ...words, [language]: withPhrase(words[language] ?? '', said).slice(0, most) })}
      />
    </div>
  )
}

import { NumberInput, type NumberInputProps } from '@mantine/core'
import { useIntl } from 'react-intl'

/** A number that may be large, grouped and pointed as the language does. */
export function AmountInput(props: NumberInputProps) {
  const intl = useIntl()
  const parts = intl.formatNumberToParts(1_000_000.5)
  const sign = (type: 'group' | 'decimal', usual: string) => parts.find((part) => part.type === type)?.value ?? usual
  const group = sign('group', ' ')
  return (
    <NumberInput
      thousandSeparator={group}
      decimalSeparator={sign('decimal', '.')}
      allowedDecimalSeparators={['.', ','].filter((one) => one !== group)}
      {...props}
    />
  )
}

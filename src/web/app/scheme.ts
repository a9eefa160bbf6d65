/** The colours to begin with: those chosen here before (where Mantine keeps the choice), else those of the machine. */
export function firstScheme(): 'light' | 'dark' {
  let chosen: string | null = null
  try {
    chosen = localStorage.getItem('mantine-color-scheme-value')
  } catch {
    // storage may be forbidden
  }
  if (chosen === 'light' || chosen === 'dark') return chosen
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}

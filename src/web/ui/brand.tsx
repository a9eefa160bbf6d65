/** The mark: an hourglass with amber sand. */
export function Brand() {
  return (
    <>
      <svg width="20" height="24" viewBox="0 0 20 24" aria-hidden="true">
        <path
          d="M2 1h16v3c0 4-6 6-6 8s6 4 6 8v3H2v-3c0-4 6-6 6-8S2 8 2 4z"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.6"
        />
        <path d="M6 20c0-2 4-3 4-5 0 2 4 3 4 5z" fill="var(--sale)" />
      </svg>
      Hourglass
    </>
  )
}

/** Why what was sent could not be taken, above the form that keeps what was typed. */
export function Problem({ text }: { text: string | undefined }) {
  if (text === undefined) return null
  return (
    <p class="problem" role="alert">
      {text}
    </p>
  )
}

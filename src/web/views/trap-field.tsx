/** A field that people don’t see and keys don’t reach: what fills it in is a program. `handlers/trap.ts` reads it. */
export function TrapField() {
  return (
    <div class="left-empty" aria-hidden="true">
      <label>
        Leave this empty
        <input name={TRAP_NAME} type="text" tabIndex={-1} autocomplete="off" />
      </label>
    </div>
  )
}

export const TRAP_NAME = 'website'

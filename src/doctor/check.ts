export interface Check {
  /** One or two words. */
  name: string
  status: 'ok' | 'warning' | 'failed'
  /** What was found: one sentence. */
  says: string
  /** What to do about it. */
  todo?: string
}

export const ok = (name: string, says: string): Check => ({ name, status: 'ok', says })

export const warning = (name: string, says: string, todo: string): Check => ({
  name,
  status: 'warning',
  says,
  todo,
})

export const failed = (name: string, says: string, todo: string): Check => ({
  name,
  status: 'failed',
  says,
  todo,
})

/** Runs a check; what it throws becomes a failed check. */
export async function guarded(
  name: string,
  run: () => Check | Check[] | Promise<Check | Check[]>,
): Promise<Check[]> {
  try {
    return [await run()].flat()
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return [
      failed(
        name,
        `This could not be checked: ${message}`,
        'Mend what the message names and run doctor again.',
      ),
    ]
  }
}

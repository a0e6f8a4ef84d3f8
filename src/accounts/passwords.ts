// Passwords are hashed by the library, slowly, on purpose. Loaded on first use.

import { Invalid } from '../errors.ts'

export const SHORTEST_PASSWORD = 10
export const LONGEST_PASSWORD = 200

/** @throws Invalid */
export function checkPassword(password: string): void {
  if (password.length >= SHORTEST_PASSWORD && password.length <= LONGEST_PASSWORD) return
  const problem = `A password has ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters.`
  throw new Invalid(problem, { password: problem })
}

export async function hashPassword(password: string): Promise<string> {
  return (await import('better-auth/crypto')).hashPassword(password)
}

export async function isPassword(password: string, hash: string): Promise<boolean> {
  return (await import('better-auth/crypto')).verifyPassword({ password, hash })
}

import { TRAP_NAME } from '../views/trap-field.tsx'
import type { Form } from './form.ts'

/** Whether a program filled in the field that people don’t see. Tell it that all is well, and do nothing. */
export const isTrapped = (form: Form): boolean => form.line(TRAP_NAME, 1_000) !== ''

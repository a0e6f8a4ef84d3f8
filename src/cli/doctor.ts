import type { Command } from 'commander'
import { systemClock } from '../clock.ts'
import type { Check } from '../doctor/check.ts'
import { doctor } from '../doctor/checks.ts'
import { packageRoot } from '../package-root.ts'
import type { CliContext, StoreOptions } from './context.ts'
import { printJson, printLine } from './output.ts'

export function addDoctorCommand(program: Command, context: CliContext): void {
  program
    .command('doctor')
    .description('look for what is wrong with this installation, and say what to do')
    .action((options: StoreOptions) => runDoctor(context, options))
}

async function runDoctor(context: CliContext, options: StoreOptions): Promise<void> {
  const config = () => context.config(options)
  const checks = await doctor({ config, now: systemClock.now(), packageRoot })
  const failed = checks.filter(({ status }) => status === 'failed').length
  if (failed > 0) context.exitStatus = 1
  if (options.json) printJson(context, { failed, checks })
  else for (const line of linesOf(checks)) printLine(context, line)
}

const signs = { ok: '✓ ok     ', warning: '! warning', failed: '✗ failed ' }

function linesOf(checks: Check[]): string[] {
  const width = Math.max(...checks.map(({ name }) => name.length))
  const indent = ' '.repeat('✓ ok       '.length + width + 2)
  const told = checks.flatMap(({ name, status, says, todo }) => [
    `${signs[status]}  ${name.padEnd(width)}  ${says}`,
    ...(todo ? [`${indent}→ ${todo}`] : []),
  ])
  return [...told, summaryOf(checks)]
}

function summaryOf(checks: Check[]): string {
  const count = (status: Check['status']) => checks.filter((check) => check.status === status).length
  const [failed, warnings] = [count('failed'), count('warning')]
  if (failed + warnings === 0) return 'All is well.'
  return `${failed} failed, ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}, ${count('ok')} ok.`
}

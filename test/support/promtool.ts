// Prometheus' own tool, where it is installed (Debian: the package prometheus), or where PROMTOOL says.

import { spawnSync } from 'node:child_process'

const program = process.env.PROMTOOL ?? 'promtool'

export const noPromtool =
  spawnSync(program, ['--version']).error === undefined ? false : 'promtool is not installed'

/** What it finds wrong with the text of /metrics; empty where nothing is, or where there is no promtool. */
export function problemsFoundByPromtool(metrics: string): string {
  if (noPromtool) return ''
  const { stdout, stderr } = spawnSync(program, ['check', 'metrics'], { input: metrics, encoding: 'utf8' })
  return `${stdout}${stderr}`.trim()
}

/** What it says of a file of alerts. @throws where it finds something wrong */
export function checkRules(file: string): string {
  const { status, stdout, stderr } = spawnSync(program, ['check', 'rules', file], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${stdout}${stderr}`)
  return stdout
}

/** Runs tests of rules. @throws where one fails */
export function testRules(file: string): void {
  const { status, stdout, stderr } = spawnSync(program, ['test', 'rules', file], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${stdout}${stderr}`)
}

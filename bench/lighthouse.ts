// Scores of Lighthouse for the front page and a paper's page, on a phone and on a desktop: of an empty store, and
// of a filled one. Run: npm run bench -- lighthouse [--data DIR]
//
// Needs Chromium (CHROME_PATH, by default /usr/bin/chromium) and, the first time, the network: npx fetches it.

import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs, promisify } from 'node:util'
import { packageRoot } from '../src/package-root.ts'
import { type Row, skipped } from './round/row.ts'

const lighthouse = 'lighthouse@13.5.0'
const chromium = process.env.CHROME_PATH ?? '/usr/bin/chromium'
/** Another version may call its categories otherwise. */
const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const
const goal = 95

export async function run(args: string[]): Promise<Row[]> {
  if (!existsSync(chromium))
    return skipped('lighthouse', `there is no ${chromium}; CHROME_PATH names another`)
  const { values } = parseArgs({ args, options: { data: { type: 'string' } } })
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-lighthouse-'))
  try {
    print(row('page', 'screen', ...categories))
    const rows = await scoreSite('empty store', join(folder, 'data'), folder)
    if (values.data === undefined) return rows
    return [...rows, ...(await scoreSite(values.data, values.data, folder))]
  } catch (error) {
    if (!(error instanceof NoLighthouse)) throw error
    return skipped('lighthouse', `npx could not run ${lighthouse} (no network?): ${error.message}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

class NoLighthouse extends Error {}

async function scoreSite(name: string, data: string, folder: string): Promise<Row[]> {
  const site = spawn(
    join(packageRoot, 'bin/broadsheet'),
    ['serve', '--port', '0', '--json', '--data', data],
    {
      env: { ...process.env, SOURCES: '', LOG_LEVEL: 'error' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const rows: Row[] = []
  try {
    const [line] = (await once(createInterface({ input: site.stdout }), 'line')) as [string]
    const { url } = JSON.parse(line) as { url: string }
    for (const page of [url, await firstPaper(url)]) {
      for (const screen of ['mobile', 'desktop'] as const) {
        const scores = await scoresOf(page, screen, folder)
        const below = categories.filter((_, index) => (scores[index] ?? 0) < goal)
        const path = page === url ? `/ (${name})` : new URL(page).pathname
        print(row(path, screen, ...scores) + (below.length > 0 ? `  below ${goal}: ${below.join(', ')}` : ''))
        const what = `lighthouse, lowest of four scores: ${path}, ${screen}`
        rows.push({ what, figure: { score: Math.min(...scores) }, asked: goal })
      }
    }
    return rows
  } finally {
    site.kill()
    await once(site, 'exit')
  }
}

async function firstPaper(url: string): Promise<string> {
  const html = await (await fetch(url)).text()
  const path = /<h3[^>]*><a href="([^"]+)"/.exec(html)?.[1]
  if (path === undefined) throw new Error(`${url} shows no paper.`)
  return new URL(path, url).href
}

/** 0 to 100 for each of the categories. */
async function scoresOf(page: string, screen: 'mobile' | 'desktop', folder: string): Promise<number[]> {
  const args = ['--yes', lighthouse, page, '--output', 'json', '--quiet']
  const flags = '--chrome-flags=--headless --no-sandbox --disable-gpu'
  const preset = screen === 'desktop' ? ['--preset=desktop'] : []
  const options = { cwd: folder, env: { ...process.env, CHROME_PATH: chromium }, maxBuffer: 64 * 1024 * 1024 }
  const measure = () => promisify(execFile)('npx', [...args, flags, ...preset], options)
  // Chromium now and then misses the start of the page: once more tells that from a fault.
  const { stdout } = await measure().catch(measure).catch(refuse)
  const report = JSON.parse(stdout) as { categories: Record<string, { score: number | null }> }
  return categories.map((category) => Math.round((report.categories[category]?.score ?? 0) * 100))
}

function refuse(error: Error & { stderr?: string }): never {
  throw new NoLighthouse((error.stderr || error.message).trim().split('\n').at(-1))
}

const row = (page: string, screen: string, ...columns: (string | number)[]): string =>
  page.padEnd(34) + screen.padEnd(9) + columns.map((column) => String(column).padStart(16)).join('')

const print = (line: string): void => console.log(line)

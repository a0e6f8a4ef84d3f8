import { openDatabase } from '/work/main/src/db/connect.ts'
import { migrate } from '/work/main/src/db/migrate.ts'
import { rmSync, mkdirSync } from 'node:fs'
import { sql } from 'kysely'
import { categoryCountsOf } from '/work/main/src/sources/freshness/category-counts.ts'
import { freshnessOf } from '/work/main/src/sources/freshness/freshness.ts'
import { parseSources, sourceNames } from '/work/main/src/source-spec.ts'
import { harvested } from '/work/main/test/support/source-history.ts'
for (const kind of ['sqlite', 'pg']) {
rmSync('/tmp/bigann', { recursive: true, force: true }); mkdirSync('/tmp/bigann')
const database = openDatabase(kind === 'sqlite' ? { data: '/tmp/bigann' } : { data: '', url: 'postgres://postgres@127.0.0.1:5432/helper_big' })
await migrate(database)
const { db } = database
const cats = ['cs.AI','cs.CL','cs.CV','cs.LG','stat.ML','math.ST','hep-th','cs.RO']
const day = (i) => new Date(Date.UTC(2026,2,4) - i*86400000).toISOString().slice(0,10)
let n = 0
for (let d = 0; d < 60; d++) {
  const papers = [], pc = [], an = []
  for (let k = 0; k < 1000; k++) { const id = `26${String(++n).padStart(8,'0')}`
    papers.push(id); for (let c=0;c<3;c++) pc.push({ paper_id: id, category: cats[(k + c*3) % 8], published_at: 1 }); an.push({ day: day(d), paper_id: id, kind: k % 3 ? 'new' : 'replace' }) }
  await db.transaction().execute(async tx => {
    for (let i=0;i<papers.length;i+=100) { const rows = papers.slice(i,i+100).map(id=>({ id, source:'arxiv', title:'t', abstract:'a', authors:'[]', author_count:0, published:null, published_at:null, updated:null, versions:'[]', withdrawn:0, categories:'[]', doi:null, journal_ref:null, comment:null, licence:null, url:null, venues:'[]', awards:'[]', links:'[]', media:'[]', organization:null, keywords:'[]', ai_summary:null, ai_summary_model:null, discussion_id:null, thumbnail:null, recorded_votes:0, recorded_comments:0, change_seq:1, sole_origin:null, citations:null, title_key:null }))
      await tx.insertInto('paper').values(rows as any).execute() }
    for (let i=0;i<pc.length;i+=300) await tx.insertInto('paper_category').values(pc.slice(i,i+300)).execute()
    for (let i=0;i<an.length;i+=300) await tx.insertInto('announcement').values(an.slice(i,i+300)).execute()
  })
}
for (let h=0;h<150;h++) for (const s of ['hf-daily','arxiv','arxiv-feed'] as const) await harvested(db,{source:s, at:new Date(Date.UTC(2026,2,1,h%24, h%60)).toISOString()})
const S = { SOURCES: parseSources('arxiv:cs.AI+cs.CL+cs.CV+cs.LG+cs+hep-th,hf-daily,biorxiv,medrxiv,openreview:x,acl:y,openalex,semantic-scholar,crossref,github') as any }
for (let i=0;i<4;i++) { let t = performance.now(); const c = await categoryCountsOf(db,S); const a = performance.now()-t; t = performance.now(); await freshnessOf(db,S,Date.UTC(2026,2,4,12)); console.log(kind, 'categories', a.toFixed(1), 'ms; freshness of', S.SOURCES.length+1, (performance.now()-t).toFixed(1), 'ms') ; if(i===0) console.log(JSON.stringify(c)) }
await database.close() }

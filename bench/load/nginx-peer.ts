// nginx with the same bytes as files: what the machine can do at most.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export interface Peer {
  /** Address of a file of that name. */
  address(name: string): string
  close(): Promise<void>
}

const PORT = 8791

/** Undefined where nginx isn't installed. */
export async function startNginx(files: ReadonlyMap<string, Uint8Array>): Promise<Peer | undefined> {
  if (spawnSync('nginx', ['-v']).error) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'bench-nginx-'))
  mkdirSync(join(folder, 'files'))
  for (const [name, bytes] of files) writeFileSync(join(folder, 'files', name), bytes)
  writeFileSync(join(folder, 'nginx.conf'), configuration(folder))
  const nginx = spawn('nginx', ['-c', join(folder, 'nginx.conf'), '-p', folder], { stdio: 'ignore' })
  await sleep(500)
  return { address: (name) => `http://127.0.0.1:${PORT}/${name}`, close: () => stop(nginx, folder) }
}

async function stop(nginx: ChildProcess, folder: string): Promise<void> {
  nginx.kill('SIGTERM')
  await once(nginx, 'exit')
  rmSync(folder, { recursive: true })
}

/** One worker, as the site is one process. */
const configuration = (folder: string): string => `
daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events { worker_connections 512; }
http {
  access_log ${folder}/access.log;
  client_body_temp_path ${folder}; proxy_temp_path ${folder}; fastcgi_temp_path ${folder};
  uwsgi_temp_path ${folder}; scgi_temp_path ${folder};
  sendfile on; tcp_nopush on; keepalive_requests 10000000;
  default_type application/octet-stream;
  server { listen 127.0.0.1:${PORT}; root ${folder}/files; }
}
`

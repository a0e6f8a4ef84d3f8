// nginx before some nodes, with the rules of deploy/nginx.conf and without encryption. People of a soak, who are all on this
// machine, say by X-Forwarded-For where they are: what is asked from one place is limited.

import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Where it can't be run: why. */
export const noNginx: string | undefined = spawnSync('nginx', ['-v']).error
  ? 'nginx is not installed (Debian: apt-get install nginx-light).'
  : undefined

export interface Nginx {
  stop(): Promise<void>
}

/** Listens on `port`; its files are in `folder`. */
export async function startNginx(folder: string, port: number, nodes: readonly number[]): Promise<Nginx> {
  const file = join(folder, 'nginx.conf')
  await writeFile(file, configuration(folder, port, nodes))
  const child = spawn('nginx', ['-c', file, '-p', folder], { stdio: 'ignore' })
  for (let tries = 0; tries < 100 && child.exitCode === null; tries++) {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null)
    if (answer) break
    await sleep(50)
  }
  if (child.exitCode !== null) throw new Error(`nginx did not start: see ${folder}/error.log.`)
  return {
    async stop() {
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

function configuration(folder: string, port: number, nodes: readonly number[]): string {
  const servers = nodes.map((node) => `server 127.0.0.1:${node} max_fails=2 fail_timeout=2s;`).join(' ')
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${folder}/${name};`)
    .join(' ')
  return `${process.getuid?.() === 0 ? 'user root;' : ''} daemon off; worker_processes 1;
pid ${folder}/nginx.pid; error_log ${folder}/error.log;
events { worker_connections 512; }
http {
  ${temporary} access_log off;
  upstream broadsheet { zone broadsheet 64k; least_conn; ${servers} keepalive 32; }
  server {
    listen 127.0.0.1:${port};
    set_real_ip_from 127.0.0.1; real_ip_header X-Forwarded-For;
    proxy_http_version 1.1;
    proxy_set_header Connection "";
    proxy_set_header Host $http_host;
    proxy_set_header X-Forwarded-For $remote_addr;
    proxy_set_header X-Request-Id $request_id;
    proxy_next_upstream error timeout;
    proxy_next_upstream_tries 3;
    proxy_connect_timeout 2s;
    location / { proxy_pass http://broadsheet; }
  }
}
`
}

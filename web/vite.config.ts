import { contract } from '@baogong/contract';
import { minifyContractRouter } from '@orpc/contract';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

export default defineConfig({
  plugins: [react(), contractRoutes()],
  server: { host: '127.0.0.1', proxy: { '/api': 'http://127.0.0.1:8787' } },
  build: { target: 'es2022', sourcemap: false, manifest: true, chunkSizeWarningLimit: 1400 },
});

/**
 * `virtual:contract-routes`: method and path of every route as JSON. The browser needs no schema (the server checks
 * every input), so zod stays out of the bundle.
 */
function contractRoutes(): Plugin {
  const id = 'virtual:contract-routes';
  return {
    name: 'contract-routes',
    resolveId: (wanted) => (wanted === id ? `\0${id}` : null),
    load: (wanted) => (wanted === `\0${id}` ? `export default ${JSON.stringify(routesOnly())}` : null),
  };
}

function routesOnly(): unknown {
  return JSON.parse(JSON.stringify(minifyContractRouter(contract)), (key, value: unknown) => {
    if (key === 'errorMap' || key === 'meta') return {};
    return ['summary', 'description', 'tags'].includes(key) ? undefined : value;
  });
}

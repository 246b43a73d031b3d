import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { router } from './routes.tsx';
import { problemOf } from './shared/api.ts';
import { startI18n } from './shared/i18n.ts';
import { followPageTitle } from './shared/page-title.ts';
import './shared/plain/plain.css';
import { applyTokens } from './shared/tokens.ts';

// Refusals (4xx) will not change by asking again; a lost connection may.
const queries = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 15_000, retry: (count, error) => problemOf(error).status === 0 && count < 2 },
  },
});

applyTokens(document.documentElement);
await startI18n();
followPageTitle(document.title);
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);

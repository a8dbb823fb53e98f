import { createBrowserRouter } from 'react-router';
import { patient } from '../panel/patient.ts';
import { CrashPage } from './CrashPage.tsx';
import { NotFound } from './NotFound.tsx';
import { Shell } from './Shell.tsx';

const lazily = (load: () => Promise<{ default: React.ComponentType }>) => async () => ({
  Component: (await patient(load)).default,
});

/** Every address of the console. They are stable: people send them to one another. */
export const router = createBrowserRouter(
  [
    {
      path: '/',
      element: <Shell />,
      errorElement: <CrashPage />,
      hydrateFallbackElement: <></>,
      children: [
        { index: true, lazy: lazily(() => import('../home/HomePage.tsx')) },
        { path: 'flows', lazy: lazily(() => import('../flows/FlowsPage.tsx')) },
        { path: 'flows/:flow', lazy: lazily(() => import('../flow/FlowPage.tsx')) },
        { path: 'editor/:flow?', lazy: lazily(() => import('../editor/EditorPage.tsx')) },
        { path: 'executions', lazy: lazily(() => import('../executions/ExecutionsPage.tsx')) },
        { path: 'executions/:flow/:name', lazy: lazily(() => import('../execution/ExecutionPage.tsx')) },
        { path: 'executions/:flow/:name/map-runs/:run', lazy: lazily(() => import('../mapRun/MapRunPage.tsx')) },
        { path: 'batches', lazy: lazily(() => import('../batches/BatchesPage.tsx')) },
        { path: 'batches/:batch', lazy: lazily(() => import('../batches/BatchPage.tsx')) },
        { path: 'inbox', lazy: lazily(() => import('../inbox/InboxPage.tsx')) },
        { path: 'schedules', lazy: lazily(() => import('../schedules/SchedulesPage.tsx')) },
        { path: 'targets', lazy: lazily(() => import('../targets/TargetsPage.tsx')) },
        { path: 'sent', lazy: lazily(() => import('../sent/SentPage.tsx')) },
        { path: 'examples', lazy: lazily(() => import('../examples/ExamplesPage.tsx')) },
        { path: 'system', lazy: lazily(() => import('../system/SystemPage.tsx')) },
        { path: 'system/calls', lazy: lazily(() => import('../system/CallsPage.tsx')) },
        { path: '*', element: <NotFound /> },
      ].map((route) => ({ ...route, errorElement: <CrashPage /> })),
    },
    {
      path: '/login',
      lazy: lazily(() => import('../login/LoginPage.tsx')),
      errorElement: <CrashPage />,
      hydrateFallbackElement: <></>,
    },
  ],
  { basename: '/console' },
);

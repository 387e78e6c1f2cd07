/** Every page and its address, in one table; what is not needed at once comes when it is asked for. */
import { createBrowserRouter, useRouteError, type RouteObject } from 'react-router'
import { NotThere, Waiting } from './states.tsx'
import { Shell } from './shell.tsx'
import { useSay } from './words.ts'

function Missing() {
  return <NotThere>{useSay()('没有这个地址', 'There is no such page')}</NotThere>
}

function Broken() {
  const say = useSay()
  const error = useRouteError()
  return <NotThere>{say('这一页出了错，请刷新后重试', 'This page failed; please reload')}{error instanceof Error ? `：${error.message}` : ''}</NotThere>
}

const page = (path: string, load: () => Promise<{ Page: () => React.ReactNode }>): RouteObject => ({ path, lazy: async () => ({ Component: (await load()).Page }), errorElement: <Broken /> })

export const router = createBrowserRouter([
  {
    path: '/',
    element: <Shell />,
    errorElement: <Broken />,
    hydrateFallbackElement: <div className="door"><Waiting rows={3} /></div>,
    children: [
      { ...page('', () => import('./pages/workbench.tsx')), index: true, path: undefined } as RouteObject,
      page('cases', () => import('./pages/ledger.tsx')),
      page('cases/new', () => import('./pages/transfer.tsx')),
      page('cases/:id', () => import('./pages/case.tsx')),
      page('cases/:id/read', () => import('./pages/read.tsx')),
      page('cases/:id/joint', () => import('./pages/joint.tsx')),
      page('meetings', () => import('./pages/meetings.tsx')),
      page('meetings/:id', () => import('./pages/meeting.tsx')),
      page('reminders', () => import('./pages/reminders.tsx')),
      page('dashboard', () => import('./pages/dashboard.tsx')),
      page('reports', () => import('./pages/reports.tsx')),
      page('quality', () => import('./pages/quality.tsx')),
      page('quality/:id', () => import('./pages/quality-check.tsx')),
      page('people', () => import('./pages/people.tsx')),
      page('import', () => import('./pages/import.tsx')),
      page('administration', () => import('./pages/administration.tsx')),
      page('me', () => import('./pages/me.tsx')),
      page('help', () => import('./pages/help.tsx')),
      { path: '*', element: <Missing /> },
    ],
  },
])

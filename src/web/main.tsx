import { QueryClientProvider } from '@tanstack/react-query'
import { App as AntApp, ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import 'antd/dist/reset.css'
import { StrictMode, useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router'
import { client } from './ask.ts'
import { LooksContext, themeOf, useLooks } from './looks.ts'
import './looks.css'
import { router } from './routes.tsx'
import { LanguageContext } from './words.ts'

function Application() {
  const looks = useLooks()
  useEffect(() => {
    document.documentElement.lang = looks.language === 'zh' ? 'zh-CN' : 'en'
    document.documentElement.dataset.theme = looks.dark ? 'dark' : 'light'
  }, [looks.language, looks.dark])
  return (
    <LooksContext value={looks}>
      <LanguageContext value={looks.language}>
        <ConfigProvider locale={looks.language === 'zh' ? zhCN : enUS} theme={themeOf(looks.dark)} button={{ autoInsertSpace: false }}>
          <AntApp><QueryClientProvider client={client}><RouterProvider router={router} /></QueryClientProvider></AntApp>
        </ConfigProvider>
      </LanguageContext>
    </LooksContext>
  )
}

const root = document.getElementById('root')
if (root) createRoot(root).render(<StrictMode><Application /></StrictMode>)

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { type ReactNode, useEffect, useMemo } from 'react';
import { Problem } from '../api/problem.ts';
import { themeOf } from '../look/theme.ts';
import { useIsDark, usePreferences } from '../prefs/preferences.ts';
import { setLanguage } from '../words/setup.ts';

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 2000,
      retry: (count, problem) =>
        count < 2 && problem instanceof Problem && (problem.status === 0 || problem.status >= 500),
    },
  },
});

export function Providers({ nonce, children }: { nonce: string; children: ReactNode }) {
  const { language, density } = usePreferences();
  const isDark = useIsDark();
  const theme = useMemo(() => themeOf(isDark, density === 'dense'), [isDark, density]);
  useEffect(() => {
    document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
    document.documentElement.style.colorScheme = isDark ? 'dark' : 'light';
  }, [isDark]);
  useEffect(() => setLanguage(language), [language]);
  return (
    <QueryClientProvider client={client}>
      <ConfigProvider
        csp={{ nonce }}
        locale={language === 'zh-CN' ? zhCN : enUS}
        theme={theme}
        button={{ autoInsertSpace: false }}
      >
        <App>{children}</App>
      </ConfigProvider>
    </QueryClientProvider>
  );
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { call } from '../api/call.ts';
import type { Session } from '../api/queries.ts';
import { prefer, usePreferences } from '../prefs/preferences.ts';
import { GoTo } from './GoTo.tsx';

const themes = ['system', 'light', 'dark'] as const;

export function TopBar({ session, onGo }: { session: Session; onGo: () => void }) {
  const { t } = useTranslation();
  const { language, theme, zone } = usePreferences();
  const nextTheme = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system';
  return (
    <header className="topbar">
      <Link to="/" className="brand" data-raw>
        {'Sluice'}
      </Link>
      <GoTo onOpen={onGo} />
      <div className="topbar-end">
        <Button size="small" type="text" onClick={() => prefer({ zone: zone === 'utc' ? 'local' : 'utc' })}>
          {t(`prefs.zone.${zone}`)}
        </Button>
        <Button size="small" type="text" onClick={() => prefer({ theme: nextTheme })}>
          {t(`prefs.theme.${theme}`)}
        </Button>
        <Button
          size="small"
          type="text"
          lang={language === 'zh-CN' ? 'en' : 'zh-CN'}
          data-raw
          onClick={() => prefer({ language: language === 'zh-CN' ? 'en-US' : 'zh-CN' })}
        >
          {language === 'zh-CN' ? 'English' : '中文'}
        </Button>
        {session.isOpen ? null : <Who session={session} />}
      </div>
    </header>
  );
}

function Who({ session }: { session: Session }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const logout = useMutation({
    mutationFn: () => call('DELETE', '/session'),
    onSettled: () => {
      client.clear();
      window.location.assign('/console/login');
    },
  });
  return (
    <>
      <span className="soft who" data-raw title={session.caller}>
        {session.caller.split(':').at(-1)}
      </span>
      <Button size="small" loading={logout.isPending} onClick={() => logout.mutate()}>
        {t('login.out')}
      </Button>
    </>
  );
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { call } from '../api/call.ts';
import { keys } from '../api/queries.ts';
import { PageHead } from '../panel/PageHead.tsx';
import { ProblemText } from '../panel/ProblemText.tsx';
import { ownPath } from './ownPath.ts';

export default function LoginPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [search] = useSearchParams();
  const [accessKeyId, setId] = useState('');
  const [accessKeySecret, setSecret] = useState('');
  const login = useMutation({
    mutationFn: () => call('POST', '/session', { body: { accessKeyId, accessKeySecret } }),
    onSuccess: (session) => {
      client.setQueryData(keys.session(), session);
      void navigate(ownPath(search.get('to')), { replace: true });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    login.mutate();
  };
  return (
    <main className="alone">
      <PageHead title={t('login.title')} />
      <p>{t('login.text')}</p>
      <form className="form" onSubmit={submit}>
        <label>
          {t('login.id')}
          <Input
            name="id"
            autoComplete="username"
            value={accessKeyId}
            onChange={(event) => setId(event.target.value)}
            required
          />
        </label>
        <label>
          {t('login.secret')}
          <Input.Password
            name="secret"
            autoComplete="current-password"
            value={accessKeySecret}
            onChange={(event) => setSecret(event.target.value)}
            required
          />
        </label>
        {login.error === null ? null : <ProblemText problem={login.error} />}
        <Button type="primary" htmlType="submit" loading={login.isPending}>
          {t('login.in')}
        </Button>
      </form>
    </main>
  );
}

import { Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';

/** The one box: `orders` opens a flow, `orders/order-7` an execution. */
export function GoTo() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const [flow, name] = text.trim().split('/').map(encodeURIComponent);
    if (flow !== undefined && flow !== '') {
      void navigate(name === undefined || name === '' ? `/flows/${flow}` : `/executions/${flow}/${name}`);
      setText('');
    }
  };
  return (
    <search className="goto">
      <form onSubmit={submit}>
        <Input
          id="goto"
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder={t('shell.goto')}
          aria-label={t('shell.goto')}
          autoComplete="off"
        />
      </form>
    </search>
  );
}

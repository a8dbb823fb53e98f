import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { CopyAs } from '../actions/CopyAs.tsx';
import { type Flow, flowsQuery } from '../api/queries.ts';
import { FailedOnly } from '../panel/FailedOnly.tsx';
import { PageHead } from '../panel/PageHead.tsx';
import { Answered, Empty } from '../panel/Panel.tsx';
import { isBad, statusOf } from '../status/vocabulary.ts';
import { FlowRow } from './FlowRow.tsx';

/** What exists, when each ran last, and which of them failed. */
export default function FlowsPage() {
  const { t } = useTranslation();
  const flows = useInfiniteQuery(flowsQuery());
  const [search, setSearch] = useSearchParams();
  const [text, isFailedOnly] = [search.get('text') ?? '', search.get('failed') === 'true'];
  const change = (name: string, value: string) =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        value === '' ? after.delete(name) : after.set(name, value);
        return after;
      },
      { replace: name === 'text' },
    );
  const isShown = (flow: Flow) =>
    flow.name.toLowerCase().includes(text.toLowerCase()) &&
    (!isFailedOnly || (flow.lastExecution !== undefined && isBad(statusOf(flow.lastExecution))));
  return (
    <>
      <PageHead title={t('nav.flows')}>
        <CopyAs path="/flows" />
        <Link to="/editor">
          <Button type="primary" tabIndex={-1}>
            {t('flows.new')}
          </Button>
        </Link>
      </PageHead>
      <div className="filters">
        <Input
          allowClear
          value={text}
          onChange={(event) => change('text', event.target.value)}
          placeholder={t('flows.search')}
          aria-label={t('flows.search')}
        />
        <FailedOnly
          word={t('flows.failedOnly')}
          isOn={isFailedOnly}
          onChange={(isOn) => change('failed', isOn ? 'true' : '')}
        />
      </div>
      <Answered asked={flows} rows={8}>
        {(all) =>
          all.length === 0 ? <NoFlows /> : <FlowTable flows={all.filter(isShown)} onClear={() => setSearch({})} />
        }
      </Answered>
      {flows.hasNextPage ? (
        <Button loading={flows.isFetchingNextPage} onClick={() => void flows.fetchNextPage()}>
          {t('list.more')}
        </Button>
      ) : null}
    </>
  );
}

function FlowTable({ flows, onClear }: { flows: readonly Flow[]; onClear: () => void }) {
  const { t } = useTranslation();
  if (flows.length === 0) {
    return (
      <Empty title={t('list.nothingMatches')}>
        <Button onClick={onClear}>{t('list.clear')}</Button>
      </Empty>
    );
  }
  return (
    <table className="rows">
      <thead>
        <tr>
          <th scope="col">{t('flows.name')}</th>
          <th scope="col">{t('flows.mode')}</th>
          <th scope="col">{t('flows.last')}</th>
          <th scope="col">{t('flows.modified')}</th>
        </tr>
      </thead>
      <tbody>
        {flows.map((flow) => (
          <FlowRow key={flow.name} flow={flow} />
        ))}
      </tbody>
    </table>
  );
}

function NoFlows() {
  const { t } = useTranslation();
  return (
    <Empty title={t('flows.none')}>
      <Link to="/examples">{t('flows.tryExample')}</Link>
      <Link to="/editor">{t('flows.new')}</Link>
    </Empty>
  );
}

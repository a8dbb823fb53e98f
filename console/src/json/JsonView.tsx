import { useVirtualizer } from '@tanstack/react-virtual';
import { Button, Input } from 'antd';
import { memo, useDeferredValue, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bytes } from '../time/format.ts';
import { download } from './download.ts';
import { type JsonRow, matching, rowsOf, sizeOf } from './rows.ts';
import { parse } from './tokens.ts';

/** Above this a tree would hold up the page: its beginning is shown, and all of it can be taken away. */
const mostCharacters = 256 * 1024;
const rowHeight = 22;

/** A payload as it was sent: a tree with search, and a copy of the very bytes. */
export function JsonView({ text, name }: { text: string; name: string }) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search);
  const isLarge = text.length > mostCharacters;
  return (
    <div className="json" role="group" aria-label={t('json.label', { name })}>
      <div className="json-bar">
        {isLarge ? null : (
          <Input
            size="small"
            allowClear
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            placeholder={t('json.search')}
            aria-label={t('json.search')}
          />
        )}
        <span className="soft" data-raw>
          {bytes(new Blob([text]).size)}
        </span>
        <Button size="small" onClick={() => void navigator.clipboard.writeText(text)}>
          {t('json.copy')}
        </Button>
        <Button size="small" onClick={() => download(`${name}.json`, 'application/json', text)}>
          {t('json.download')}
        </Button>
      </div>
      {isLarge ? <Beginning text={text} /> : <Tree text={text} search={wanted} />}
    </div>
  );
}

function Beginning({ text }: { text: string }) {
  const { t } = useTranslation();
  return (
    <>
      <p className="soft">{t('json.large', { size: bytes(text.length) })}</p>
      <pre data-raw>{text.slice(0, 4096)}</pre>
    </>
  );
}

function Tree({ text, search }: { text: string; search: string }) {
  const { t } = useTranslation();
  const root = useMemo(() => readable(text), [text]);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const rows = useMemo(
    () => (root === undefined ? [] : matching(rowsOf(root, closed), search)),
    [root, closed, search],
  );
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const toggle = (path: string) =>
    setClosed((before) => {
      const after = new Set(before);
      return after.delete(path) ? after : after.add(path);
    });
  if (root === undefined) {
    return <pre data-raw>{text}</pre>;
  }
  return (
    <div ref={scroller} className="json-tree" data-raw>
      {rows.length === 0 ? <p className="soft">{t('json.nothing')}</p> : null}
      <div
        className="json-all"
        ref={(element) => void element?.style.setProperty('height', `${virtual.getTotalSize()}px`)}
      >
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          return row === undefined ? null : (
            <Row key={item.key} row={row} top={item.start} source={text} onToggle={toggle} />
          );
        })}
      </div>
    </div>
  );
}

function readable(text: string) {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

const Row = memo(function Row({
  row,
  top,
  source,
  onToggle,
}: {
  row: JsonRow;
  top: number;
  source: string;
  onToggle: (path: string) => void;
}) {
  const { t } = useTranslation();
  const isBox = sizeOf(row.node) > 0;
  const copy = () => void navigator.clipboard.writeText(source.slice(row.node.from, row.node.to));
  return (
    <div
      className={`json-row json-${row.node.kind}`}
      style={{ transform: `translateY(${top}px)`, paddingInlineStart: row.depth * 16 + 4 }}
      title={row.path}
    >
      {isBox ? (
        <button
          type="button"
          className="json-open"
          aria-expanded={row.isOpen}
          aria-label={row.path}
          onClick={() => onToggle(row.path)}
        >
          {row.isOpen ? '−' : '+'}
        </button>
      ) : (
        <span className="json-open" />
      )}
      {row.name === undefined ? null : <span className="json-name">{row.name}</span>}
      <span className="json-value">{row.text}</span>
      <button type="button" className="json-copy" aria-label={t('json.copyPath', { path: row.path })} onClick={copy}>
        {t('json.copy')}
      </button>
    </div>
  );
});

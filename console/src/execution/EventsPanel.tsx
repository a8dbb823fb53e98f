import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useDeferredValue, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { JsonView } from '../json/JsonView.tsx';
import type { HistoryEvent } from '../live/history.ts';
import { Empty } from '../panel/Panel.tsx';
import { Time } from '../time/Time.tsx';
import { EventFilters } from './EventFilters.tsx';
import { allEvents, eventsOf, isFailure } from './eventFilter.ts';

const rowHeight = 32;
/** The history, line by line, as it comes. */
export function EventsPanel({ events }: { events: readonly HistoryEvent[] }) {
  const { t } = useTranslation();
  const [filter, setFilter] = useState(allEvents);
  const [chosen, setChosen] = useState<HistoryEvent>();
  const wanted = useDeferredValue(filter);
  const shown = useMemo(() => eventsOf(events, wanted), [events, wanted]);
  return (
    <>
      <EventFilters events={events} filter={filter} onChange={setFilter} />
      {shown.length === 0 ? (
        <Empty title={t('list.nothingMatches')} />
      ) : (
        <Lines events={shown} chosen={chosen?.EventId} onChoose={setChosen} />
      )}
      {chosen === undefined ? null : (
        <JsonView key={chosen.EventId} text={chosen.EventDetail} name={`event-${chosen.EventId}`} />
      )}
    </>
  );
}

function Lines({
  events,
  chosen,
  onChoose,
}: {
  events: readonly HistoryEvent[];
  chosen: number | undefined;
  onChoose: (event: HistoryEvent) => void;
}) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: events.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  return (
    <div ref={scroller} className="events" role="group" aria-label={t('events.label')}>
      <div
        className="events-all"
        ref={(element) => void element?.style.setProperty('height', `${virtual.getTotalSize()}px`)}
      >
        {virtual.getVirtualItems().map((item) => {
          const event = events[item.index];
          return event === undefined ? null : (
            <Line
              key={event.EventId}
              event={event}
              top={item.start}
              isChosen={chosen === event.EventId}
              onChoose={onChoose}
            />
          );
        })}
      </div>
    </div>
  );
}

const Line = memo(function Line({
  event,
  top,
  isChosen,
  onChoose,
}: {
  event: HistoryEvent;
  top: number;
  isChosen: boolean;
  onChoose: (event: HistoryEvent) => void;
}) {
  return (
    <button
      type="button"
      className={`event${isFailure(event) ? ' tone-failed' : ''}`}
      aria-pressed={isChosen}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => onChoose(event)}
      data-raw
    >
      <span className="event-id">{event.EventId}</span>
      <span className="event-type">{event.Type}</span>
      <span className="event-step">{event.StepName}</span>
      <span className="soft end">
        <Time at={event.Time} exact />
      </span>
    </button>
  );
});

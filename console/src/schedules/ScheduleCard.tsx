import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { ActionButton } from '../actions/ActionButton.tsx';
import { useRefusal } from '../actions/useRefusal.ts';
import { call } from '../api/call.ts';
import { keys, type Schedule } from '../api/queries.ts';
import { pathOf } from '../list/path.ts';
import { Empty, Panel } from '../panel/Panel.tsx';
import { ProblemText } from '../panel/ProblemText.tsx';
import { StatusTag } from '../status/StatusTag.tsx';
import { statusOf } from '../status/vocabulary.ts';
import { clockTime } from '../time/format.ts';
import { Time } from '../time/Time.tsx';

export function ScheduleCard({ schedule }: { schedule: Schedule }) {
  const { t } = useTranslation();
  const { flow, name, isEnabled, next, zone } = schedule;
  const refusal = useRefusal(flow);
  const { run, toggle, problem } = useScheduleActions(schedule);
  const buttons = (
    <span className="page-actions">
      <ActionButton
        size="small"
        word={t('schedules.run')}
        disabledBecause={refusal('sluice:RunSchedule')}
        loading={run.isPending}
        onRun={() => run.mutate()}
      />
      <ActionButton
        size="small"
        word={t(isEnabled ? 'schedules.pause' : 'schedules.resume')}
        disabledBecause={refusal(isEnabled ? 'sluice:PauseSchedule' : 'sluice:ResumeSchedule')}
        loading={toggle.isPending}
        onRun={() => toggle.mutate()}
      />
    </span>
  );
  return (
    <Panel title={`${flow}/${name}`} raw beside={buttons}>
      {schedule.description === '' ? null : <p data-raw>{schedule.description}</p>}
      {problem === null ? null : <ProblemText problem={problem} />}
      <ScheduleFacts schedule={schedule} />
      {!isEnabled ? (
        <Empty title={t('schedules.isPaused')} />
      ) : next.length === 0 ? (
        <Empty title={t('schedules.neverAgain')} />
      ) : (
        <table className="instants">
          <thead>
            <tr>
              <th scope="col">{t('schedules.next')}</th>
              {zone === 'UTC' ? null : (
                <th scope="col" data-raw>
                  {zone}
                </th>
              )}
              <th scope="col" data-raw>
                {'UTC'}
              </th>
            </tr>
          </thead>
          <tbody>
            {next.map((instant) => (
              <tr key={instant.utc}>
                <td>
                  <Time at={instant.utc} />
                </td>
                {zone === 'UTC' ? null : <td data-raw>{clockTime(instant.local)}</td>}
                <td data-raw>{clockTime(instant.utc)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

function ScheduleFacts({ schedule }: { schedule: Schedule }) {
  const { t } = useTranslation();
  const { flow, cron, lastExecution: last, missed, missedFrom, missedUntil } = schedule;
  return (
    <dl className="facts">
      <div>
        <dt>{t('filter.flow')}</dt>
        <dd>
          <Link to={`/flows/${encodeURIComponent(flow)}`} data-raw>
            {flow}
          </Link>
        </dd>
      </div>
      <div>
        <dt>{t('schedules.when')}</dt>
        <dd>
          <code data-raw>{cron}</code>
        </dd>
      </div>
      <div>
        <dt>{t('schedules.last')}</dt>
        <dd>
          {last === undefined ? (
            t('schedules.never')
          ) : (
            <Link to={pathOf(last)} className="last">
              <StatusTag word={statusOf(last)} /> <Time at={last.started} />
            </Link>
          )}
        </dd>
      </div>
      {missed === 0 ? null : (
        <div>
          <dt>{t('schedules.missed')}</dt>
          <dd className="fault">
            <span data-raw>{missed}</span>
            {missedFrom === undefined || missedUntil === undefined ? null : (
              <>
                {' · '}
                <Time at={missedFrom} exact /> → <Time at={missedUntil} exact />
              </>
            )}
          </dd>
        </div>
      )}
    </dl>
  );
}

function useScheduleActions({ flow, name, isEnabled }: Schedule) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const path = { flow, schedule: name };
  const run = useMutation({
    mutationFn: () => call('POST', '/flows/{flow}/schedules/{schedule}/run', { path }),
    onSuccess: (started) => void navigate(pathOf(started)),
  });
  const toggle = useMutation({
    mutationFn: () =>
      isEnabled
        ? call('POST', '/flows/{flow}/schedules/{schedule}/pause', { path })
        : call('POST', '/flows/{flow}/schedules/{schedule}/resume', { path }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.schedules() }),
  });
  return { run, toggle, problem: run.error ?? toggle.error };
}

import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { permissionsQuery } from '../api/queries.ts';
import type { operations } from '../api/schema.gen.ts';

type OwnAction = `sluice:${keyof operations}`;

/**
 * Says why an action with a flow is not for whoever is here; undefined when it is, and while that is not known: the server
 * decides in any case.
 * @param flow Empty for one that has no name yet.
 */
export function useRefusal(flow: string): (action: OwnAction) => string | undefined {
  const { t } = useTranslation();
  const permissions = useQuery({ ...permissionsQuery(flow), enabled: flow !== '' });
  return (action) =>
    permissions.data === undefined || permissions.data.allowed.includes(action)
      ? undefined
      : t('actions.needs', { action, resource: `flow/${flow}` });
}
